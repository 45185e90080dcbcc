// The layer rules of biome.json against small trees that keep or break them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const biome = resolve('node_modules/.bin/biome');

/** [file, what it imports] */
const allowed = [
  ['firmware/core/a.ts', './b.ts'],
  ['firmware/core/json/a.ts', '../text.ts'],
  ['firmware/core/json/a.ts', '../../core/text.ts'],
  ['firmware/config/a.ts', '../core/b.ts'],
  ['firmware/config/a.ts', '../ports.ts'],
  ['firmware/config/deep/a.ts', '../../core/json/b.ts'],
  ['firmware/commands/a.ts', '../config/b.ts'],
  ['firmware/flash/a.ts', '../core/b.ts'],
  ['firmware/wifi/a.ts', '../config/b.ts'],
  ['firmware/wifi/link/a.ts', '../reasons.ts'],
  ['firmware/uart/a.ts', '../commands/b.ts'],
  ['firmware/tcp/a.ts', '../config/b.ts'],
  ['firmware/espressif/a.ts', '../commands/b.ts'],
  ['firmware/parts/a.ts', '../espressif/b.ts'],
  ['firmware/session/a.ts', '../security/b.ts'],
  ['firmware/parts/a.ts', '../session/b.ts'],
  ['firmware/hal/espruino.ts', '../ports.ts'],
  ['firmware/kernel/a.ts', '../device/b.ts'],
  ['firmware/parts/a.ts', '../hal/espruino.ts'],
  ['firmware/parts/a.ts', '../kernel/b.ts'],
  ['firmware/parts/a.ts', '../dns/b.ts'],
  ['firmware/dns/a.ts', './b.ts'],
  ['firmware/parts/a.ts', '../improv/b.ts'],
  ['firmware/improv/a.ts', '../commands/b.ts'],
  ['firmware/parts/a.ts', '../qr/b.ts'],
  ['firmware/qr/a.ts', './b.ts'],
  ['firmware/app/a.ts', '../device/b.ts'],
  ['firmware/kernel/a.ts', '../app/b.ts'],
  ['firmware/parts/a.ts', '../app/b.ts'],
  ['firmware/examples/a.ts', '../app/api.ts'],
  ['firmware/main.ts', './hal/espruino.ts'],
  ['firmware/boot0.ts', './hal/boot.ts'],
  ['tools/sim/a.ts', '../../firmware/core/b.ts'],
  ['tools/sim/a.ts', 'node:net'],
] as const;
const refused = [
  ['firmware/core/a.ts', '../ports.ts'],
  ['firmware/core/a.ts', '../config/b.ts'],
  ['firmware/core/json/a.ts', '../../config/b.ts'],
  ['firmware/core/a.ts', 'node:fs'],
  ['firmware/core/a.ts', 'acorn'],
  ['firmware/config/a.ts', '../commands/b.ts'],
  ['firmware/commands/a.ts', '../uart/b.ts'],
  ['firmware/commands/a.ts', '../wifi/b.ts'],
  ['firmware/flash/a.ts', '../config/b.ts'],
  ['firmware/boot/a.ts', '../commands/b.ts'],
  ['firmware/security/a.ts', '../config/b.ts'],
  ['firmware/dns/a.ts', '../config/b.ts'],
  ['firmware/tcp/a.ts', '../dns/b.ts'],
  ['firmware/qr/a.ts', '../config/b.ts'],
  ['firmware/uart/a.ts', '../improv/b.ts'],
  ['firmware/improv/a.ts', '../uart/b.ts'],
  ['firmware/uart/a.ts', '../qr/b.ts'],
  ['firmware/session/a.ts', '../tcp/b.ts'],
  ['firmware/tcp/a.ts', '../session/b.ts'],
  ['firmware/security/a.ts', '../session/b.ts'],
  ['firmware/wifi/a.ts', '../commands/b.ts'],
  ['firmware/wifi/link/a.ts', '../../commands/b.ts'],
  ['firmware/uart/a.ts', '../tcp/b.ts'],
  ['firmware/espressif/a.ts', '../web/b.ts'],
  ['firmware/app/a.ts', '../kernel/b.ts'],
  ['firmware/app/a.ts', '../hal/b.ts'],
  ['firmware/uart/a.ts', '../app/b.ts'],
  ['firmware/examples/a.ts', '../device/b.ts'],
  ['firmware/examples/a.ts', '../hal/b.ts'],
  ['firmware/uart/a.ts', '../hal/espruino.ts'],
  ['firmware/tcp/a.ts', '../../tools/sim/b.ts'],
  ['firmware/hal/espruino.ts', '../config/b.ts'],
  ['firmware/kernel/a.ts', '../hal/espruino.ts'],
  ['firmware/device/a.ts', '../kernel/b.ts'],
  ['firmware/parts/a.ts', '../../tools/sim/b.ts'],
  ['firmware/main.ts', '../tools/sim/b.ts'],
  ['tools/sim/a.ts', '../../firmware/hal/espruino.ts'],
  ['tools/sim/a.ts', '../../firmware/main.ts'],
] as const;

