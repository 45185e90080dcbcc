// What an app shows on the home page: limits, and what a browser must not get.

import { describe, expect, it } from 'vitest';
import { LABEL_MAX, linkOf, SHOWN_MAX, shownOf, TEXT_MAX, URL_MAX, withLine } from '../../firmware/app/shown.ts';

const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const text = (shown: string): string => Buffer.from(shown, 'latin1').toString('utf8');
const lines = (count: number): string[] => Array.from({ length: count }, (_, i) => [`label ${i}`, `text ${i}`]).flat();

describe('a line', () => {
  it('is added, changed under its label, and taken away by an empty text', () => {
    const one = withLine([], 'Temperature', '21') ?? [];
    expect(one).toEqual(['Temperature', '21']);
    const two = withLine(one, 'Door', 'open') ?? [];
    expect(withLine(two, 'Temperature', '22')).toEqual(['Temperature', '22', 'Door', 'open']);
    expect(withLine(two, 'Temperature', '')).toEqual(['Door', 'open']);
    expect(withLine(two, 'Window', '')).toEqual(two);
  });

  it.each([
    [SHOWN_MAX - 1, true],
    [SHOWN_MAX, true],
    [SHOWN_MAX + 1, false],
  ])('number %i is taken: %s', (count, isTaken) => {
    expect(withLine(lines(count - 1), 'new', 'text') !== undefined).toBe(isTaken);
  });

  it('that is there already can be changed when there are six', () => {
    expect(withLine(lines(SHOWN_MAX), 'label 3', 'new')?.[7]).toBe('new');
  });

  it.each([
    ['label', LABEL_MAX],
    ['text', TEXT_MAX],
  ])('has a %s of up to %i bytes, the rest is cut', (kind, max) => {
    for (const [length, shown] of [
      [max - 1, max - 1],
      [max, max],
      [max + 1, max],
    ] as const) {
      const long = 'x'.repeat(length);
      const line = kind === 'label' ? withLine([], long, 'text') : withLine([], 'label', long);
      expect(line?.[kind === 'label' ? 0 : 1]).toHaveLength(shown);
    }
  });

  it.each(['é', '€', '😀'])('is not cut within %s', (character) => {
    for (let before = TEXT_MAX - 4; before <= TEXT_MAX; before++) {
      const [, shown = ''] = withLine([], 'label', bytes('x'.repeat(before) + character.repeat(3))) ?? [];
      expect(text(shown)).toMatch(new RegExp(`^x+(${character})*$`));
      expect(shown.length).toBeGreaterThanOrEqual(TEXT_MAX - 3);
      expect(shown.length).toBeLessThanOrEqual(TEXT_MAX);
    }
  });

  it('is one line', () => {
    expect(withLine([], 'a\nb', 'c\x00d')).toEqual(['a?b', 'c?d']);
  });
});

describe('a link', () => {
  it.each([
    ['http://10.0.0.7:8080/', ['http://10.0.0.7:8080/', 'Dashboard']],
    ['https://example.com/?a=1&b=2', ['https://example.com/?a=1&b=2', 'Dashboard']],
    ['', []],
    ['javascript:alert(1)', undefined],
    ['/relative', undefined],
    ['http://', undefined],
    ['http://a b', undefined],
    ['http://a"><script>', undefined],
    [`http://${'x'.repeat(URL_MAX - 8)}`, [`http://${'x'.repeat(URL_MAX - 8)}`, 'Dashboard']],
    [`http://${'x'.repeat(URL_MAX - 7)}`, [`http://${'x'.repeat(URL_MAX - 7)}`, 'Dashboard']],
    [`http://${'x'.repeat(URL_MAX - 6)}`, undefined],
  ])('%j is shown as %j', (url, link) => {
    expect(linkOf(url, 'Dashboard')).toEqual(link);
  });

  it('is shown by its address where it has no text', () => {
    expect(linkOf('http://a/', '')).toEqual(['http://a/', 'http://a/']);
  });
});

it('goes to the page as data', () => {
  expect(shownOf(['a', '1', 'b', '2'], ['http://a/', 'A'])).toEqual({
    lines: [
      { label: 'a', text: '1' },
      { label: 'b', text: '2' },
    ],
    link: { url: 'http://a/', text: 'A' },
  });
  expect(shownOf([], [])).toEqual({ lines: [] });
});
