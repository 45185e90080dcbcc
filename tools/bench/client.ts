// A TCP client that sends request lines and counts the reply lines, which come in order; event lines are set aside.

import { connect } from 'node:net';

export interface LineClient {
  /** Sends the text; resolves with the next reply line, null when the connection has gone or stays silent. */
  request(line: string, limitMs?: number): Promise<string | null>;
  events: string[];
  close(): void;
}

const REPLY_MS = 5000;

export function openLineClient(port: number): Promise<LineClient> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const waiting: Array<(line: string | null) => void> = [];
  const events: string[] = [];
  let rest = '';
  socket.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('{"event"')) events.push(line);
      else waiting.shift()?.(line);
    }
  });
  const giveUp = (): void => {
    for (const resolve of waiting.splice(0)) resolve(null);
  };
  socket.on('close', giveUp);
  socket.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('connect', () => resolve({ request, events, close: () => socket.destroy() }));
  });

  function request(line: string, limitMs = REPLY_MS): Promise<string | null> {
    return new Promise((resolve) => {
      const late = setTimeout(giveUp, limitMs);
      waiting.push((reply) => {
        clearTimeout(late);
        resolve(reply);
      });
      socket.write(`${line}\n`);
    });
  }
}