const globals = [
  'E',
  'Serial1',
  'require',
  'process',
  'global',
  'globalThis',
  'setTimeout',
  'clearTimeout',
  'peek32',
  'Date',
  'print',
  'eval',
];

interface Diagnostic {
  category: string;
  location: { path: string; start?: { line: number } };
}

let folder = '';
let faults: string[] = [];

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Rows of one file, allowed ones first: line n+1 of the file is its n-th row. */
const rows = [...allowed, ...refused];
const lineOf = (file: string, from: string): number =>
  rows.filter((row) => row[0] === file).findIndex((row) => row[1] === from) + 1;

function writeTree(): void {
  for (const file of new Set(rows.map((row) => row[0]))) {
    const imports = rows.filter((row) => row[0] === file).map((row) => `import '${row[1]}';\n`);
    write(file, imports.join(''));
  }
  for (const name of globals) {
    write(`firmware/uart/global-${name}.ts`, `export const use = (): unknown => ${name};\n`);
    write(`firmware/hal/global-${name}.ts`, `export const use = (): unknown => ${name};\n`);
  }
  write('firmware/core/cycle1.ts', "import { b } from './cycle2.ts';\nexport const a = (): unknown => b;\n");
  write('firmware/core/cycle2.ts', "import { a } from './cycle1.ts';\nexport const b = (): unknown => a;\n");
}

/** `path:line rule` of every finding. */
function lint(): string[] {
  const args = ['lint', '.', '--reporter=json', '--max-diagnostics=none'];
  const { stdout } = spawnSync(biome, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1e8 });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  return diagnostics.map((d) => `${d.location.path}:${d.location.start?.line} ${d.category.replace(/.*\//, '')}`);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'layers-'));
  const { $schema: _s, vcs: _v, ...config } = JSON.parse(readFileSync('biome.json', 'utf8'));
  write('biome.json', JSON.stringify(config));
  writeTree();
  faults = lint();
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe('the layers', () => {
  it.each(allowed)('%s may import %s', (file, from) => {
    expect(faults).not.toContain(`${file}:${lineOf(file, from)} noRestrictedImports`);
  });

  it.each(refused)('%s may not import %s', (file, from) => {
    expect(faults).toContain(`${file}:${lineOf(file, from)} noRestrictedImports`);
  });

  it.each(globals)('the global %s is for hal only', (name) => {
    expect(faults).toContain(`firmware/uart/global-${name}.ts:1 noRestrictedGlobals`);
    expect(faults).not.toContain(`firmware/hal/global-${name}.ts:1 noRestrictedGlobals`);
  });

  it('imports make no circles', () => {
    expect(faults).toContain('firmware/core/cycle1.ts:1 noImportCycles');
  });
});
