// `npm run many`: its words; that it works is shown by test/docs/production.test.ts and test/fleet/.

import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { MANY_MAX } from '../../tools/sim/many.ts';

it.each([
  [[], "missing required argument 'count'"],
  [['0'], `It must be a whole number, 1..${MANY_MAX}`],
  [[`${MANY_MAX + 1}`], `It must be a whole number, 1..${MANY_MAX}`],
  [['ten'], `It must be a whole number, 1..${MANY_MAX}`],
  [['1', '2'], 'too many arguments'],
  [['1', '--door', 'window'], 'Allowed choices are host, port'],
  [['1', '--speed', '0'], 'It must be above 0'],
  [['1', '--speed', 'fast'], 'It must be above 0'],
])('%j is a mistake', (words, said) => {
  const ran = spawnSync(process.execPath, ['build/tools/many.mjs', ...words], { encoding: 'utf8' });
  expect(ran).toMatchObject({ status: 2, stdout: '' });
  expect(ran.stderr).toContain(said);
});
