// The options of a build in one place, and on the way to the simulator.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { contentsOf } from '../../tools/build/contents.mjs';
import { readOptions } from '../../tools/build/flags.mjs';
import { flagsOf, withOptionsFile } from '../../tools/build/options-file.mjs';
import { divide } from '../../tools/build/start.mjs';

const folder = mkdtempSync(join(tmpdir(), 'wifiprov-options-'));
const empty = mkdtempSync(join(tmpdir(), 'wifiprov-options-'));
writeFileSync(join(folder, 'wifiprov.json'), '{ "app": "app.ts", "tcp-port": 7000, "without": ["qr", "improv"] }');
afterAll(() => {
  for (const one of [folder, empty]) rmSync(one, { recursive: true });
});

describe('wifiprov.json', () => {
  it('has the options of the build, and its files are beside it', () => {
    const { options } = readOptions(withOptionsFile([], folder));
    expect(options).toEqual({ app: join(folder, 'app.ts'), tcpPort: 7000, without: ['qr', 'improv'] });
    expect(contentsOf(options)).toBe('in this build: brand wifiprov, app app.ts, without qr, improv');
  });

  it.each<[string, string[], string, object]>([
    ['gives way to a flag', ['--tcp-port', '7001', '--without', 'http'], folder, { tcpPort: 7001, without: ['http'] }],
    ['need not be there', ['--tcp-port', '7001'], empty, { tcpPort: 7001 }],
  ])('%s', (_title, argv, where, options) => {
    expect(readOptions(withOptionsFile(argv, where)).options).toMatchObject(options);
  });

  it('is left aside by --stock', () => {
    expect(readOptions(withOptionsFile(['--stock'], folder)).options).toEqual({});
  });

  it.each([
    ['{', /^wifiprov\.json: .*JSON/],
    ['[]', /must be an object/],
    ['null', /must be an object/],
    ['{"port":1}', /^wifiprov\.json: unknown option port; known options are access, tcp-port/],
    ['{"app":true}', /app must be a text or a number/],
  ])('is refused in a sentence: %s', (text, message) => {
    expect(() => flagsOf(text, folder)).toThrow(message);
  });
});

it('a folder for the firmware alone is no option of the firmware', () => {
  expect(readOptions(['--out', 'lamp'])).toEqual({ options: {}, quiet: false, out: 'lamp' });
});

it.each<[string[], string[], string[]]>([
  [[], [], []],
  [['--app', 'a.ts', '--once'], ['--app', 'a.ts'], ['--once']],
  [['--once', '--app=a.ts'], ['--app=a.ts'], ['--once']],
  [['--stock', '--tcp-port', '0'], ['--stock'], ['--tcp-port', '0']],
  [['--brand'], ['--brand'], []],
])('`npm start -- %j` builds with %j and simulates with %j', (argv, build, sim) => {
  expect(divide(argv)).toEqual({ build, sim });
});
