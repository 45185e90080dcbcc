// A serial port as bytes: the machine's own through the package `serialport`, or one behind TCP (`tcp:HOST:PORT`).

import { connect } from 'node:net';
import type { Bytes } from './api.ts';
import { deviceError } from './errors.ts';
import { openPort } from './serial-port.ts';

function overTcp(host: string, port: number, timeoutMs: number): Promise<Bytes> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true }, () => {
      socket.setTimeout(0);
      socket.off('error', reject);
      // After an error comes 'close', and that is told.
      socket.on('error', () => {});
      resolve({
        write: (bytes) => void socket.write(bytes, 'latin1'),
        onData: (listener) => void socket.on('data', listener),
        onClose: (listener) => void socket.on('close', listener),
        close: () => void socket.destroy(),
      });
    });
    socket.setTimeout(timeoutMs, () => socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
    socket.setEncoding('latin1');
    socket.once('error', reject);
  });
}

async function overPort(path: string): Promise<Bytes> {
  const port = await openPort(path);
  port.on('error', () => {});
  return {
    write: (bytes) => void port.write(bytes, 'latin1'),
    onData: (listener) => void port.on('data', (data: Buffer) => listener(data.toString('latin1'))),
    onClose: (listener) => void port.on('close', listener),
    close: () => void (port.isOpen && port.close()),
  };
}

/** Where `tcp:HOST:PORT` leads. */
export function tcpEnd(path: string): { host: string; port: number } | undefined {
  const [, host, port] = /^tcp:(.+):(\d{1,5})$/.exec(path) ?? [];
  return host && port ? { host, port: Number(port) } : undefined;
}

export function openSerial(path: string, timeoutMs: number): Promise<Bytes> {
  if (!path.startsWith('tcp:')) return overPort(path);
  const end = tcpEnd(path);
  if (end) return overTcp(end.host, end.port, timeoutMs);
  return Promise.reject(deviceError('usage', 'usage', 'write a serial port behind TCP as tcp:HOST:PORT'));
}
