// What somebody gets who installs the package: the command, the library in Node and in a browser, types, the firmware.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import * as esbuild from 'esbuild';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { useInstalled } from './installed.ts';

const installed = useInstalled();
const inside = (...path: string[]): string => join(installed.folder, 'node_modules/wifiprov', ...path);

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter((e) => e.isFile()).map((e) => relative(folder, join(e.parentPath, e.name)));
}

describe('the files', () => {
  it('are only those that users need: no tests, no fuzzers, no maps, no sources but what builds an app', () => {
    const needed =
      /\.(mjs|d\.ts|md)$|^build\/installer\/|^firmware\/[\w/-]+\.(ts|css|html|json|parts)$|^tools\/new\/project\//;
    const strange = filesIn(inside()).filter((file) => !needed.test(file));
    const built = [
      'boot0.js',
      'bootcde.js',
      'brand.json',
      'contents.json',
      'fields.json',
      'firmware.bin',
      'licences.txt',
      'loader.js',
      'page.bin',
      'page.json',
      'start.js',
    ];
    expect(strange.sort()).toEqual([
      'LICENSE',
      ...[...built, 'tools/pretokenise.js'].map((file) => `build/${file}`),
      'package.json',
    ]);
    const surplus = filesIn(inside()).filter((file) => /test|fuzz|bench/.test(file));
    expect(surplus.sort()).toEqual(['firmware/docs/fuzz.md', 'tools/new/project/test/app.test.mjs']);
  });

  it('come alone: installing brings no other package', () => {
    expect(installed.modules()).toEqual(['wifiprov']);
  });

  it('have the licence text of every library that is bundled', () => {
    const texts = readFileSync(inside('build/licences.txt'), 'utf8');
    expect(texts).toMatch(/^commander \d+\.\d+\.\d+ \(MIT\)\n\n.*MIT License/m);
    expect(texts).not.toContain('has no licence text');
  });
});

describe('the command', () => {
  it('has its help and its version', () => {
    expect(installed.wifiprov('--help')).toMatchObject({ status: 0, stderr: '' });
    expect(installed.wifiprov('--help').stdout).toContain('Usage: wifiprov');
    expect(installed.wifiprov('--version').stdout).toBe(`${BUILD_VERSION}\n`);
  });

  /** Bytes of all modules that `file` imports at once. */
  function loaded(file: string, seen: Set<string> = new Set()): Set<string> {
    if (seen.has(file)) return seen;
    seen.add(file);
    for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|\} from|import .* from) ?"(\.[^"]+)"/gm,
    ))
      loaded(join(file, '..', from), seen);
    return seen;
  }

  it('loads little before it knows what to do', () => {
    const files = [...loaded(inside('build/tools/cli.mjs'))];
    const bytes = files.reduce((sum, file) => sum + readFileSync(file).length, 0);
    expect(files.length).toBeGreaterThan(3);
    expect(bytes).toBeLessThan(200_000);
  });

  it('finds the firmware that came with it', () => {
    const ran = installed.wifiprov('image', '--json');
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(installed.folder, 'wifiprov-image/storage.bin'))).toBe(true);
  });

  it.each([
    ['a serial port', ['status', '--port', '/dev/ttyNONE'], 'A serial port needs the package serialport', 'serialport'],
    ['flashing', ['flash', '--port', '/dev/ttyNONE'], 'A serial port needs the package serialport', 'serialport'],
    [
      'a label',
      ['label', '--ssid', 'x', '--code', 'ABCD-EFGH-JKMN'],
      'A label needs the packages',
      'fontkit @fontsource/dejavu-sans @fontsource/dejavu-mono',
    ],
  ])('asks by name for the packages of %s', (_what, words, needs, names) => {
    const { status, stderr } = installed.wifiprov(...words);
    expect(status).toBe(2);
    expect(stderr).toContain(`wifiprov: ${needs}`);
    expect(stderr).toContain(`Install with: npm install ${names}`);
  });

  it.skipIf(process.platform !== 'linux')('lists the serial ports of a Linux with nothing else installed', () => {
    expect(installed.wifiprov('ports', '--json')).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(installed.wifiprov('ports', '--json').stdout)).toMatchObject({ ok: true });
  });

  it('asks by name for the packages of the build', () => {
    const { status, stderr } = installed.run(inside('../.bin/wifiprov-build'));
    expect(status).toBe(2);
    expect(stderr).toMatch(/^the build needs the packages .*esbuild.*\. Install with: npm install .*\n$/);
  });

  it.each([
    ['label.pdf', 'pdfkit'],
    ['label.png', '@resvg/resvg-js'],
  ])('asks for what %s needs, where only the fonts are there', (out, name) => {
    for (const one of ['fontkit', '@fontsource/dejavu-sans', '@fontsource/dejavu-mono']) installed.link(one);
    const { status, stderr } = installed.wifiprov('label', '--ssid', 'x', '--code', 'ABCD-EFGH-JKMN', '--out', out);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^wifiprov: A label needs the packages .*\n$/);
    expect(stderr).toContain(name);
  });

  it('opens a serial port once the package is there', () => {
    installed.link('serialport');
    const { status, stderr } = installed.wifiprov('status', '--port', '/dev/ttyNONE');
    expect(status).toBe(3);
    expect(stderr).toContain('/dev/ttyNONE');
    expect(stderr).not.toContain('Install');
  });
});

