// Big pieces go one at a time, when there is heap for them, and nobody waits for ever.

import { expect, it } from 'vitest';
import { createSendQueue, HELD_UP_MS, LOOK_MS, PATIENCE_MS } from '../../firmware/kernel/sending.ts';
import type { Sender, SendQueue } from '../../firmware/ports.ts';
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

it('the first goes at once, the others in their order as each has left', () => {
  const { queue, sender, sent, clock } = bench();
  const all = ['a', 'b', 'c'].map((name) => sender(name));
  for (const one of all) queue.wait(one, 1000);
  expect(sent).toEqual(['a']);
  for (const one of all) queue.left(one);
  expect(sent).toEqual(['a', 'b', 'c']);
  clock.pass(LOOK_MS);
  expect(clock.waiting()).toBe(0);
});

it('one that goes while it waits is not called, and leaves no timer', () => {
  const { queue, sender, sent, clock } = bench();
  const [a, b] = [sender('a'), sender('b')];
  queue.wait(a, 1000);
  queue.wait(b, 1000);
  queue.left(b);
  queue.left(a);
  clock.pass(HELD_UP_MS);
  expect([sent, clock.waiting()]).toEqual([['a'], 0]);
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

it.each([
  [HELD_UP_MS - 1, ['a']],
  [HELD_UP_MS + LOOK_MS, ['a', 'b']],
])('one whose peer takes nothing holds up the next for %i ms: %j', (ms, expected) => {
  const { queue, sender, sent, clock } = bench();
  queue.wait(sender('a'), 1000);
  queue.wait(sender('b'), 1000);
  clock.pass(ms);
  expect(sent).toEqual(expected);
});

it('one that fails is told so, and the next has its turn', () => {
  const { queue, sender, sent } = bench();
  const [a, bad, c] = [sender('a'), sender('bad', true), sender('c')];
  for (const one of [a, bad, c]) queue.wait(one, 1000);
  queue.left(a);
  queue.left(bad);
  expect(sent).toEqual(['a', 'bad failed', 'c']);
});
