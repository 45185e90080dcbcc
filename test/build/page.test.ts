// The page file: what is served from it is whole, small, of one piece with its security policy, and says everything.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../firmware/config/schema.ts';
import { WEAK_ADVICE } from '../../firmware/lib/signal.ts';
import { AUTH_NAMES, LABELS } from '../../firmware/protocols/http/page/field-texts.ts';
import { REASONS } from '../../firmware/protocols/http/page/reasons.ts';
import { LANGUAGES, type Row, TEXTS } from '../../firmware/protocols/http/page/texts.ts';
import { sentence } from '../../firmware/wifi/reasons.ts';
import { NO_BRAND } from '../../tools/build/brand/brand.mjs';
import { gzipPieces } from '../../tools/build/page/gzip.mjs';
import { labelOf } from '../../tools/build/page/markup.mjs';
import { createNumbers, inlineConstants, loadTable, numberScript } from '../../tools/build/page/texts.mjs';
import { buildPage, GZIP_MAX } from '../../tools/build/page.mjs';
import { CAUSES } from '../../tools/docs/words.ts';
import { BUDGETS } from '../../tools/size/budgets.ts';

const { bytes, layout } = await buildPage();
const table = await loadTable();
/** All that may name a text. */
const sources = ['firmware/protocols/http/page', 'firmware/protocols/http/page/home', 'tools/build/page']
  .flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`))
  .filter((path) => statSync(path).isFile())
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');
type PageName = 'gzip' | 'home';
const PAGES: PageName[] = ['gzip', 'home'];
const compressed = (page: PageName, language: (typeof LANGUAGES)[number]): Buffer =>
  Buffer.concat(
    (layout[page] ?? layout.gzip)[language].map(([offset, length]) => bytes.subarray(offset, offset + length)),
  );
const unpacked = (language: (typeof LANGUAGES)[number], page: PageName = 'gzip'): string =>
  gunzipSync(compressed(page, language)).toString();
const scriptOf = (html: string): string => /<script>(.*?)<\/script>/s.exec(html)?.[1] ?? '';
const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe.each(PAGES.flatMap((page) => LANGUAGES.map((language) => [page, language] as const)))(
  '%s in %s',
  (page, language) => {
    const html = unpacked(language, page);

    it('is one whole document of at most 8 KB', () => {
      expect(html).toMatch(new RegExp(`^<!doctype html><html lang=${language}><meta charset=utf-8><title>`));
      expect(compressed(page, language).length).toBeLessThanOrEqual(GZIP_MAX);
      expect(GZIP_MAX).toBe(BUDGETS.gzipBytes);
    });

    it('runs by the security policy: its one script and one style by hash, nothing else', () => {
      expect(/script-src ([^;]*);/.exec(layout.csp)?.[1]?.split(' ')).toContain(hash(scriptOf(html)));
      expect(layout.csp).toContain(hash(/<style>(.*?)<\/style>/s.exec(html)?.[1] ?? ''));
      expect(html.match(/<script/g)).toHaveLength(2);
      expect(html).not.toMatch(/<[^>]* (style|on\w+)=/);
      expect(layout.csp).not.toMatch(/unsafe|\*/);
    });

    it('loads nothing from anywhere', () => {
      const markup = html.replace(scriptOf(html), '');
      const links = [...markup.matchAll(/(?:src|href)=("?)([^" >]*)\1/g)].map((match) => match[2]);
      expect(links).toEqual(['data:,']);
      expect(html).not.toMatch(/url\(|@import|https?:\/\/(?!\$)/);
    });

    it('says each of its texts, and leads browsers without script to the plain page', () => {
      const [texts, reasons] = JSON.parse(/id=texts>(.*)<\/script>$/s.exec(html)?.[1] ?? '');
      expect(texts).toContain(TEXTS[page === 'home' ? 'change' : 'heading'][language]);
      expect(texts.every((text: string) => text.length > 0)).toBe(true);
      expect(reasons.wrong_password).toBe(page === 'home' ? undefined : REASONS.wrong_password[language]);
      const numbers = [...html.matchAll(/data-t=(\d+)/g)].map((match) => Number(match[1]));
      expect(Math.max(...numbers)).toBeLessThan(texts.length);
      expect(html).toContain('<noscript><meta http-equiv=refresh content="0;url=/?plain"></noscript>');
    });
  },
);

describe.each(PAGES)('the script of %s', (page) => {
  const script = scriptOf(unpacked('en', page));

  it('is the same in every language, so that one hash covers it', () => {
    for (const language of LANGUAGES) expect(scriptOf(unpacked(language, page))).toBe(script);
  });

  it.each([
    ['dialogs (F23), which the sheet of iOS forbids', /\b(alert|confirm|prompt)\(/],
    ['storage, which a captive sheet has not', /localStorage|sessionStorage|indexedDB|cookie/],
    ['markup made of text', /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser/],
    ['code made of text', /\beval\(|new Function|setTimeout\(["'`]/],
  ])('has no %s', (_what, pattern) => {
    expect(script.length).toBeGreaterThan(1000);
    expect(script).not.toMatch(pattern);
  });
});

