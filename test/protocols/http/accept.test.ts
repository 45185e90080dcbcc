// What a browser takes: gzip or not, and its language.

import { describe, expect, it } from 'vitest';
import { ENTRIES_MAX, languageOf, takesGzip } from '../../../firmware/protocols/http/accept.ts';
import { LANGUAGES } from '../../../firmware/protocols/http/page/texts.ts';

describe('gzip', () => {
  it.each([
    ['gzip', true],
    ['gzip, deflate, br', true],
    ['br;q=1.0, GZIP;q=0.001', true],
    ['deflate ,\tgzip', true],
    ['x-gzip', true],
    ['gzip;q=0', false],
    ['gzip;q=0.0, br', false],
    ['gzip ; q=0.000', false],
    ['gzip;q=', false],
    ['gzip;q=no', false],
    ['br', false],
    ['identity', false],
    ['*', false],
    ['gzipped', false],
    ['', false],
    [undefined, false],
  ])('%j: %s', (list, takes) => expect(takesGzip(list)).toBe(takes));

  it.each([
    [ENTRIES_MAX - 1, true],
    [ENTRIES_MAX, true],
    [ENTRIES_MAX + 1, false],
  ])('is looked for in the first entries: as number %i %s', (count, takes) => {
    expect(takesGzip([...Array(count - 1).fill('br'), 'gzip'].join())).toBe(takes);
  });
});

describe('the language', () => {
  it.each([
    ['de', 'de'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['es-419', 'es'],
    ['en-GB,de;q=0.9', 'en'],
    ['fr-CH, fr;q=0.9, es;q=0.8, de;q=0.7, *;q=0.5', 'es'],
    ['en;q=0.5, DE;q=0.7', 'de'],
    ['de;q=0.7, es;q=0.7', 'de'],
    ['de;q=0, es;q=0.1', 'es'],
    ['deu', 'en'],
    ['dex-es', 'en'],
    ['fr', 'en'],
    ['*', 'en'],
    ['constructor', 'en'],
    ['', 'en'],
    [undefined, 'en'],
  ])('%j: %s', (list, language) => expect(languageOf(list)).toBe(language));

  it.each(LANGUAGES)('each language of the page is served to a browser that asks for it: %s', (language) => {
    expect(languageOf(language)).toBe(language);
  });
});
