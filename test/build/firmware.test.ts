// The build of a device bundle from end to end, on small sources in a folder of their own.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildFirmware } from '../../tools/build/device-bundle.mjs';
import { readOptions } from '../../tools/build/flags.mjs';

let folder = '';
beforeAll(() => {
  mkdirSync('build', { recursive: true });
  folder = mkdtempSync(resolve('build/tmp-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function source(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

async function bundle(text: string, options = {}): Promise<string> {
  const outfile = join(folder, 'out.js');
  const { findings } = await buildFirmware({ entry: source('in.ts', text), outfile, options });
  expect(findings).toEqual([]);
  return readFileSync(outfile, 'latin1');
}

async function run(text: string, options = {}): Promise<unknown> {
  const global: { out?: unknown } = {};
  runInNewContext(await bundle(text, options), { global, require: (name: string) => `<${name}>` });
  return global.out;
}

describe('a device bundle', () => {
  it('is one closed function in plain ASCII', async () => {
    const code = await bundle("const secret = 'ü'; (global as any).out = secret + secret.length;");
    expect(code).toMatch(/^\(\(\)=>\{\n[\x20-\x7e\n]*\n\}\)\(\);\n$/);
  });

  it.each([
    ["'Grüße'", Buffer.from('Grüße').toString('latin1')],
    ["'\\x80\\xff\\0'", '\x80\xff\0'],
    ['`€${1}`', Buffer.from('€1').toString('latin1')],
    ["'Grüße'.length", 7],
  ])('carries %s as bytes', async (expression, value) => {
    expect(await run(`(global as any).out = ${expression};`)).toBe(value);
  });

  it('keeps require of a native module as it is', async () => {
    expect(await run("(global as any).out = require('Wifi');")).toBe('<Wifi>');
  });

  it('lowers ?., ??= and **', async () => {
    const text = 'let a: any; a ??= { b: 3 }; (global as any).out = [a?.b ** 2, a?.c?.d];';
    expect(await run(text)).toEqual([9, undefined]);
  });

  it('keeps the names of properties: any of them may be a key on the wire', async () => {
    const text =
      'const reply = { window: 1, window_s: 2, clients: 3, held: 4 }; (global as any).out = Object.keys(reply);';
    expect(await run(text)).toEqual(['window', 'window_s', 'clients', 'held']);
  });

  it('has the options and the version as constants', async () => {
    const text = '(global as any).out = [BUILD_ACCESS, BUILD_TCP_PORT, BUILD_AP_ADDRESS, BUILD_VERSION];';
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(await run(text)).toEqual(['window', 6666, '192.168.4.1', version]);
    const options = { access: 'open', tcpPort: 7000, apAddress: '4.3.2.1' };
    expect(await run(text, options)).toEqual(['open', 7000, '4.3.2.1', version]);
  });
});

describe('a fault in the source', () => {
  it('is told with file, line and column of the TypeScript, and nothing is written', async () => {
    const entry = source(
      'wrong.ts',
      'interface Unused {\n  a: string;\n}\nconst n: number = 1;\n(global as any).out = new Map([[n, 1]]);\n',
    );
    const outfile = join(folder, 'wrong.js');
    const { findings } = await buildFirmware({ entry, outfile });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      rule: 'global',
      line: 5,
      column: 27,
      file: expect.stringMatching(/wrong\.ts$/),
    });
    expect(existsSync(outfile)).toBe(false);
  });

  it('is told with its source where it stands in a module, in a function that was moved into another', async () => {
    source(
      'deep.ts',
      '// one\nfunction odd(x: string): boolean {\n  return /^a?$/.test(x);\n}\nexport function deep(x: string): boolean {\n  return odd(x);\n}\n',
    );
    const odd = source(
      'whole-part.ts',
      "import { deep } from './deep.ts';\nfunction used(x: string): boolean {\n  return deep(x);\n}\nexport function create(): boolean {\n  return used('a');\n}\n",
    );
    const built = buildFirmware({
      entry: source('main.ts', '(global as any).out = 1;'),
      outfile: join(folder, 'parted.js'),
      modules: [{ name: 'odd', path: odd, give: 'create' }],
    });
    const { findings } = await built;
    expect(findings).toMatchObject([
      { rule: 'regex-optional', line: 3, column: 10, file: relative('.', join(folder, 'deep.ts')) },
    ]);
  });

  it('is found in an imported file too', async () => {
    source('part.ts', 'export function part(x: string): boolean {\n  return /^a?$/.test(x);\n}\n');
    const entry = source('whole.ts', "import { part } from './part.ts';\n(global as any).out = part('a');\n");
    const { findings } = await buildFirmware({ entry, outfile: join(folder, 'whole.js') });
    expect(findings).toMatchObject([{ rule: 'regex-optional', line: 2, file: expect.stringMatching(/part\.ts$/) }]);
  });

  it.each([
    ['const { a } = { a: 1 }; (global as any).out = a;', /destructuring/],
    ['(global as any).out = (a = 1) => a;', /default arguments/],
    ['(global as any).out = async () => 1;', /async/],
    ["(global as any).out = '\\u20ac';", /byte-string/],
    ['(global as any).out = /é/;', /byte-string/],
  ])('that esbuild refuses ends the build: %s', async (text, message) => {
    const built = buildFirmware({ entry: source('bad.ts', text), outfile: join(folder, 'bad.js') });
    await expect(built).rejects.toThrow(message);
  });
});

describe('the options', () => {
  it.each([
    [[], {}],
    [['--access', 'open'], { access: 'open' }],
    [['--ap-policy', 'never'], { apPolicy: 'never' }],
    [['--led', 'D2'], { led: { pin: 'D2', on: 1, online: 0 } }],
    [['--tcp-port=1'], { tcpPort: 1 }],
    [['--tcp-port=65535'], { tcpPort: 65535 }],
    [['--ap-address', '1.0.0.1'], { apAddress: '1.0.0.1' }],
    [['--ap-address', '10.0.0.254'], { apAddress: '10.0.0.254' }],
    [['--ap-address', '126.255.255.1'], { apAddress: '126.255.255.1' }],
    [['--ap-address', '223.0.255.1'], { apAddress: '223.0.255.1' }],
  ])('%j are read as %j', (argv, options) => {
    expect(readOptions(argv)).toEqual({ options, quiet: false });
  });

  it.each([
    [['--access', 'shut'], '--access is shut; it must be window or open'],
    [
      ['--ap-policy', 'often'],
      '--ap-policy is often; it must be when the access point opens: fallback, asked or never',
    ],
    [['--led', 'D6'], '--led is D6; it must be a pin like D2'],
    [['--tcp-port=0'], '--tcp-port is 0; it must be a number 1..65535'],
    [['--tcp-port=65536'], 'it must be a number 1..65535'],
    [['--wrong'], "Unknown option '--wrong'"],
  ])('%j is refused', (argv, message) => {
    expect(() => readOptions(argv)).toThrow(message);
  });

  it.each([
    ...['0.0.0.1', '127.0.0.1', '224.0.0.1', '255.255.255.255', '10.0.0.0', '10.0.0.255', '10.0.256.1', '10.256.0.1'],
    ...['256.0.0.1', '10.0.0', '10.0.0.1.1', '10.0.0.01', '10.0.0.1 ', '10..0.1', '-1.0.0.1', 'host', ''],
  ])('refuse %j for the access point', (address) => {
    const message = `--ap-address is ${address}; it must be a dotted IPv4 address`;
    expect(() => readOptions([`--ap-address=${address}`])).toThrow(message);
  });

  it('are told on the command line, status 1', () => {
    expect(() => execFileSync('node', ['build.mjs', '--access', 'shut'], { stdio: 'pipe' })).toThrow(
      '--access is shut; it must be window or open',
    );
  });
});
