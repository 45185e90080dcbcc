// The README is the front door: short, with a picture of the page in its first screen.

import { existsSync, readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

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

describe('who uses the library', () => {
  const client = readFileSync('tools/client/README.md', 'utf8');
  const [, callback = ''] = /onProgress: (\(.*\) => console\.log\(.*\)) \}/.exec(client) ?? [];

  it('is told how to install it', () => expect(client).toContain('npm install wifiprov\n'));

  it.each([
    [{ state: 'connecting', ssid: 'Home', of: 3 }, 'trying Home 1 of 3'],
    [{ state: 'connecting', ssid: 'Home', attempts: 2, of: 3 }, 'trying Home 2 of 3'],
  ])('sees whole words where the example shows %j', (progress, said) => {
    const lines: string[] = [];
    runInNewContext(`(${callback})(progress)`, {
      progress,
      console: { log: (...words: unknown[]) => lines.push(words.join(' ')) },
    });
    expect(lines).toEqual([said]);
  });
});

it('who runs the tests is told how long they take', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(scripts.test).toMatch(/^echo This takes about \d+ minutes/);
});
