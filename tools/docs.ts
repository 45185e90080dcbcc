// `npm run docs`: brings the generated parts of the manuals up to date and names the pages that have changed.

import { readFileSync, writeFileSync } from 'node:fs';
import { fill, PAGES } from './docs/pages.ts';

for (const page of PAGES) {
  const old = readFileSync(page, 'utf8');
  const now = fill(old);
  if (now === old) continue;
  writeFileSync(page, now);
  process.stdout.write(`${page}\n`);
}
