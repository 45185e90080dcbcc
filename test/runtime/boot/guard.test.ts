// The judge of the last starts, sentence by sentence.

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  APP_RUNS as A,
  APP_FINE as B,
  DOORS_OPEN as D,
  ON_PURPOSE as E,
  HALF_MINUTE as H,
  MAX_WRONG_PROOFS,
  POWER_ON as P,
  planBoot,
  RESET as R,
  RIGHT_PROOF,
  startEvent,
  TEN_SECONDS as T,
  WRONG_PROOF,
  wrongProofs,
} from '../../../firmware/runtime/boot/guard.ts';
import { append, openEvents } from '../../../firmware/storage/boot-log.ts';
import type { FakeFlash } from '../../fakes/flash.ts';
import { crc32, fakeFlash } from '../../fakes/flash.ts';

/** The log of starts, the last one being the present: it has not lived yet. */
const log = (...starts: string[]): string => starts.join('');
const three = (lived: string): string => lived.repeat(3);

it.each([
  [1, P],
  [12, R],
  [8, R],
  [15, R],
])('reset cause %i is written as %s', (cause, event) => {
  expect(startEvent(cause)).toBe(event);
});

describe('safe mode after three crashes in a row', () => {
  it.each([
    ['three that ended before the doors were open, by a reset', log(P, R, R, R), true],
    ['three that ended before the doors were open, by power', log(P, P, P, P), true],
    ['two of them and one after the doors, within 30 s, by a reset', log(P, R + D, R, R), true],
    ['three within 30 s by a reset, doors open', log(P + D, R + D, R + D, R), true],
    ['three after 10 s and within 30 s by a reset', log(P + D + T, R + D + T, R + D + T, R), true],
    ['the same, ended by pulling the plug: neither', log(three(P + D + T), P), false],
    ['three that lived 30 s and were then reset', log(P + D + T + H, R + D + T + H, R + D + T + H, R), false],
    ['three whose doors were open and that lost power within 10 s', log(three(P + D), P), false],
    ['two crashes', log(P, R, R), false],
    ['four crashes', log(P, R, R, R, R), true],
    ['three crashes with a good start among them', log(P, R, R + D + T + H, R, R), false],
    ['three crashes before a good start', log(P, R, R, R + D + T + H, P), false],
    ['reboot, reset or repl three times', log(P + D + E, R + D + E, R + D + E, R), false],
    ['reboot before the doors were open', log(three(P + E), P), false],
    ['two crashes, a reboot, a crash: not in a row', log(P, R, R + D + E, R, R), false],
    ['the first start ever', log(P), false],
    ['an empty log', '', false],
    ['noise', 'x\x00\x7fqd', false],
    ['three crashes with wrong proofs and torn letters among them', log(`P${P}F`, `${R}\x7f`, `${R}FF`, R), true],
    ['a log whose beginning has been forgotten', log(D + T, R, R, R, R), true],
  ])('%s: %s', (_, events, safe) => {
    expect(planBoot(events).safe).toBe(safe);
  });

  it('tries again after a safe start, and needs three more crashes', () => {
    const crashes = log(P, R, R, R);
    expect(planBoot(crashes).safe).toBe(true);
    const afterSafe = crashes + E;
    expect(['', P, P + P, P + P + P].map((more) => planBoot(afterSafe + P + more).safe)).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });
});

describe('crashes in a row, of which two leave an app out', () => {
  beforeAll(() => vi.stubGlobal('BUILD_APP', true));
  afterAll(() => vi.stubGlobal('BUILD_APP', false));

  it.each([
    ['none yet', log(P), 0],
    ['an app that ended by a reset, before it was fine', log(P + D + A + T + H, R), 1],
    ['two of them', log(P + D + A + T + H, R + D + A, R), 2],
    ['three, the last without the app', log(P + D + A, R + D + A, R + D, R), 3],
    ['one that was fine', log(P + D + A + T + H + B, R), 0],
    ['one before one that was fine', log(P + D + A, R + D + A + T + H + B, R), 0],
    ['a start without the app that lived', log(P + D + A, R + D + A, R + D + T + H, R), 0],
    ['the plug, after it', log(P + D + A, R + D + A, R + D + T, P), 0],
    ['the plug within 10 s, after it', log(P + D + A, R + D + A, R + D, P), 0],
    ['a reboot that was asked for, after it', log(P + D + A, R + D + A, R + D + E, R), 0],
    ['a plug pulled while the app ran', log(P + D + A + T, P), 0],
    ['an app that asked for its restart', log(P + D + A + E, R), 0],
    ['one that began before the doors were open', log(P + A, R), 1],
  ])('%s: %i', (_, events, crashes) => {
    expect(planBoot(events).crashes).toBe(crashes);
    expect(planBoot(events).safe).toBe(crashes > 2);
  });

  it.each([A, B])('the letter %s has three one bits, as all have', (letter) => {
    const bits = letter.charCodeAt(0).toString(2).replaceAll('0', '');
    expect(bits).toBe('111');
  });
});

describe('quick power cycles', () => {
  it.each([
    ['the first power-on', log(P), 1],
    ['four starts before, all with doors open and cut within 10 s', log(P + D, P + D, P + D, P + D, P), 5],
    ['a long life before two quick ones', log(P + D + T + H, P + D, P + D, P), 3],
    ['a start between that lived 10 s', log(P + D, P + D + T, P + D, P), 2],
    ['a reboot between', log(P + D, P + D + E, R + D, P), 2],
    ['a crash between', log(P + D, P, P + D, P), 2],
    ['the present start being a reset', log(P + D, P + D, R), 0],
    ['crashes only', log(P, P, P, P), 1],
    ['an empty log', '', 0],
  ])('%s: %i', (_, events, cycles) => {
    expect(planBoot(events).powerCycles).toBe(cycles);
  });
});

describe('wrong proofs', () => {
  it.each([
    ['none', '', 0],
    ['as many as are written', WRONG_PROOF.repeat(MAX_WRONG_PROOFS), MAX_WRONG_PROOFS],
    ['forgotten after the right one', WRONG_PROOF.repeat(3) + RIGHT_PROOF, 0],
    ['kept over starts', log(P + D + WRONG_PROOF, P + D + WRONG_PROOF), 2],
  ])('%s: %j → %i', (_, events, count) => {
    expect(wrongProofs(events)).toBe(count);
  });
});

it('has only letters of which a half-written one is never another', () => {
  const letters = [P, R, D, T, H, E, WRONG_PROOF, RIGHT_PROOF].map((letter) => letter.charCodeAt(0));
  for (const a of letters) for (const b of letters) if (a !== b) expect(a & b).not.toBe(a);
});

it('with the power cut at any byte of a start, counts that start or does not, and nothing else', () => {
  const open = (flash: FakeFlash) => openEvents(flash, 0, crc32);
  const flash = fakeFlash(2, 512);
  for (let n = 0; n < 1200; n++) {
    const before = flash.snapshot();
    const start = flash.ticks;
    append(open(flash), P);
    const cost = flash.ticks - start;
    const after = flash.snapshot();
    const recent = open(flash).recent;
    for (let tick = 0; tick < cost; tick++) {
      flash.restore(before);
      const old = open(flash).recent;
      flash.cutAfter(tick, 'random');
      append(open(flash), P);
      flash.restart();
      append(open(flash), P);
      expect([planBoot(old + P), planBoot(recent + P)]).toContainEqual(planBoot(open(flash).recent));
    }
    flash.restore(after);
    if (n % 3 === 0) append(open(flash), D);
    if (n % 9 === 0) append(open(flash), T);
  }
});
