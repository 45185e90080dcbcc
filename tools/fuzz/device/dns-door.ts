// Mutated queries through the DNS door of a running device: each is answered as in Node, byte for byte, or not at all.

import { createSocket } from 'node:dgram';
import { answer } from '../../../firmware/protocols/dns/answer.ts';
import { holds, same } from '../parser.ts';
import type { Door } from './door.ts';

/** The device's own on its access point. */
const ADDRESS = '\xc0\xa8\x04\x01';
/** What a UDP message may have; the port cuts off longer ones. */
const MESSAGE_MAX = 512;
const REPLY_MS = 30_000;

export function dnsDoor(port: number, host: string): Door {
  const socket = createSocket('udp4');
  const waiting: Array<(text: string) => void> = [];
  socket.on('message', (bytes) => waiting.shift()?.(bytes.toString('latin1')));
  const ask = (query: string): Promise<string> =>
    new Promise((resolve) => {
      const late = setTimeout(() => resolve('no answer'), REPLY_MS);
      waiting.push((text) => {
        clearTimeout(late);
        resolve(text);
      });
      socket.send(Buffer.from(query, 'latin1'), port, '127.0.0.1');
    });
  return {
    async send(inputs) {
      for (const input of inputs) {
        const query = input.slice(0, MESSAGE_MAX);
        const wanted = answer(query, ADDRESS, host);
        if (wanted !== '') same(`answer to ${JSON.stringify(query)}`, await ask(query), wanted);
        // What gets no answer: the next query shows that it was survived.
        else if (query !== '') socket.send(Buffer.from(query, 'latin1'), port, '127.0.0.1');
      }
      holds(waiting.length === 0, 'an answer to nothing');
    },
    answers: () => 1,
    close: () => undefined,
  };
}
