// The page of trouble from the field: what it names as a row is there.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('firmware/docs/field.md', root), 'utf8');
const tables = page.split('\n').filter((line) => /^\| (?!-|kind)/.test(line));

it('each kind has a row in the suite', () => {
  expect(tables.length).toBeGreaterThan(60);
  for (const line of tables) {
    const files = line.match(/`test\/[^`]+`/g) ?? [];
    expect(files, line).not.toEqual([]);
    for (const file of files) expect(existsSync(fileURLToPath(new URL(file.slice(1, -1), root))), file).toBe(true);
  }
});

it('each kind from outside has a public source', () => {
  const outside = page.slice(0, page.indexOf('## What cannot be mended'));
  const rows = outside.split('\n').filter((line) => /^\| (?!-|kind)/.test(line));
  expect(rows.length).toBeGreaterThanOrEqual(40);
  for (const row of rows) expect(row).toMatch(/\]\(https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/(issues|pull)\/\d+\)/);
});
