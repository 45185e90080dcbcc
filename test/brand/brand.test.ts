// A brand file is checked whole: what is wrong with it is named with its limit, and nothing that could load or run gets in.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  AP_PREFIX_MAX,
  brandDefines,
  brandOf,
  brandWarnings,
  HOST_PREFIX_MAX,
  LINK_MAX,
  NO_BRAND,
  PRODUCT_MAX,
  readBrand,
  VERSION_MAX,
} from '../../tools/build/brand/brand.mjs';
import { CONTRAST_MIN, contrast, DARK, LIGHT, mixed } from '../../tools/build/brand/colour.mjs';
import { LOGO_MAX } from '../../tools/build/brand/logo.mjs';
import { readOptions } from '../../tools/build/flags.mjs';
import { buildPage, GZIP_MAX } from '../../tools/build/page.mjs';

const LUMO = 'test/brand/lumo.json';
const folder = mkdtempSync(join(tmpdir(), 'wifiprov-brand-'));
afterAll(() => rmSync(folder, { recursive: true }));

const svg = (inner: string): string => `<svg viewBox="0 0 24 24">${inner}</svg>`;
const withLogo = (logo: string): object => ({ product: 'Lumo', logo });
/** Of exactly so many bytes. */
const logoOf = (bytes: number): string => svg(`<path d="M0 0${' '.repeat(bytes - svg('<path d="M0 0"/>').length)}"/>`);

describe('a brand', () => {
  it('is read with its logo, and has a lighter accent made for dark pages', () => {
    const brand = readBrand(LUMO);
    expect(brand).toMatchObject({
      product: 'Lumo Lamp',
      apPrefix: 'PROV_LUMO_',
      hostPrefix: 'lumo-',
      accent: '#7a2fb8',
    });
    expect(brand.logo).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg".*<\/svg>$/);
    expect(brand.logo).not.toContain('title');
    for (const ground of DARK) expect(contrast(brand.accentDark, ground)).toBeGreaterThan(CONTRAST_MIN);
    expect(readOptions(['--brand', LUMO])).toEqual({ options: { brand }, quiet: false });
  });

  it('with a product only keeps everything else', () => {
    expect(brandOf({ product: 'Lumo' })).toEqual({ ...NO_BRAND, product: 'Lumo' });
  });

  it('is told of with all its faults at once, each with file and field', () => {
    const file = join(folder, 'bad.json');
    writeFileSync(file, JSON.stringify({ product: '', accent: 'teal', host_prefix: 'Lumo_' }));
    expect(() => readOptions(['--brand', file])).toThrow(
      /--brand: .*bad\.json: product has 0 characters; it must have 1\.\.32\n--brand: .*host_prefix must have lower-case[^\n]*\n--brand: .*accent must be a colour like #0a6b62$/,
    );
  });

  it.each<[string, string, string]>([
    ['no file', '', 'there is no '],
    ['text that is no JSON', '{', 'no JSON'],
  ])('%s is told', (_, text, message) => {
    const file = join(folder, `${message.length}.json`);
    if (text) writeFileSync(file, text);
    expect(() => readBrand(file)).toThrow(message);
  });

  it.each<[string, unknown, string]>([
    ['[]', [], 'a brand is one JSON object'],
    ['no product', {}, 'product is missing'],
    ['a misspelt key', { product: 'x', colour: '#000000' }, 'there is no colour; a brand has product, ap_prefix'],
    ['a number', { product: 7 }, 'product must be a text'],
    ['a line end in the product', { product: 'a\nb' }, 'product has a control character'],
    ['an umlaut in the AP prefix', { product: 'x', ap_prefix: 'Grün_' }, 'ap_prefix must begin'],
    ['an empty AP prefix', { product: 'x', ap_prefix: '' }, 'ap_prefix must begin'],
    ['a host prefix that begins with a hyphen', { product: 'x', host_prefix: '-a' }, 'host_prefix must have'],
    [
      'an accent that is too light',
      { product: 'x', accent: '#52d0bf' },
      "accent has a contrast of 1.7:1 on the page's light grounds, 4.5:1 at least: take a darker colour",
    ],
    [
      'a dark accent that is too dark',
      { product: 'x', accent: '#0a6b62', accent_dark: '#0a6b62' },
      'take a lighter colour',
    ],
    ['a dark accent alone', { product: 'x', accent_dark: '#52d0bf' }, 'accent_dark needs accent'],
    ['a version with a space', { product: 'x', version: '1.4 beta' }, 'version must be letters'],
    ['a script as a link', { product: 'x', link: 'javascript:alert(1)' }, 'link must be an address'],
    ['a link with a quote', { product: 'x', link: 'https://a.example/"onclick=' }, 'link must be an address'],
    ['a logo that is not there', withLogo('none.svg'), 'there is no none.svg'],
  ])('%s is refused', (_, given, message) => {
    expect(() => brandOf(given, folder)).toThrow(message);
  });

  it.each<[string, (length: number) => object, number]>([
    ['product', (n) => ({ product: 'ü'.repeat(n) }), PRODUCT_MAX],
    ['ap_prefix', (n) => ({ product: 'x', ap_prefix: 'P'.repeat(n) }), AP_PREFIX_MAX],
    ['host_prefix', (n) => ({ product: 'x', host_prefix: 'a'.repeat(n) }), HOST_PREFIX_MAX],
    ['link', (n) => ({ product: 'x', link: `https://a.example/${'a'.repeat(n - 18)}` }), LINK_MAX],
    ['version', (n) => ({ product: 'x', version: '1'.repeat(n) }), VERSION_MAX],
    ['logo', (n) => withLogo(logoOf(n)), LOGO_MAX],
  ])('%s may be as long as its limit and no longer', (field, make, limit) => {
    for (const length of [limit - 1, limit]) expect(() => brandOf(make(length))).not.toThrow();
    expect(() => brandOf(make(limit + 1))).toThrow(new RegExp(`^${field} has ${limit + 1} .*${limit}`));
  });

  it.each<[string, string, string]>([
    ['script', svg('<script>alert(1)</script>'), 'has <script>'],
    ['a handler', svg('<path onload="alert(1)" d="M0 0"/>'), 'has onload= in <path>'],
    ['a style', svg('<path style="fill:red" d="M0 0"/>'), 'has style= in <path>'],
    ['a reference', svg('<use href="#a"/>'), 'has <use>'],
    ['a foreign picture', svg('<image href="https://a.example/x.png"/>'), 'has <image>'],
    [
      'a fill from elsewhere',
      svg('<path fill="url(https://a.example/#x)" d="M0 0"/>'),
      'has fill="url(https://a.example/#x)"; it may refer',
    ],
    ['foreign markup', svg('<foreignObject/>'), 'has <foreignObject>'],
    ['text', svg('<path d="M0 0"/>Lumo'), 'has "Lumo" between its elements'],
    ['an entity', svg('<path fill="&#97;" d="M0 0"/>'), 'has fill="&#97;"; it may refer to nothing'],
    ['a document type', `<!DOCTYPE svg>${svg('')}`, 'must be SVG'],
    ['no viewBox', '<svg><path d="M0 0"/></svg>', 'needs a viewBox'],
    ['an open element', '<svg viewBox="0 0 1 1"><g></svg>', 'has </svg> where another element ends'],
    ['no end', '<svg viewBox="0 0 1 1">', 'does not end <svg>'],
    ['something behind it', `${svg('')}<path d="M0 0"/>`, 'has something behind </svg>'],
    ['an HTML page', '<html><body></body></html>', 'must be SVG'],
  ])('a logo with %s is refused', (_, logo, message) => {
    expect(() => brandOf(withLogo(logo))).toThrow(`logo ${message}`);
  });

  it("warns of a prefix that Espressif's apps do not look for, and of a name that routers do not show", () => {
    expect(brandWarnings(NO_BRAND)).toEqual([]);
    expect(brandWarnings(readBrand(LUMO))).toEqual([]);
    expect(brandWarnings(brandOf({ product: 'x', ap_prefix: 'Lumo_' }))).toEqual([expect.stringContaining('PROV_')]);
    expect(brandWarnings(brandOf({ product: 'x', host_prefix: 'a'.repeat(26) }))).toEqual([]);
    expect(brandWarnings(brandOf({ product: 'x', host_prefix: 'a'.repeat(27) }))).toEqual([
      expect.stringContaining('33 characters'),
    ]);
  });

  it('reaches the device as bytes', () => {
    expect(brandDefines(brandOf({ product: 'Grün' }))['BUILD_BRAND.product']).toBe('"Gr\u00c3\u00bcn"');
  });
});

