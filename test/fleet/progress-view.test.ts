// What is seen while it works: on a terminal a few lines that change, else a line for each device.

import { describe, expect, it } from 'vitest';
import type { Io } from '../../tools/cli/io.ts';
import {
  barText,
  endingText,
  frame,
  openProgressView,
  type ProgressView,
  SHOWN_MAX,
} from '../../tools/fleet/progress-view.ts';
import { ending, job, UNREACHABLE, WRONG_PASSWORD } from './jobs.ts';

interface Seen extends Io {
  seen: { out: string; err: string };
}

function io(isPerson: boolean): Seen {
  const seen = { out: '', err: '' };
  return {
    seen,
    isPerson,
    out: (text) => (seen.out += text),
    err: (text) => (seen.err += text),
    ...{
      env: {},
      stdin: async () => '',
      ask: async () => '',
      question: async () => '',
      columns: undefined,
      colours: { out: false, err: false },
      confirm: async () => false,
      onInterrupt() {},
    },
  };
}

function play(board: ProgressView): void {
  board.began(job(1));
  board.progress(job(1), { state: 'connecting', ssid: 'Home', attempts: 1, of: 3 });
  board.retrying(job(1), 'unreachable');
  board.ended(ending(1));
  board.ended(ending(2, UNREACHABLE));
  board.skipped(job(3));
  board.note('stopping');
  board.close();
}

describe('a device that has ended is', () => {
  it.each([
    [{}, 'done   lamp-1: "Home" 10.0.0.7'],
    [{ tries: 2 }, 'done   lamp-1: "Home" 10.0.0.7 after 2 tries'],
    [{ message: 'stored all the same' }, 'done   lamp-1: "Home" 10.0.0.7; stored all the same'],
    [{ ssid: '', ip: '' }, 'done   lamp-1: '],
    [WRONG_PASSWORD, 'failed lamp-1: The network refused the password. (wrong_password)'],
    [{ ...UNREACHABLE, tries: 3 }, 'failed lamp-1: nobody answers (unreachable) after 3 tries'],
    [{ ssid: 'a\u001b[2Jb' }, 'done   lamp-1: "a?[2Jb" 10.0.0.7'],
    [{ job: job(1, { name: 'Küche\u0007' }) }, 'done   Küche? lamp-1: "Home" 10.0.0.7'],
  ])('%j → %j', (more, text) => expect(endingText(ending(1, more))).toBe(text));
});

it('without a terminal it is a line for each device', async () => {
  const one = io(false);
  play(await openProgressView(one, false, 3));
  expect(one.seen).toEqual({
    out: 'done   lamp-1: "Home" 10.0.0.7\nfailed lamp-2: nobody answers (unreachable)\n',
    err: 'stopping\n',
  });
});

it('for scripts it is a JSON object for each device', async () => {
  const one = io(true);
  play(await openProgressView(one, true, 3));
  expect(one.seen.err).toBe('');
  expect(
    one.seen.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { host: 'lamp-1', ok: true, state: 'online', id: 'wifiprov-000110', tries: 1, seconds: 1.25 },
    expect.objectContaining({ host: 'lamp-2', tries: 1 }),
    { host: 'lamp-3', ok: true, skipped: true },
  ]);
});

it('on a terminal it is a bar, what is under way, and the lines of what has ended above', async () => {
  const one = io(true);
  play(await openProgressView(one, false, 3));
  expect(one.seen.out).toBe('done   lamp-1: "Home" 10.0.0.7\nfailed lamp-2: nobody answers (unreachable)\n');
  for (const text of [
    'lamp-1: connecting ...',
    'lamp-1: trying "Home" 1/3 ...',
    'lamp-1: unreachable; retrying soon ...',
    '2/3, 1 failed',
  ])
    expect(one.seen.err).toContain(text);
});

it.each([
  [0, 200, 0, '[..............................] 0/200'],
  [100, 200, 3, '[###############...............] 100/200, 3 failed'],
  [199, 200, 0, '[#############################.] 199/200'],
  [200, 200, 0, '[##############################] 200/200'],
  [0, 0, 0, '[##############################] 0/0'],
])('%i of %i, %i failed, is drawn as %s', (ended, all, failed, text) => expect(barText(ended, all, failed)).toBe(text));

it.each([
  [SHOWN_MAX - 1, SHOWN_MAX],
  [SHOWN_MAX, SHOWN_MAX + 1],
  [SHOWN_MAX + 1, SHOWN_MAX + 2],
  [128, SHOWN_MAX + 2],
])('with %i under way it has %i lines, none wider than the terminal', (count, lines) => {
  const active = new Map(Array.from({ length: count }, (_, i) => [job(i), 'x'.repeat(100)] as const));
  const shown = frame('bar', active, 80).split('\n');
  expect(shown).toHaveLength(lines);
  expect(Math.max(...shown.map((line) => line.length))).toBeLessThan(80);
  if (count > SHOWN_MAX) expect(shown.at(-1)).toBe(`  and ${count - SHOWN_MAX} more`);
});