describe('the table of texts', () => {
  const rows: [string, Row][] = Object.entries({ ...TEXTS, ...REASONS, ...LABELS });

  it.each(rows)('%s stands in every language, with the same number of slots', (_key, row) => {
    const slots = LANGUAGES.map((language) => row[language].split('{}').length);
    expect(slots).toEqual(LANGUAGES.map(() => slots[0]));
    for (const language of LANGUAGES) expect(row[language].trim()).toBe(row[language]);
    for (const language of LANGUAGES) expect(row[language]).not.toMatch(/[<>"~\n]|^$/);
  });

  it.each(Object.keys(TEXTS))('says "%s" somewhere', (key) => {
    expect(sources).toMatch(
      new RegExp(`say\\('${key}'|data-t="${key}"|\\{${key}\\}|textOf\\(table, '${key}'|group\\('${key}'|: '?${key}\\b`),
    );
  });

  it('words the advice on a weak signal as the device does', () => {
    expect(TEXTS.weakAdvice.en).toBe(WEAK_ADVICE);
  });

  it('has every reason of the device', () => {
    expect(Object.keys(REASONS).sort()).toEqual(Object.keys(CAUSES).sort());
    for (const reason of Object.keys(REASONS)) expect(sentence(reason as never)).toMatch(/\.$/);
  });

  it('has a labelled input for each field with a choice that the radio carries out, but not the two of the list', () => {
    const html = unpacked('en');
    const names = [...html.matchAll(/<(?:input|select) name=([\w.]+)/g)].map((match) => match[1]);
    const left = ['countrycode', 'STA.ch', 'STA.SSID', 'STA.PWD', 'AP.ssidv'];
    expect(names).toEqual(Object.keys(FIELDS).filter((path) => !left.includes(path)));
    for (const path of names) expect(LABELS[path as keyof typeof LABELS]).toBeDefined();
  });

  it('shows for a field without a label its sentence in the schema', () => {
    const field = { ...FIELDS['AP.ch'], path: 'STA.SSID' } as never;
    expect(labelOf(table, field).de).toBe(table.MEANINGS['STA.SSID']);
  });

  it('names each security mode but the open one, which has a text', () => {
    expect(Object.keys(AUTH_NAMES)).toEqual(['3', '4', '5', '6']);
  });
});

describe('the build of the page', () => {
  it('gives the same bytes each time: these tests have made the page twice', () => {
    expect([JSON.parse(BUILD_PAGE.gzip.en), BUILD_PAGE.plain, BUILD_PAGE.csp]).toEqual([
      layout.gzip.en,
      layout.plain,
      layout.csp,
    ]);
  });

  it('refuses a key that has no text, and one that is not written out', () => {
    const numbers = createNumbers();
    expect(numberScript("say('connect', x)", table, numbers)).toBe('say(0, x)');
    expect(() => numberScript("say('conect')", table, numbers)).toThrow('no text "conect"');
    expect(() => numberScript('say(key)', table, numbers)).toThrow('a key in quotes');
  });

  it('makes pieces of which the middle one fits every language', async () => {
    const shared = 'the same text again and again, again and again. '.repeat(50);
    const one = await gzipPieces('head', [shared, 'more'], 'tail: the same text again');
    const two = await gzipPieces('another head', [shared, 'more'], 'another tail');
    expect(two.slice(1, 3)).toEqual(one.slice(1, 3));
    expect(gunzipSync(Buffer.concat(two)).toString()).toBe(`another head${shared}moreanother tail`);
  });
});

it('a build that knows one network has no code for several', async () => {
  const one = await buildPage([], NO_BRAND, 'fallback', {
    hasHome: true,
    hasApp: false,
    hasKnown: false,
    hasSignal: true,
  });
  const pieces = one.layout.gzip.en.map(([offset, length]) => one.bytes.subarray(offset, offset + length));
  const html = gunzipSync(Buffer.concat(pieces)).toString();
  for (const word of ['"networks"', 'id=forget']) {
    expect(unpacked('en')).toContain(word);
    expect(html).not.toContain(word);
  }
});

it('a script’s own numbers and words stand where they are used, and names within longer ones stay', () => {
  expect(inlineConstants("const LIST = '?list';\nconst LIST_MS = 1_000;\nf(LIST, LIST_MS, LISTED);")).toBe(
    "\n\nf('?list', 1_000, LISTED);",
  );
  expect(inlineConstants('export const A = 1;\nf(A);')).toBe('export const A = 1;\nf(A);');
});
