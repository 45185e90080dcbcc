// The brand of a built firmware, for what goes with it: the installer's page and its manifest, labels.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Brand, NO_BRAND } from '../build/brand/brand.mjs';
import { usage } from '../cli/exit.ts';

export type { Brand };

/** The folder is a build's; one that is older than brands has none. */
export function brandOfBuild(folder: string): Brand {
  const file = join(folder, 'brand.json');
  if (!existsSync(file)) return NO_BRAND;
  try {
    return { ...NO_BRAND, ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<Brand>) };
  } catch {
    throw usage(`${file} is damaged; build the firmware again`);
  }
}
