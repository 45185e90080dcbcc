// A connection that is turned away, by a socket as the port's are.

import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { platformCode } from '../fakes/platform-code.ts';

type Refuse = (socket: { on(name: string): void; end(text: string): void }, text: string) => void;

const refuse: Refuse = runInNewContext(`${platformCode};hal.refuseSocket`, { require: () => ({}) });

it('is told so, and closed', () => {
  const told: string[] = [];
  refuse({ on: (name) => told.push(name), end: (text) => told.push(text) }, 'busy');
  expect(told).toEqual(['data', 'busy']);
});

it('costs nothing where it has gone already: the port throws at what it is given then', () => {
  const gone = {
    on: () => undefined,
    end: () => {
      throw new Error('This socket is closed');
    },
  };
  expect(() => refuse(gone, 'busy')).not.toThrow();
});
