// The table of modules: what the build reads is what the types say.

import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MODULES, readModules } from '../../tools/build/module-table.mjs';

const FILE = 'firmware/runtime/modules.ts';
const table = (row: string): string => `export interface Modules {\n  /** Something. */\n  ${row}\n}\n`;

/** The names in that text of main.ts. */
function listIn(constant: string): string[] {
  const source = readFileSync('firmware/main.ts', 'utf8');
  const [, list = ''] = new RegExp(`const ${constant} =\\s*' ([^']*) \\.'`).exec(source) ?? [];
  return list.split(' ');
}

describe('a row of the table', () => {
  it('gives the name, the file and the export, as the compiler reads it', () => {
    expect(readModules(table("tcp: typeof import('../protocols/tcp/module.ts').create;"), FILE, [])).toEqual([
      { name: 'tcp', path: expect.stringMatching(/firmware\/protocols\/tcp\/module\.ts$/), give: 'create' },
    ]);
  });

  it('that is not a file of the firmware is left out when it is named', () => {
    expect(readModules(table('appMain: (context: AppContext) => void;'), FILE, ['appMain'])).toEqual([]);
  });

  it.each([
    ['tcp: (service: Service) => TcpModule;', "tcp must be typeof import('its file').itsExport"],
    ["tcp: import('../protocols/tcp/module.ts').create;", "tcp must be typeof import('its file').itsExport"],
    ["tcp: typeof import('../protocols/tcp/module.ts');", "tcp must be typeof import('its file').itsExport"],
    ["tcp(): typeof import('../protocols/tcp/module.ts').create;", "tcp must be typeof import('its file').itsExport"],
    ["tcp: typeof import('../protocols/tcp/tpc.ts').create;", 'tcp names ../protocols/tcp/tpc.ts, which is not there'],
  ])('ends the build with its line when it is wrong: %s', (row, message) => {
    expect(() => readModules(table(row), FILE, [])).toThrow(`${FILE}:3: ${message}`);
  });

  it('is in an interface Modules, or the build ends', () => {
    expect(() => readModules('export interface Parts {}', FILE, [])).toThrow(`${FILE} has no interface Modules`);
  });
});

describe('the table of the firmware', () => {
  it('names no module twice', () => {
    const names = MODULES.map(({ name }) => name);
    expect([...new Set(names)]).toEqual(names);
  });

  it('has a row for every file named module.ts or …-module.ts', () => {
    const files = readdirSync('firmware', { recursive: true }).map(String);
    const modules = files.filter((file) => /(^|[/-])module\.ts$/.test(file));
    const rows = MODULES.map(({ path }) => relative('firmware', path));
    expect(modules.length).toBeGreaterThan(10);
    expect(modules.filter((file) => !rows.includes(file))).toEqual([]);
  });

  it('has what main.ts keeps for the next request', () => {
    const names = MODULES.map(({ name }) => name);
    expect(listIn('isForRequests').length).toBeGreaterThan(5);
    expect(listIn('isForRequests').filter((name) => !names.includes(name))).toEqual([]);
  });

  it('holds those for which main.ts makes room first', () => {
    const [, union = ''] = /^export type Held = ([^;]*);/m.exec(readFileSync(FILE, 'utf8')) ?? [];
    const held = [...union.matchAll(/'(\w+)'/g)].map(([, name]) => name);
    // For the app no room is made.
    expect([...listIn('isHeld'), 'app'].sort()).toEqual(held.sort());
  });
});
