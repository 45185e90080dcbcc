// Exceptions in our own code: which of them still count, which of them leave something half done, and how they are told.

import { expect, it } from 'vitest';
import {
  EXCEPTION_TEXT_MAX,
  EXCEPTIONS_MAX,
  EXCEPTIONS_SPAN_MS,
  exceptionText,
  exceptionTimes,
  isBrokenOff,
  isOutOfMemory,
} from '../../firmware/runtime/exceptions.ts';

/** How many count after faults at those times. */
const countOf = (times: number[]): number =>
  times.reduce((before: number[], at) => exceptionTimes(before, at), []).length;

it.each([
  ['one', [0], 1],
  ['one less than restarts the device', [0, 1], EXCEPTIONS_MAX - 1],
  ['as many as restart it, in one moment', [5, 5, 5], EXCEPTIONS_MAX],
  ['the last 1 ms before the first is over', [0, 1, EXCEPTIONS_SPAN_MS - 1], EXCEPTIONS_MAX],
  ['the last when the first is just over', [0, 1, EXCEPTIONS_SPAN_MS], EXCEPTIONS_MAX - 1],
  ['the last 1 ms after that', [0, 2, EXCEPTIONS_SPAN_MS + 1], EXCEPTIONS_MAX - 1],
  ['one a minute, for ever', [0, 1, 2, 3, 4, 5].map((minute) => minute * EXCEPTIONS_SPAN_MS), 1],
  ['one more than restarts it', [0, 1, 2, 3], EXCEPTIONS_MAX + 1],
])('%s: %j count as %i', (_, times, count) => {
  expect(countOf(times)).toBe(count);
});

it.each([
  [
    'an error with its trace',
    { stack: 'at line 1\n  at line 2\r\n', toString: (): string => 'Error: x' },
    'requests: Error: x at line 1   at line 2',
  ],
  [
    'a trace with bytes of code in it',
    { stack: 'at\0f\x1b(:1:8)\n\xd1\x7f' },
    'requests: [object Object] at f (:1:8) \xd1\x7f',
  ],
  ['a text', 'words', 'requests: words'],
  ['nothing', undefined, 'requests: undefined'],
  ['null', null, 'requests: null'],
])('%s is told on one line', (_, error, line) => {
  expect(exceptionText('requests', error)).toBe(line);
});

it('what comes before any part was made is told as the start', () => {
  expect(exceptionText('', 'x')).toBe('start: x');
});

it.each([-1, 0, 1])('a text of EXCEPTION_TEXT_MAX%i characters is told as far as that', (more) => {
  const words = 'x'.repeat(EXCEPTION_TEXT_MAX + more - 'requests: '.length);
  expect(exceptionText('requests', words)).toHaveLength(Math.min(EXCEPTION_TEXT_MAX, EXCEPTION_TEXT_MAX + more));
});

it.each([
  [new Error('Too much recursion - the stack is about to overflow'), true],
  ['Interrupted processing', true],
  [new ReferenceError('"x" is not defined'), false],
  // The interpreter has lost it.
  [undefined, true],
  [null, false],
])('%s: what ran was broken off: %s', (error, isBroken) => {
  expect(isBrokenOff(error, exceptionText('requests', error))).toBe(isBroken);
});

it.each([
  ['MEMORY', true],
  ['FIFO_FULL', false],
  [undefined, false],
  [new Error('MEMORY'), false],
])('%s is want of memory: %s', (error, isMemory) => {
  expect(isOutOfMemory(error)).toBe(isMemory);
});
