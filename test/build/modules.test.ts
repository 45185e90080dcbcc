// How the modules stand in the bundle, and how they are found again.

import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { createStrings, frame } from '../../tools/build/frame.mjs';
import { unknownModules } from '../../tools/build/module-names.mjs';
import { modulesOf } from '../../tools/build/modules.mjs';
import { RUN } from '../../tools/build/nest/units.mjs';
import * as tokens from '../../tools/tokens/main.ts';

const PIECE = '(function(){return 7})';
const piece = createStrings(tokens).put(PIECE);
const MODULES = [
  { name: 'piece', code: PIECE },
  { name: 'user', code: `(()=>${RUN}(${piece.start},${PIECE.length})()+1)` },
  { name: 'one', code: 'var a=1;function one(){return a++}one' },
  { name: 'only', code: '(()=>"];if(")' },
  { name: 'long', code: `(()=>${'1+'.repeat(200)}0)` },
];

function framed(modules: { name: string; code: string }[]) {
  const strings = createStrings(tokens);
  const rows = modules.map(({ name, code }) => ({ name, ...strings.put(code) }));
  return { rows, bytes: strings.bytes(), ...frame(rows, strings.bytes()) };
}

const { bytes, before, after, places, rows } = framed(MODULES);

/** What `main` gives, in a bundle that stands in Storage as it was built or changed. */
function run(main: string, changed = (text: string): string => text): unknown {
  const text = changed(`${bytes}${before}${main}${after}`);
  const read = (_name: string, from: number, length: number): string => text.substr(from, length);
  const scope: { out?: unknown; require: unknown; global: object } = { require: () => ({ read }), global: {} };
  scope.global = scope;
  runInNewContext(tokens.textOf(text).text, scope);
  return scope.out;
}

/** Calls the module, as main.ts finds it. */
function call(name: string): string {
  const [, offset, length] = new RegExp(`;${name}:(\\d{6})(\\d{6})`).exec(places) ?? [];
  return `${RUN}(${Number(offset)},${Number(length)})()`;
}

describe('a bundle with modules', () => {
  it('gives each module by its place, made anew each time', () => {
    expect(run(`out=[${call('one')},${call('one')},${call('only')},${call('long')}];`)).toEqual([1, 1, '];if(', 200]);
  });

  it('tells where they are', () => {
    expect(rows.map(({ name, start, end }) => [name, bytes.slice(start, end)])).toEqual(
      MODULES.map(({ name, code }) => [name, code]),
    );
  });

  it('lets a module evaluate a piece', () => {
    expect(run(`out=${call('user')};`)).toBe(8);
  });

  it.each<[string, (text: string) => string]>([
    ['something before it', (text) => `;${text}`],
    ['what a minifier thinks to be dead taken away', (text) => text.slice(bytes.length)],
    ['a first string of another length', (text) => text.replace(`\x16${PIECE}`, `\x17${PIECE} `)],
  ])('starts nothing with %s', (_what, changed) => {
    expect(() => run('out=1', changed)).toThrow('not as it was built; write build/bootcde.js to it unchanged');
  });

  it.each([
    [tokens.STRING_MAX, true],
    [tokens.STRING_MAX + 1, false],
  ])('takes a module of %i bytes: %s', (length, isTaken) => {
    const make = (): unknown => framed([{ name: 'huge', code: 'x'.repeat(length) }]);
    if (isTaken) expect(make).not.toThrow();
    else expect(make).toThrow(`a module has ${length} bytes, ${tokens.STRING_MAX} at most`);
  });
});

describe('the modules of a build', () => {
  const names = (without: string[], app = ''): string[] => modulesOf(without, app).map((module) => module.name);

  it.each<[string, string[], string, string[]]>([
    ['leave TCP out with its sessions', ['tcp'], '', ['tcp', 'session', 'update', 'proof']],
    ['leave HTTP out with all behind it', ['http'], '', ['openByCode', 'http', 'form', 'dns', 'espressif']],
  ])('%s', (_what, without, app, gone) => {
    expect(names([], app).filter((name) => !names(without, app).includes(name))).toEqual(
      names([], app).filter((name) => gone.includes(name)),
    );
    expect(names([], app)).toEqual(expect.arrayContaining(gone));
  });

  it('have what serves an app only with one, and the app itself', () => {
    const more = names([], '/app.ts').filter((name) => !names([]).includes(name));
    expect(more.sort()).toEqual(['app', 'appMain', 'context', 'watchdog']);
  });
});

/** `load` of main.ts, in a bundle that has the modules above. */
function loader(): (name: string) => unknown {
  const [text = ''] = /^const load: Load = [\s\S]*?^};$/m.exec(readFileSync('firmware/main.ts', 'utf8')) ?? [];
  const BUILD_RUN = (offset: number, length: number): number[] => [offset, length];
  const scope: { load?: (name: string) => unknown; [name: string]: unknown } = {
    ...{ BUILD_RUN, resident: { kept: {} }, isShort: () => false },
  };
  const { code } = transformSync(`const PLACE_DIGITS = 6;\n${text}\nglobalThis.load = load;`, {
    loader: 'ts',
    define: { BUILD_MODULES: JSON.stringify(places) },
  });
  runInNewContext(code, scope);
  return scope.load ?? (() => undefined);
}

describe('load', () => {
  it('finds a module by its place', () => {
    const { code = '' } = MODULES.find(({ name }) => name === 'only') ?? {};
    expect(loader()('only')).toEqual([bytes.indexOf(code), code.length]);
  });

  it.each(['session', 'onl', 'improv', ''])('throws for %j, which is not in the bundle', (name) => {
    expect(() => loader()(name)).toThrow(`no module ${name}`);
  });
});

describe('the names of modules in a source', () => {
  it.each([
    ["service.load('tcp')", []],
    ["load(store, kind); reload('x')", []],
    ["\nload('tpc')(core)", ['x.ts:2: there is no module tpc in firmware/runtime/modules.ts']],
  ])('%j: %j', (text, faults) => {
    expect(unknownModules(text, 'x.ts', ['tcp'])).toEqual(faults);
  });
});
