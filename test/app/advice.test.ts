// What the build says of an app that can't be built: which line, why, and what to write.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { advise, INSTEAD } from '../../tools/build/app/advice.mjs';
import { typeCheck } from '../../tools/build/app/types.mjs';

const folder = mkdtempSync(join(tmpdir(), 'wifiprov-advice-'));
afterAll(() => rmSync(folder, { recursive: true }));

function app(name: string, body: string): string {
  const path = join(folder, name);
  const head = "import type { AppContext } from 'wifiprov/app';\n";
  writeFileSync(path, `${head}export function app(ctx: AppContext): void {\n${body}\n}\n`);
  return path;
}

it.each([
  ['const { a } = { a: 1 };', "3:7 Espruino can't run destructuring; write this instead: const a = value.a;"],
  ['function f(a = 1) {}', "3:14 Espruino can't run default arguments; write this instead: if (a === undefined)"],
  ['function f(...a: number[]) {}', "3:12 Espruino can't run rest arguments; write this instead: one parameter"],
  ['const a = [...[1]];', "3:12 Espruino can't run array spread; write this instead: a.concat(b)"],
  ['async function f() {}', "3:1 Espruino can't run async functions; write this instead: a callback"],
  ['function* f() {}', "3:9 Espruino can't run generator functions; write this instead: a function"],
  ['ctx.foo();', "3:5 type: Property 'foo' does not exist on type 'AppContext'"],
  ['ctx.say(1);', "3:9 type: Argument of type 'number' is not assignable to parameter of type 'string'"],
])('the build says it with the line: %s', (body, said) => {
  const out = join(folder, 'out');
  const run = spawnSync('node', ['build.mjs', '--app', app('wrong.ts', body), '--out', out], { encoding: 'utf8' });
  expect(run).toMatchObject({ status: 1, stderr: expect.stringContaining(`wrong.ts:${said}`) });
  expect(existsSync(join(out, 'bootcde.js'))).toBe(false);
});

it('what is no such error stays as it is', () => expect(advise('Expected ";"')).toBe('Expected ";"'));

it.each(Object.keys(INSTEAD).filter((what) => !what.startsWith('async gen')))('the manual lists it: %s', (what) => {
  expect(readFileSync('firmware/docs/embedding.md', 'utf8')).toMatch(new RegExp(`^\\| ${what} +\\| .+ \\|$`, 'm'));
});

describe('the types of an app', () => {
  it.each(['custom-field', 'mqtt-like', 'sensor-post'])('are right in the example %s', async (name) => {
    await expect(typeCheck(`firmware/examples/${name}.ts`)).resolves.toBeUndefined();
  });

  it.each(['', join(folder, 'plain.js'), join(folder, 'missing.ts')])(
    'are not looked for where there are none: "%s"',
    async (path) => {
      await expect(typeCheck(path)).resolves.toBeUndefined();
    },
  );
});
