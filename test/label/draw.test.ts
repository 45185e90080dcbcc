// What stands on a label: nothing over its edge, nothing lost, whatever the names are.

import { beforeAll, describe, expect, it } from 'vitest';
import { draw, MARGIN, MODULE_MIN } from '../../tools/label/draw.ts';
import { type Fonts, openFonts, type Text } from '../../tools/label/font.ts';
import { modulesOf, QUIET } from '../../tools/label/qr.ts';
import { placeOn, SHEETS } from '../../tools/label/sheets.ts';
import type { Drawing, Label } from '../../tools/label/terms.ts';
import { fitted } from '../../tools/label/wrap.ts';

const SIZE = { width: 63.5, height: 38.1 };
const label = (changes: Partial<Label> = {}): Label => ({
  ...{ ssid: 'PROV_0A1B2C', code: '7K3M9QXT2VBN', password: '7K3M9QXT2VBN', name: '', link: '' },
  ...changes,
});

let fonts: Fonts;
beforeAll(async () => {
  fonts = await openFonts(undefined);
});

function drawn(one: Label, size = SIZE): Drawing {
  const drawing = draw(fonts, one, size);
  if (!drawing) throw new Error('too small');
  return drawing;
}

/** Left, top, right and bottom of what is drawn: outlines have absolute points, the QR code begins each run with one. */
function edgesOf({ paths }: Drawing): number[] {
  const points = paths.flatMap((path) =>
    [...path.matchAll(/[MLQC]([-\d. ]+)/g)].flatMap(([, numbers = '']) => numbers.trim().split(' ').map(Number)),
  );
  const [xs, ys] = [0, 1].map((odd) => points.filter((_, i) => i % 2 === odd));
  const least = (all: number[] = []): number => all.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = (all: number[] = []): number => all.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return [least(xs), least(ys), most(xs), most(ys)];
}

describe('a label', () => {
  it.each<[string, Partial<Label>]>([
    ['with the usual name', {}],
    ['with a name of its own', { name: 'Lamp 1' }],
    ['with the longest of all', { ssid: 'W'.repeat(32), password: 'M'.repeat(63), name: 'W'.repeat(48) }],
    ['with 32 blanks', { ssid: ' '.repeat(32) }],
    ['with the narrowest letters', { ssid: 'i'.repeat(32) }],
    ['in Arabic', { ssid: '\u0645\u0635\u0628\u0627\u062d' }],
  ])('%s stays within its edges', (_, changes) => {
    for (const { label: size } of Object.values(SHEETS)) {
      const drawing = draw(fonts, label(changes), size);
      if (!drawing) continue;
      const [left = 0, top = 0, right = 0, bottom = 0] = edgesOf(drawing);
      // Where a printer is off, nothing is cut: the zone around the QR code is white as well.
      expect(left).toBeGreaterThan(MARGIN - 1);
      expect(top).toBeGreaterThan(MARGIN - 0.6);
      expect(right).toBeLessThan(size.width - MARGIN + 0.2);
      expect(bottom).toBeLessThan(size.height - MARGIN + 0.6);
    }
  });

  it('says which characters the font lacks', () => {
    expect(drawn(label({ ssid: 'a\u65e5\u{1f3e0}b\u0007' })).lacking).toEqual(['\u65e5', '\u{1f3e0}', '\u0007']);
    expect(drawn(label({ ssid: 'Caf\u00e9 \u0416 \u{1f600}' })).lacking).toEqual([]);
  });

  it.each<[string, Partial<Label>, string[]]>([
    [
      'a network to join',
      {},
      ['Scan with your camera', 'Wi-Fi network', 'Wi-Fi password, setup code', 'Then open 192.168.4.1'],
    ],
    ['a password of its own', { password: 'another one' }, ['Scan with your camera', 'Wi-Fi password', 'Setup code']],
    ['no network', { ssid: '' }, ['Setup code']],
  ])('for %s says what to do, in this order', (_, changes, words) => {
    const said: string[] = [];
    const noting = (font: Text): Text => ({
      ...font,
      path(text, ...where) {
        said.push(text);
        return font.path(text, ...where);
      },
    });
    draw({ text: noting(fonts.text), mono: noting(fonts.mono) }, label(changes), { width: 120, height: 60 });
    expect(said.filter((text) => words.includes(text))).toEqual(words);
    expect(said.includes('Scan with your camera')).toBe(words.includes('Scan with your camera'));
  });

  it('says the setup code once when it is the password, and the password when it is another', () => {
    const rows = (one: Label): number => drawn(one).paths.length;
    expect(rows(label({ password: 'another one' }))).toBe(rows(label()) + 2);
    expect(rows(label({ password: '' }))).toBe(rows(label()));
  });

  it('has its words whole, and what is typed in letters of one width', () => {
    const width = 29.25;
    const text = (words: string): string[] => fitted(fonts.text, words, width).map((row) => row.text.trimEnd());
    expect(text('Kitchen lamp beside the window')).toEqual(['Kitchen lamp beside the', 'window']);
    expect(text('PROV_0A1B2C')).toEqual(['PROV_0A1B2C']);
    expect(text('Wohnzimmerlampe-Fensterbank-7')).toEqual(['Wohnzimmerlampe-Fensterbank-7']);
    expect(fonts.mono.width('1111', 3)).toBeCloseTo(fonts.mono.width('WMX0', 3), 6);
  });

  it('that is too small for its QR code is none', () => {
    const modules = modulesOf(label()).length + 2 * QUIET;
    const least = { width: 100, height: modules * MODULE_MIN };
    expect(draw(fonts, label(), least)).toBeDefined();
    expect(draw(fonts, label(), { ...least, height: least.height - 0.01 })).toBeUndefined();
  });
});

it('the QR code has what a camera needs: modules alone, the zone around them is left free', () => {
  const [left = 0, top = 0] = edgesOf({ ...drawn(label()), paths: drawn(label()).paths.slice(0, 1) });
  const side = Math.min(SIZE.height, SIZE.width * 0.5) / (modulesOf(label()).length + 2 * QUIET);
  expect(left).toBeCloseTo(QUIET * side, 2);
  expect(top).toBeGreaterThanOrEqual(QUIET * side - 0.001);
});

describe.each(Object.entries(SHEETS))('the sheet %s', (_, sheet) => {
  const perPage = sheet.columns * sheet.rows;
  it('has all labels on the page, and none over another', () => {
    const places = Array.from({ length: perPage }, (_label, i) => placeOn(sheet, i));
    for (const { page, x, y } of places) {
      expect(page).toBe(0);
      expect(x + sheet.label.width).toBeLessThanOrEqual(sheet.page.width);
      expect(y + sheet.label.height).toBeLessThanOrEqual(sheet.page.height);
    }
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(perPage);
    expect(sheet.stepX).toBeGreaterThanOrEqual(sheet.columns > 1 ? sheet.label.width : 0);
    expect(sheet.stepY).toBeGreaterThanOrEqual(sheet.label.height);
  });

  it('goes on on the next page', () => {
    expect(placeOn(sheet, perPage)).toEqual({ page: 1, x: sheet.left, y: sheet.top });
  });

  it('leaves as much on the right as on the left', () => {
    const right = sheet.page.width - placeOn(sheet, sheet.columns - 1).x - sheet.label.width;
    expect(Math.abs(right - sheet.left)).toBeLessThan(0.5);
  });
});
