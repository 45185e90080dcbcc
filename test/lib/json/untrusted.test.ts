// Which texts may hold a string that the interpreter's parser must not meet in the wrong place.

import { describe, expect, it } from 'vitest';
import { hasLongString } from '../../../firmware/lib/json/untrusted.ts';

const s = (length: number): string => 's'.repeat(length);

describe('a text that may hold a string of over 63 bytes', () => {
  it.each([
    ['', false],
    ['{"cmd":"ping"}', false],
    [`"${s(62)}"`, false],
    [`"${s(63)}"`, false],
    [`"${s(64)}"`, true],
    [`{"a":"${s(63)}","b":"${s(63)}"}`, false],
    [`{"a":"${s(63)}","b":"${s(64)}"}`, true],
    [`{"a":"b","c":"d"${' '.repeat(63)}"${s(63)}"}`, false],
    [`{"a":"b","c":"d"${' '.repeat(64)}"${s(63)}"}`, true],
    // An unfinished one is not named.
    [`{"a":"b","c":"${s(63)}`, false],
    // What hides where a string ends, in a text that is long enough.
    [`{"a":"\\"","b":"${s(50)}"}`, true],
    [`{"a":"it's","b":"${s(50)}"}`, true],
    [`{"a":"\`","b":"${s(50)}"}`, true],
    ['{"a":"it\'s","b":"\\n"}', false],
  ])('%j: %s', (text, expected) => {
    expect(hasLongString(text)).toBe(expected);
  });
});
