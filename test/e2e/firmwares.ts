// Firmware files as an update brings them: the built one, made newer, spoiled, or with another bundle.

import { readFileSync } from 'node:fs';
import { firmwareFile } from '../../tools/build/firmware-file.mjs';

const built = (name: string): Buffer => readFileSync(new URL(`../../build/${name}`, import.meta.url));

/** The version that is built, and one of as many characters. */
export const OLD = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
export const NEW = OLD.replace(/\d/g, '9');

interface Changed {
  version?: string;
  product?: string;
  espruino?: string;
  /** In place of the bundle. */
  code?: string;
  guard?: string;
}

/** It calls itself by its version in `status` too. */
export function firmware({
  version = NEW,
  product = 'wifiprov',
  espruino = '2v27',
  code,
  guard,
}: Changed = {}): Buffer {
  const own = built('bootcde.js').toString('latin1').replaceAll(OLD, version);
  return firmwareFile({
    guard: guard === undefined ? built('boot0.js') : Buffer.from(guard),
    code: Buffer.from(code ?? own, 'latin1'),
    page: built('page.bin'),
    espruino,
    product,
    version,
  });
}

export const builtFirmware = (): Buffer => built('firmware.bin');
