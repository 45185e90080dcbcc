// A connection that is turned away, by a socket as the port's are.

import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { refuseSocket } from '../../firmware/platform/sockets.ts';
import { platformCode } from '../fakes/platform-code.ts';

it('is told so, and closed', () => {
  const told: string[] = [];
  const socket = { on: (name: string) => told.push(name), end: (text: string) => told.push(text) };
  refuseSocket(socket, 'busy');
  expect(told).toEqual(['data', 'busy']);
});

it('costs nothing where it has gone already: the port throws at what it is given then', () => {
  const gone = {
    on: () => undefined,
    end: () => {
      throw new Error('This socket is closed');
    },
  };
  expect(() => refuseSocket(gone, 'busy')).not.toThrow();
});

it.each([
  [0, true, 0],
  [1, true, 1],
  [2, false, 1],
])(
  'is cut without an error where %d times in a row no variable is left for the mark: marked %s after %d collections',
  (full, marked, collections) => {
    let left = full;
    let collected = 0;
    const process = { memory: () => void collected++ };
    const cut = runInNewContext(`${platformCode};hal.cutSocket`, { require: () => ({}), process }) as (
      s: object,
    ) => void;
    const socket = Object.defineProperty({ isMarked: false }, 'clsNow', {
      set(this: { isMarked: boolean }) {
        if (left-- > 0)
          throw new Error('Field or method "clsNow" does not already exist, and can\'t create it on Object');
        this.isMarked = true;
      },
    });
    expect(() => cut(socket)).not.toThrow();
    expect([socket.isMarked, collected]).toEqual([marked, collections]);
  },
);
