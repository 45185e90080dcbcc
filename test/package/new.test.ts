// `wifiprov new` from an installed package: the project is built, tested and simulated by what it brings.

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NAME, PROJECT_PACKAGES, packageJson, productOf } from '../../tools/new/project.ts';
import { isFromRegistry } from '../../tools/new/source.ts';
import { useInstalled } from './installed.ts';

const installed = useInstalled();
const at = (...path: string[]): string => join(installed.folder, 'my-lamp', ...path);
const npm = (...words: string[]) => installed.run('npm', '--prefix', at(), ...words);

function link(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  symlinkSync(from, to);
}

/** What `npm install` does there, without the network. */
function install(): void {
  const folder = at('node_modules/wifiprov');
  mkdirSync(folder, { recursive: true });
  const packed = at('vendor', `wifiprov-${BUILD_VERSION}.tgz`);
  expect(installed.run('tar', '-xzf', packed, '-C', folder, '--strip-components=1').status).toBe(0);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { bin: { [name: string]: string } };
  for (const [name, path] of Object.entries(bin)) {
    chmodSync(join(folder, path), 0o755);
    link(join(folder, path), at('node_modules/.bin', name));
  }
  for (const name of PROJECT_PACKAGES) link(resolve('node_modules', name), at('node_modules', name));
}

describe('a new project', () => {
  beforeAll(() => {
    expect(installed.wifiprov('new', 'my-lamp')).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('next: cd my-lamp && npm install && npm test'),
    });
  });

  it('has an app, a brand, the options, a test, and wifiprov itself', () => {
    const files = ['app.ts', 'brand.json', 'wifiprov.json', 'tsconfig.json', 'test/app.test.mjs', '.gitignore'];
    expect(files.filter((file) => !existsSync(at(file)))).toEqual([]);
    expect(JSON.parse(readFileSync(at('brand.json'), 'utf8')).product).toBe('My Lamp');
    const { devDependencies, name } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
    expect(name).toBe('my-lamp');
    expect(devDependencies.wifiprov).toBe(`file:vendor/wifiprov-${BUILD_VERSION}.tgz`);
    expect(existsSync(at('vendor', `wifiprov-${BUILD_VERSION}.tgz`))).toBe(true);
  });

  it('builds its firmware, and its own test passes', { timeout: 120_000 }, () => {
    install();
    const built = npm('run', 'build');
    expect(built, built.stderr).toMatchObject({ status: 0 });
    expect(built.stdout).toContain('in this build: brand My Lamp, app app.ts');
    const image = installed.wifiprov('image', '--build-dir', at('build'), '--out', at('image'));
    expect(image.stdout).toContain(`firmware: wifiprov ${BUILD_VERSION} as "My Lamp", app app.ts\n`);
    const tested = npm('test');
    expect(tested, tested.stdout).toMatchObject({ status: 0 });
    expect(tested.stdout).toMatch(/^# pass 3$/m);
  });

  it('is told a mistake in its app with the line', { timeout: 60_000 }, () => {
    const text = readFileSync(at('app.ts'), 'utf8');
    writeFileSync(at('app.ts'), text.replace('ctx.on(', 'ctx.onn('));
    const built = npm('run', 'build');
    expect(built.status).toBe(1);
    expect(built.stderr).toMatch(/^app\.ts:\d+:7 type: Property 'onn' does not exist/m);
  });

  it.each([
    ['my-lamp', /my-lamp is there already, and not empty/],
    ['My Lamp', /the name of a project is a-z, 0-9 and -/],
  ])('is refused in the folder "%s"', (folder, said) => {
    expect(installed.wifiprov('new', folder)).toMatchObject({ status: 2, stderr: expect.stringMatching(said) });
  });
});

it.each([
  ['my-lamp', 'My Lamp'],
  ['lamp', 'Lamp'],
  [`${'ab'.repeat(15)}-cd`, `Ab${'ab'.repeat(14)} C`],
  [`${'ab'.repeat(15)}a-cd`, `Ab${'ab'.repeat(14)}a`],
])('the product of %s is "%s"', (name, product) => {
  expect(productOf(name)).toBe(product);
  expect(product.length).toBeLessThanOrEqual(32);
});

it.each([
  ['a'.repeat(63), true],
  ['a'.repeat(64), true],
  ['a'.repeat(65), false],
  ['-lamp', false],
  ['', false],
])('"%s" is a name: %s', (name, isName) => expect(NAME.test(name)).toBe(isName));

describe('where npm gets wifiprov from', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wifiprov-new-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['https://registry.npmjs.org/wifiprov/-/wifiprov-0.1.0.tgz', true],
    ['file:../wifiprov-0.1.0.tgz', false],
    ['git+ssh://git@example.com/wifiprov.git#1234', false],
    [undefined, false],
  ])('after an installation from %s the registry: %s', (resolved, isSo) => {
    writeFileSync(
      join(folder, '.package-lock.json'),
      JSON.stringify({ packages: { 'node_modules/wifiprov': { resolved } } }),
    );
    expect(isFromRegistry(join(folder, 'wifiprov'))).toBe(isSo);
  });

  it('is not the registry where npm has noted nothing', () => expect(isFromRegistry(join(folder, 'x/y'))).toBe(false));

  it('is beside the versions that wifiprov works with', () => {
    const { devDependencies } = JSON.parse(packageJson('lamp', '^0.1.0', { esbuild: '^1.2.3' }));
    expect(devDependencies).toMatchObject({ wifiprov: '^0.1.0', esbuild: '^1.2.3', acorn: '*' });
  });
});
