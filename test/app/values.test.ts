// What an app keeps, says and hears: the pure parts.

import { describe, expect, it } from 'vitest';
import { eventOf } from '../../firmware/app/events.ts';
import { answerLines, LINE_MAX, LINES_MAX, oneLine, wordsOf } from '../../firmware/app/lines.ts';
import { APP_MAX, isKey, KEY_MAX, textWith, valueIn } from '../../firmware/app/values.ts';
import { FIELDS, type Field } from '../../firmware/config/schema.ts';
import { save } from '../../firmware/storage/save.ts';
import { APP, CONFIG, load, NAMES, openStore, SEED, SETUP_CODE } from '../../firmware/storage/store.ts';
import { crc32, fakeFlash } from '../fakes/flash.ts';

/** The longest config that the first thirteen fields can make, and each later field: a byte of a text may take six as \u00xx. */
const later = Object.values(FIELDS).filter(({ path }) => BUILD_SLOW_FIELDS.includes(`,${path},`));
const longest = ({ kind, min, max }: Field): number =>
  kind === 'text' ? 6 * max + 2 : Math.max(`${min}`.length, `${max}`.length);
const CONFIG_MAX = later.reduce((sum, field) => sum + field.path.length + 4 + longest(field), 1008);

describe('the values of an app', () => {
  it.each<[string, string, unknown, string | undefined]>([
    ['', 'n', 1, '{"n":1}'],
    ['{"n":1}', 'n', 2, '{"n":2}'],
    ['{"n":1}', 'm', { a: [true, null] }, '{"n":1,"m":{"a":[true,null]}}'],
    ['{"n":1,"m":2}', 'n', undefined, '{"m":2}'],
    ['{"n":1}', 'n', undefined, ''],
    ['{"n":1}', 'no key', 1, undefined],
  ])('%s with %s %j is %j', (text, key, value, next) => {
    expect(textWith(text, key, value)).toBe(next);
  });

  it.each([
    ['{"n":1}', 'n', 1],
    ['{"n":1}', 'm', undefined],
    ['{"n":1}', 'toString', undefined],
    ['', 'n', undefined],
  ])('in %s %s is %j', (text, key, value) => {
    expect(valueIn(text, key)).toBe(value);
  });

  it.each([
    ['a', true],
    ['aB_9', true],
    ['a'.repeat(KEY_MAX), true],
    ['a'.repeat(KEY_MAX + 1), false],
    ['', false],
    ['9a', false],
    ['_a', false],
    ['a b', false],
    ['constructor', false],
    ['__proto__', false],
  ])('the key %s is one: %s', (key, is) => {
    expect(isKey(key)).toBe(is);
  });

  it.each([
    [APP_MAX - 1, true],
    [APP_MAX, true],
    [APP_MAX + 1, false],
  ])('%i bytes of JSON fit: %s', (size, fits) => {
    const value = 'x'.repeat(size - '{"k":""}'.length);
    expect(textWith('', 'k', value)).toBe(fits ? `{"k":"${value}"}` : undefined);
  });

  it('have room on one flash page with the largest of all the others', () => {
    const flash = fakeFlash(3, 4096);
    const store = openStore(flash, 3, crc32);
    /** Code and key; seed and the number of a start; two names of 32 bytes, each written as six. */
    const sizes: [number, number][] = [
      [CONFIG, CONFIG_MAX],
      [SETUP_CODE, 12 + 48],
      [SEED, 32 + 10],
      [NAMES, 2 * 6 * 32 + 7],
      [APP, APP_MAX],
    ];
    for (const letter of 'abcdefgh')
      for (const [kind, size] of sizes) expect(save(store, kind, 2, letter.repeat(size))).toBe('ok');
    const again = openStore(flash, 3, crc32);
    expect(sizes.map(([kind]) => load(again, kind)?.payload)).toEqual(sizes.map(([, size]) => 'h'.repeat(size)));
  });
});

describe('what an app says', () => {
  it.each([
    ['plain', 'plain'],
    ['a\r\nb\x00\x7f', 'a??b??'],
    ['x'.repeat(LINE_MAX), 'x'.repeat(LINE_MAX)],
    ['x'.repeat(LINE_MAX + 1), 'x'.repeat(LINE_MAX)],
  ])('%j is the line %j', (text, line) => {
    expect(oneLine(text)).toBe(line);
  });

  it.each<[unknown, string[]]>([
    [undefined, []],
    [null, []],
    ['x', ['x']],
    ['null', ['null']],
    [
      ['a', 7],
      ['a', '7'],
    ],
    ['OK', [' OK']],
    ['ERROR x', [' ERROR x']],
    ['# event', [' # event']],
    ['> ', [' > ']],
    [Array(LINES_MAX + 1).fill('x'), Array(LINES_MAX).fill('x')],
    [Array(LINES_MAX).fill('x'), Array(LINES_MAX).fill('x')],
  ])('%j answers a command with %j', (returned, lines) => {
    expect(answerLines(returned)).toEqual(lines);
  });

  it.each<[unknown, string]>([
    [new Error('broken'), 'broken'],
    ['text', 'text'],
    [undefined, 'undefined'],
    [null, 'null'],
    [{ message: 'a\nb' }, 'a?b'],
  ])('%j thrown is told as %s', (error, words) => {
    expect(wordsOf(error)).toBe(words);
  });
});

describe('what an app hears', () => {
  const online = { event: 'state', state: 'online', ssid: 'Home', ip: '1.2.3.4' } as const;
  const failed = {
    event: 'failed',
    reason: 'no_ip',
    message: 'm',
    ssid: 'Home',
    attempts: 3,
    rolled_back: true,
  } as const;
  it.each([
    ['online', online, false, { name: 'online', details: { ssid: 'Home', ip: '1.2.3.4' } }],
    [
      'a lost link',
      { event: 'state', state: 'retrying' } as const,
      true,
      { name: 'offline', details: { state: 'retrying' } },
    ],
    ['a state that follows another', { event: 'state', state: 'retrying' } as const, false, undefined],
    ['a failure', failed, false, { name: 'failed', details: failed }],
    ['saved', { event: 'saved' } as const, true, undefined],
    ['an error', { event: 'error', code: 'storage_failed', message: 'm' } as const, true, undefined],
  ])('of %s', (_, news, wasOnline, event) => {
    expect(eventOf(news, wasOnline)).toEqual(event);
  });
});
