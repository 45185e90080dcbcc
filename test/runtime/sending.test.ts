// Pieces go when there is heap for them, and nobody waits for ever.

import { expect, it } from 'vitest';
import type { Sender, SendQueue } from '../../firmware/platform/ports.ts';
import { BUFFER_COST, SEND_ALONE_MIN, SEND_MIN } from '../../firmware/runtime/heap.ts';
import { createSendQueue, LOOK_MS, PATIENCE_MS } from '../../firmware/runtime/sending.ts';
import { type FakeClock, fakeClock } from '../fakes/clock.ts';

interface Bench {
  clock: FakeClock;
  queue: SendQueue;
  free: number;
  /** Names, in the order in which they were told to send. */
  sent: string[];
  sender(name: string, fails?: boolean): Sender;
}

const PLENTY = 30_000;
const LITTLE = 10_000;

function bench(): Bench {
  const clock = fakeClock();
  const here: Bench = {
    clock,
    queue: undefined as never,
    free: PLENTY,
    sent: [],
    sender: (name, fails = false) => ({
      bytes: 0,
      sendNow() {
        if (fails) throw new Error('broken');
        here.sent.push(name);
      },
      sendFailed: () => void here.sent.push(`${name} failed`),
    }),
  };
  here.queue = createSendQueue(clock, () => here.free);
  return here;
}

/** Of heap: enough for so many pieces on their way. */
const roomFor = (pieces: number): number => SEND_MIN + pieces * BUFFER_COST;
/** A piece that takes one buffer. */
const PIECE = 500;

it('as many go at once as there is heap for, the others in their order as each has left', () => {
  const here = bench();
  here.free = roomFor(2);
  const all = ['a', 'b', 'c', 'd'].map((name) => here.sender(name));
  for (const one of all) here.queue.wait(one, PIECE);
  expect(here.sent).toEqual(['a', 'b']);
  for (const one of all) here.queue.left(one);
  expect(here.sent).toEqual(['a', 'b', 'c', 'd']);
  here.clock.pass(LOOK_MS);
  expect(here.clock.waiting()).toBe(0);
});

it('what has left is counted no more, though the heap is as it was', () => {
  const here = bench();
  here.free = roomFor(1);
  const one = here.sender('a');
  for (let n = 0; n < 3; n++) {
    here.queue.wait(one, PIECE);
    here.queue.left(one);
  }
  expect(here.sent).toEqual(['a', 'a', 'a']);
});

it('more of the same sender is counted with what it has on its way', () => {
  const here = bench();
  here.free = SEND_ALONE_MIN + BUFFER_COST;
  const one = here.sender('a');
  here.queue.wait(one, 536);
  here.queue.wait(one, 1);
  expect(here.sent).toEqual(['a']);
});

it('one that is alone goes with less heap than one beside others', () => {
  const here = bench();
  here.free = SEND_ALONE_MIN + BUFFER_COST;
  const [a, b] = [here.sender('a'), here.sender('b')];
  here.queue.wait(a, PIECE);
  here.queue.wait(b, PIECE);
  expect(here.sent).toEqual(['a']);
  here.queue.left(a);
  expect(here.sent).toEqual(['a', 'b']);
});

it('one that goes while it waits is not called, and leaves no timer', () => {
  const here = bench();
  here.free = roomFor(1);
  const [a, b] = [here.sender('a'), here.sender('b')];
  here.queue.wait(a, PIECE);
  here.queue.wait(b, PIECE);
  here.queue.left(b);
  here.queue.left(a);
  here.clock.pass(PATIENCE_MS);
  expect([here.sent, here.clock.waiting()]).toEqual([['a'], 0]);
});

it('with too little heap it waits until there is enough', () => {
  const here = bench();
  here.free = LITTLE;
  here.queue.wait(here.sender('a'), 1000);
  here.clock.pass(PATIENCE_MS - LOOK_MS);
  expect(here.sent).toEqual([]);
  here.free = PLENTY;
  here.clock.pass(LOOK_MS);
  expect(here.sent).toEqual(['a']);
});

it.each([
  [PATIENCE_MS - 1, []],
  [PATIENCE_MS + LOOK_MS, ['a']],
])('where the heap stays short, after %i ms: %j', (ms, expected) => {
  const here = bench();
  here.free = LITTLE;
  here.queue.wait(here.sender('a'), 1000);
  here.clock.pass(ms);
  expect(here.sent).toEqual(expected);
});

it('one that fails is told so, and the next has its turn', () => {
  const here = bench();
  here.free = roomFor(1);
  const [a, bad, c] = [here.sender('a'), here.sender('bad', true), here.sender('c')];
  for (const one of [a, bad, c]) here.queue.wait(one, PIECE);
  here.queue.left(a);
  here.queue.left(bad);
  expect(here.sent).toEqual(['a', 'bad failed', 'c']);
});
