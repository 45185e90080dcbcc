// Mutated requests through the HTTP door of a running device: each whole one, or bad one, gets its response and is closed.

import { connect } from 'node:net';
import { readRequest } from '../../../firmware/protocols/http/request.ts';
import { newRequestState } from '../../../firmware/protocols/http/request-state.ts';
import { holds, same } from '../parser.ts';
import type { Door } from './door.ts';

const RESPONSE_MS = 30_000;

/** All that comes back until the device closes. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () =>
      socket.write(Buffer.from(bytes, 'latin1')),
    );
    const late = setTimeout(() => socket.destroy(), RESPONSE_MS);
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(late);
      resolve(received);
    });
  });
}

export function httpDoor(port: number): Door {
  return {
    async send(inputs) {
      for (const input of inputs) {
        const reading = readRequest(newRequestState(), input);
        // What is not whole waits for its deadline: the end-to-end tests have rows for that.
        if (reading.at !== 'whole' && reading.at !== 'bad') continue;
        const response = await exchange(port, input);
        const status = /^HTTP\/1\.[01] (\d\d\d) /.exec(response)?.[1];
        holds(
          status !== undefined,
          `no response to ${JSON.stringify(input)}: ${JSON.stringify(response.slice(0, 80))}`,
        );
        if (reading.at === 'bad') same(`status for ${JSON.stringify(input)}`, Number(status), reading.status);
      }
    },
    answers: () => 1,
    close: () => undefined,
  };
}
