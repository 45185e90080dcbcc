// The device's TCP port as a transport of lines, for Node.

import { connect } from 'node:net';
import type { Transport } from './line-reader.ts';

export const PORT = 6666;
/** The longest that a device says is a scan of the air around it in a box, some ten thousand. */
export const LINE_BYTES_MAX = 65_536;

/** Rejects when nothing listens there, or nothing comes back in time. */
export function connectTcp(host: string, port = PORT, timeoutMs = 0): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port }, () => {
      socket.setTimeout(0);
      socket.off('error', reject);
      // After an error comes 'close', and that is told.
      socket.on('error', () => {});
      resolve(transport);
    });
    socket.once('error', reject);
    socket.setTimeout(timeoutMs, () => socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
    socket.setEncoding('latin1');
    socket.setNoDelay(true);
    let rest = '';
    const transport: Transport = {
      send: (line) => void socket.write(`${line}\n`, 'latin1'),
      onLine(listener) {
        socket.on('data', (bytes) => {
          const lines = (rest + bytes).split('\n');
          if (lines.some((line) => line.length > LINE_BYTES_MAX)) return void socket.destroy();
          rest = lines.pop() ?? '';
          for (const line of lines) listener(line);
        });
      },
      onClose: (listener) => void socket.on('close', listener),
      // Does not wait for a peer that never closes.
      close: () => void socket.end().unref(),
    };
  });
}
