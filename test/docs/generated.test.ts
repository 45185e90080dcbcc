// The manuals against the code: what is generated is fresh, what is written by hand leaves nothing out, links lead somewhere.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UART_COMMANDS } from '../../firmware/protocols/uart/run.ts';
import { NAMES } from '../../firmware/provisioning/command-names.ts';
import { fill, PAGES, SOURCES } from '../../tools/docs/pages.ts';
import { CAUSES, CODES } from '../../tools/docs/words.ts';

const read = (path: string): string => readFileSync(path, 'utf8');
const FOLDERS = ['.', 'firmware/docs', 'tools/docs', 'tools/client'];
const MANUALS = FOLDERS.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name))).filter((path) =>
  path.endsWith('.md'),
);

/** As GitHub makes the anchor of a heading. */
const anchorsIn = (page: string): string[] =>
  [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );

/** The words of a union of string literals in a source file. */
function unionIn(path: string, name: string): string[] {
  const [, body = ''] = new RegExp(`export type ${name} =([^;]*);`).exec(read(path)) ?? [];
  return [...body.matchAll(/'(\w+)'/g)].map(([, word]) => String(word));
}

describe('the generated parts', () => {
  it.each([...PAGES, ...SOURCES])('of %s are what `npm run docs` makes now', (page) => {
    expect(read(page)).toBe(fill(read(page)));
  });

  it('are nowhere that `npm run docs` does not look', () => {
    const marked = MANUALS.filter((path) => read(path).includes('<!-- generated: '));
    expect(marked.sort()).toEqual([...PAGES].sort());
  });

  it.each([
    ['a page without a mark', 'text', 'no <!-- generated'],
    [
      'a mark for which nothing is generated',
      '<!-- generated: nothing -->\n<!-- end -->',
      'nothing is generated for nothing',
    ],
  ])('%s is an error', (_, page, message) => {
    expect(() => fill(page)).toThrow(message);
  });
});

describe('tables', () => {
  it.each(MANUALS)('of %s are whole: a line of dashes is below the head', (page) => {
    const lines = read(page).split('\n');
    const heads = lines.flatMap((line, i) => (line.startsWith('|') && !lines[i - 1]?.startsWith('|') ? [i] : []));
    const torn = heads.filter((i) => !/^\| *:?-{3}/.test(lines[i + 1] ?? ''));
    expect(torn.map((i) => `line ${i + 1}: ${lines[i]}`)).toEqual([]);
  });
});

describe('the manuals leave out', () => {
  it('no error code', () => {
    const codes = unionIn('firmware/lib/result.ts', 'Code');
    expect(codes).toContain('bad_json');
    expect(Object.keys(CODES).sort()).toEqual(codes.sort());
  });

  it('no reason', () => {
    const reasons = unionIn('firmware/wifi/reasons.ts', 'Reason');
    expect(reasons).toContain('wrong_password');
    expect(Object.keys(CAUSES).sort()).toEqual(reasons.sort());
  });

  it.each(Object.keys(UART_COMMANDS))('not the UART command %s', (name) => {
    const cells = read('firmware/docs/uart.md')
      .split('\n')
      .filter((line) => line.startsWith('| `wifiprov'));
    expect(cells.map((line) => line.split(' | ')[0]).join()).toMatch(new RegExp(`wifiprov ${name}\\b`));
  });

  it.each(NAMES.split(' '))('not the TCP command %s', (name) => {
    expect(read('firmware/docs/tcp.md').split(/[`"]/)).toContain(name);
  });
});

describe('links', () => {
  it.each(MANUALS)('in %s lead to a file of the repository, and to a heading in it', (page) => {
    const targets = [...read(page).matchAll(/\]\(([^):]+)\)/g)].map(([, target]) => String(target));
    const isBroken = (target: string): boolean => {
      const [file = '', anchor] = target.split('#');
      const path = file === '' ? page : join(dirname(page), file);
      return !existsSync(path) || (anchor !== undefined && !anchorsIn(read(path)).includes(anchor));
    };
    expect(targets.filter(isBroken)).toEqual([]);
  });
});
