// What a built firmware carries, in words, so that nobody flashes another than they think.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtFolder } from './firmware.ts';

interface Contents {
  version: string;
  product: string;
  app: string;
  without: string[];
}

export function contentsText({ version, product, app, without }: Contents): string {
  const brand = product === 'wifiprov' ? '' : ` as "${product}"`;
  const left = without.length ? `, without ${without.join(', ')}` : '';
  return `wifiprov ${version}${brand}, ${app ? `app ${app}` : 'no app'}${left}`;
}

/** Undefined for a folder that an older build has filled. */
export function contentsOf(buildDir?: unknown): string | undefined {
  const folder = typeof buildDir === 'string' ? buildDir : builtFolder();
  const file = join(folder ?? '', 'contents.json');
  if (folder === undefined || !existsSync(file)) return undefined;
  return contentsText(JSON.parse(readFileSync(file, 'utf8')) as Contents);
}
