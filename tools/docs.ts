// `npm run docs`: brings the generated parts of the manuals, and the client library's types, up to date and names the files that have changed.

import { readFileSync, writeFileSync } from 'node:fs';
import { fill, PAGES, SOURCES } from './docs/pages.ts';

for (const page of [...PAGES, ...SOURCES]) {
  const old = readFileSync(page, 'utf8');
  const now = fill(old);
  if (now === old) continue;
  writeFileSync(page, now);
  process.stdout.write(`${page}\n`);
}
