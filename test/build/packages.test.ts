// A build without the packages that it needs says which, and how they are installed.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { typeCheck } from '../../tools/build/app/types.mjs';
import { BUILD_PACKAGES, installLine, LISTED_MAX, missingForBuild, neededIn } from '../../tools/build/packages.mjs';

it('a clone needs what its tools use too', () => {
  expect(neededIn(true)).toBe(BUILD_PACKAGES);
  expect(neededIn(false)).toEqual(
    expect.arrayContaining([...BUILD_PACKAGES, 'espruino', 'esp-web-tools', 'esptool-js']),
  );
});

it.each([...neededIn(false)])('without %s the build says so in one sentence', (name) => {
  const said = missingForBuild(
    (one) => one !== name,
    () => 'npm ci',
  );
  expect(said).toBe(`the build needs the package ${name}. Install with: npm ci`);
});

it('names all that are missing at once', () => {
  const said = missingForBuild(() => false, undefined, BUILD_PACKAGES);
  expect(said).toBe(`the build needs the packages ${BUILD_PACKAGES.join(', ')}. Install with: npm ci`);
});

it.each([
  [LISTED_MAX - 1, /^the build needs the packages p0, .*p8\. /],
  [LISTED_MAX, /^the build needs the packages p0, .*p9\. /],
  [LISTED_MAX + 1, /^the build needs 11 packages that are not installed\. Install with: npm ci$/],
])('%d missing packages are one sentence', (count, said) => {
  const names = Array.from({ length: count }, (_, i) => `p${i}`);
  expect(missingForBuild(() => false, undefined, names)).toMatch(said);
});

it('says nothing where all are there', () => expect(missingForBuild()).toBe(''));

it('says that an app was not checked without typescript, and builds it', async () => {
  const app = 'firmware/examples/custom-field.ts';
  expect(await typeCheck(app, async () => undefined)).toMatch(
    /^note: the types of the app are not checked .*: npm ci$/,
  );
  expect(await typeCheck('', async () => undefined)).toBeUndefined();
});

const AT = join('/home/me', 'node_modules/wifiprov/build/tools/cli.mjs');

it.each([
  ['a clone', '/home/me/wifiprov/build/tools/cli.mjs', true, 'npm ci'],
  ['a project', AT, true, 'npm install a b'],
  ['a global installation', AT, false, 'npm install -g a b'],
  ['npx', '/home/me/.npm/_npx/1a2b/node_modules/wifiprov/build.mjs', true, 'npx -p wifiprov -p a -p b wifiprov ...'],
])('packages are installed where wifiprov finds them: %s', (_, here, isProject, line) => {
  expect(installLine(['a', 'b'], here, () => isProject)).toBe(line);
});

it('the help of the build has every option', () => {
  const { status, stdout } = spawnSync('node', ['build.mjs', '--help'], { encoding: 'utf8' });
  expect(status).toBe(0);
  for (const flag of ['--app', '--brand', '--without', '--led', '--networks', '--out', '--quiet', '--stock'])
    expect(stdout).toContain(`\n  ${flag}\n`);
});