const PROGRAM = `
  import { connect, type Outcome } from 'wifiprov/client';
  const device = await connect({ host: 'lamp.local', code: 'XXXX-XXXX-XXXX' });
  const outcome: Outcome = await device.provision({ STA: { SSID: 'Home', PWD: 'correct horse' } });
  export const text: string | undefined = outcome.ok ? outcome.ip : outcome.reason;`;
const APP = `
  import type { AppContext } from 'wifiprov/app';
  export function app(ctx: AppContext): void { ctx.say('hello'); }`;

describe('the types', () => {
  const ways: [string, ts.CompilerOptions][] = [
    ['Node', { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }],
    ['a bundler', { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }],
  ];
  function compile(how: ts.CompilerOptions): string[] {
    const files = [PROGRAM, PROGRAM.replace('SSID:', 'ssid:'), APP, APP.replace('ctx.say', 'ctx.foo')];
    const names = files.map((text, i) => installed.write(`user${i}.mts`, text));
    const options = {
      strict: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      types: [],
      skipLibCheck: true,
      ...how,
    };
    return ts
      .getPreEmitDiagnostics(ts.createProgram(names, options))
      .map(({ file, messageText }) => `${file?.fileName.at(-5)} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  }

  it.each(ways)('are right for %s: they take what works, and catch a mistake', (_name, how) => {
    expect(compile(how)).toEqual([expect.stringMatching(/^1 .*'ssid'/), expect.stringMatching(/^3 .*'foo'/)]);
  });
});

describe('the library', () => {
  const ASK = "import { connect } from 'wifiprov/client';\nconnect({}).catch((error) => console.log(error.code));\n";

  it('runs in Node', () => {
    const file = installed.write('user.mjs', ASK);
    expect(installed.run(process.execPath, file)).toMatchObject({ status: 0, stdout: 'no_door\n', stderr: '' });
  });

  it('runs in a page, without anything of Node', async () => {
    const { outputFiles } = await esbuild.build({
      stdin: { contents: ASK, resolveDir: installed.folder },
      bundle: true,
      write: false,
      format: 'iife',
      platform: 'browser',
    });
    const said: unknown[] = [];
    runInContext(
      outputFiles[0]?.text ?? '',
      createContext({ crypto, console: { log: (text: unknown) => said.push(text) } }),
    );
    await expect.poll(() => said).toEqual(['no_door']);
  });
});
