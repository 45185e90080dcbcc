// The layers of the firmware: the table in layers.ts against the real imports, and against ARCHITECTURE.md.

import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MODULES } from '../../tools/build/module-table.mjs';
import { importCycles, refusedImports, type Sources, withoutLayer } from './import-graph.ts';
import { LAYERS, picture } from './layers.ts';

function read(folder: string): [string, string][] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const paths = names
    .filter((name) => /\.(ts|mjs)$/.test(name) && !name.endsWith('.d.ts'))
    .map((n) => `${folder}/${n}`);
  return paths.map((path) => [path, readFileSync(path, 'utf8')]);
}

const firmware: Sources = new Map(read('firmware'));
const modules = MODULES.map(({ path }) => relative('.', path));
const small = (path: string, text: string): Sources => new Map([[path, `// One line above.\n${text}\n`]]);
const TCP = 'firmware/protocols/tcp/module.ts';

describe('the real imports', () => {
  it('keep to the table of layers', () => {
    expect(refusedImports(firmware, modules)).toEqual([]);
  });

  it('are of files that each belong to a layer', () => {
    expect(withoutLayer(firmware)).toEqual([]);
    expect(withoutLayer(small('firmware/protocols/new/a.ts', ''))).toEqual(['firmware/protocols/new/a.ts']);
  });

  it('make no circles', () => {
    expect(importCycles(firmware)).toEqual([]);
  });

  it('of tools and tests take nothing that runs only on the chip', () => {
    expect(refusedImports(new Map([...read('tools'), ...read('test')]), modules)).toEqual([]);
  });
});

describe('an import that is refused', () => {
  it.each([
    ['config/a.ts', "import { b } from '../provisioning/b.ts';", 'provisioning/b.ts', 'config imports lib'],
    ['lib/a.ts', "import { b } from '../config/b.ts';", 'config/b.ts', 'lib imports nothing'],
    ['lib/a.ts', "export { b } from '../config/b.ts';", 'config/b.ts', 'lib imports nothing'],
    ['wifi/link/a.ts', "import { type A, b } from '../../runtime/b.ts';", 'runtime/b.ts', 'wifi imports config, lib'],
    ['protocols/tcp/a.ts', "import '../dns/b.ts';", 'protocols/dns/b.ts', 'protocols/tcp imports provisioning, config'],
    ['protocols/http/page/a.ts', "import { b } from '../b.ts';", 'protocols/http/b.ts', 'protocols/http/page imports'],
    ['wifi/a.ts', "import { b } from '../platform/espruino.ts';", 'platform/espruino.ts', 'only entry points touch'],
    ['runtime/a.ts', "import { create } from '../protocols/tcp/module.ts';", 'protocols/tcp/module.ts', 'load() it'],
    ['runtime/a.ts', "import { load } from '../main.ts';", 'main.ts', 'nothing imports a bundle'],
    ['examples/a.ts', "import { b } from '../app/state.ts';", 'app/state.ts', 'an app knows only app/api.ts'],
    ['other/a.ts', "import { b } from '../lib/b.ts';", 'lib/b.ts', 'its folder is in no layer'],
    ['lib/a.ts', "import { b } from '../../tools/b.ts';", 'tools/b.ts', 'nothing from outside'],
    ['lib/a.ts', "import acorn from 'acorn';", 'acorn', 'nothing from outside'],
    ['lib/a.ts', "const b = import('../config/b.ts');", 'config/b.ts', 'lib imports nothing'],
  ])('is named with its line and what to do instead: %s %s', (path, text, to, instead) => {
    const found = refusedImports(small(`firmware/${path}`, text), [TCP]);
    expect(found).toEqual([expect.stringContaining(`firmware/${path}:2 imports ${to}: `)]);
    expect(found[0]).toContain(instead);
  });

  it('by a tool is one of what runs only on the chip', () => {
    const tool = small('tools/a.ts', "import { a } from '../firmware/main.ts';");
    expect(refusedImports(tool, [])).toEqual([expect.stringMatching(/^tools\/a\.ts:2 imports main\.ts: /)]);
  });

  it('is one of a circle', () => {
    const sources = new Map([
      ['firmware/lib/a.ts', "import { b } from './b.ts';"],
      ['firmware/lib/b.ts', "import { a } from './a.ts';"],
    ]);
    expect(importCycles(sources)).toEqual(['firmware/lib/a.ts > firmware/lib/b.ts > firmware/lib/a.ts']);
  });
});

describe('an import that is allowed', () => {
  it.each([
    ['lib/a.ts', "import type { B } from '../config/b.ts';"],
    ['lib/a.ts', "import { type B } from '../config/b.ts';"],
    ['wifi/link/a.ts', "import { b } from '../reasons.ts';"],
    ['wifi/a.ts', "import { b } from '../lib/json/b.ts';"],
    ['protocols/tcp/module.ts', "import { b } from '../../platform/espruino.ts';"],
    ['protocols/tcp/module.ts', "import { b } from '../../storage/b.ts';"],
    ['boot0.ts', "import { b } from './runtime/b.ts';"],
  ])('says nothing: %s %s', (path, text) => {
    expect(refusedImports(small(`firmware/${path}`, text), [TCP])).toEqual([]);
  });
});

describe('the table of layers', () => {
  const rows = LAYERS.flatMap((layer, row) => layer.imports.map((name) => ({ from: layer.folders[0], row, name })));
  it.each(rows)('$from imports $name, which is in a lower row', ({ row, name }) => {
    expect(LAYERS.findIndex(({ folders }) => folders.includes(name))).toBeGreaterThan(row);
  });

  it('is the picture in ARCHITECTURE.md, line for line', () => {
    expect(readFileSync('ARCHITECTURE.md', 'utf8')).toContain(`\`\`\`\n${picture().join('\n')}\n\`\`\`\n`);
  });
});
