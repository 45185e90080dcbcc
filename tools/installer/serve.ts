// An installer on this computer itself, where browsers allow serial ports without https.

import { createServer, type Server } from 'node:http';
import { extname } from 'node:path';
import { usage } from '../cli/exit.ts';
import type { InstallerFiles } from './files.ts';

const HOST = '127.0.0.1';
const TYPES: { [ending: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

export interface Served {
  url: string;
  close(): void;
}

function answer(server: Server, files: InstallerFiles): void {
  server.on('request', ({ url = '/', method }, response) => {
    const name = url.split('?')[0] === '/' ? 'index.html' : url.split('?')[0]?.slice(1);
    const body = files.get(name ?? '');
    if (body === undefined || (method !== 'GET' && method !== 'HEAD')) response.writeHead(404).end();
    else {
      const type = TYPES[extname(name ?? '')] ?? 'application/octet-stream';
      response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(method === 'HEAD' ? '' : body);
    }
  });
}

/** 0: any port. */
export function serveInstaller(files: InstallerFiles, port: number): Promise<Served> {
  const server = createServer();
  answer(server, files);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(usage(`--serve ${port}: ${error.code === 'EADDRINUSE' ? 'the port is taken' : error.message}`)),
    );
    server.listen(port, HOST, () => {
      const address = server.address();
      const used = typeof address === 'object' && address ? address.port : port;
      resolve({ url: `http://localhost:${used}/`, close: () => void server.close().closeAllConnections() });
    });
  });
}
