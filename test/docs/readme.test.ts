// The README is the front door: short, with a picture of the page in its first screen.

import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const WORDS_MAX = 1500;
const FIRST_SCREEN_LINES = 40;
const readme = readFileSync('README.md', 'utf8');

it(`has at most ${WORDS_MAX} words`, () => {
  expect(readme.trim().split(/\s+/).length).toBeLessThanOrEqual(WORDS_MAX);
});

it(`shows a picture of the page in its first ${FIRST_SCREEN_LINES} lines`, () => {
  const firstScreen = readme.split('\n').slice(0, FIRST_SCREEN_LINES).join('\n');
  const pictures = [...firstScreen.matchAll(/!\[[^\]]+\]\(([^)]+\.png)\)/g)].map(([, path]) => String(path));
  expect(pictures).not.toEqual([]);
  expect(pictures.filter((path) => !existsSync(path))).toEqual([]);
});

it('shows the two commands in its first screen', () => {
  const firstScreen = readme.split('\n').slice(0, FIRST_SCREEN_LINES);
  expect(firstScreen.filter((line) => /^npm ci && npm (start|test) /.test(line))).toHaveLength(2);
});