describe('the page with a brand', () => {
  it('keeps its size with a logo, which is no part of it, and refuses a product and link for which there is no room', async () => {
    const sizes = async (brand: object, hasHome = true): Promise<number[]> => {
      const parts = { hasHome, hasKnown: true, hasSignal: true, hasApp: false };
      const { layout } = await buildPage([], brandOf({ product: 'Lumo', ...brand }), 'fallback', parts);
      return Object.values(layout.gzip).map((places) => places.reduce((sum, [, length]) => sum + length, 0));
    };
    const small = await sizes({ logo: logoOf(100) });
    const large = await sizes({ logo: logoOf(LOGO_MAX) });
    expect(large).toEqual(small);
    expect(Math.max(...large)).toBeLessThanOrEqual(GZIP_MAX);
    // Letters that cannot be compressed.
    const letters = Array.from({ length: LINK_MAX - 18 }, (_x, i) =>
      String.fromCharCode(97 + ((i * i * 7 + i * 3) % 26)),
    );
    const link = `https://a.example/${letters.join('')}`;
    // Without a home page the setup page also says that setup is closed, and has less room.
    const longest = sizes({ product: 'Wq7#Zk2!Vx9?Jm4&Rb8%Tp3;Hc6"Gd1<', accent: '#7a2fb8', link }, false);
    await expect(longest).rejects.toThrow(
      /the setup page in (de|es) has 8\d\d\d bytes of gzip, 8192 at most: give the brand a shorter product or link/,
    );
  });

  it.each(['#7a2fb8', '#0a6b62', '#a8321e', '#000000', '#0000cc', '#6b6b00'])(
    '%s is readable as text, on its tint, and behind the text of a button',
    (accent) => {
      const brand = brandOf({ product: 'x', accent });
      for (const ground of LIGHT) expect(contrast(accent, ground)).toBeGreaterThanOrEqual(CONTRAST_MIN);
      for (const ground of DARK) expect(contrast(brand.accentDark, ground)).toBeGreaterThanOrEqual(CONTRAST_MIN);
      // The page's text and its soft text, on a chosen row.
      for (const ink of ['#14181c', '#59636e'])
        expect(contrast(ink, mixed(accent, '#ffffff', 0.9))).toBeGreaterThan(CONTRAST_MIN);
      for (const ink of ['#eaeef1', '#98a3ae'])
        expect(contrast(ink, mixed(brand.accentDark, '#0e1113', 0.8))).toBeGreaterThan(CONTRAST_MIN);
    },
  );
});
