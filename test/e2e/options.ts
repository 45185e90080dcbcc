// What a row asks of its device: port build, air, and the flash of one that knows Home already.

import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { BootFiles, PortBuild } from '../../tools/sim/engine.ts';
import type { StartOptions } from '../../tools/sim/firmware-install.ts';
import { FLASH_END, FLASH_START } from '../../tools/sim/flash/image.ts';
import { startDevice } from '../../tools/sim/harness.ts';
import { type AccessPoint, checkAir } from '../../tools/sim/radio/check.ts';
import { defaultNetworks } from '../../tools/sim/radio/default-networks.ts';

export interface Options {
  portBuild?: PortBuild;
  /** See tools/sim/engine.ts. */
  idfLog?: boolean;
  air?: object[];
  /** See tools/sim/engine.ts. */
  heldVars?: number;
  /** The device knows Home already. */
  provisioned?: boolean;
  seed?: number;
  /** Changes the flash image before the first start. */
  flash?: (image: Buffer) => void;
  /** Unless a row says otherwise everybody may change everything: rows about the window set `access: 'window'`. */
  start?: Partial<StartOptions>;
  /** Exceptions that nobody catches belong to the row. */
  throws?: boolean;
  /** Free variables that the firmware finds on the interpreter, see `--jsvars`; the chip has some 5800. */
  jsvars?: number;
  /** `rig.core.stack` tells how much of its stack the device uses (espruino engine). */
  measureStack?: boolean;
  /** Its clock and timers go slowly where time is real (espruino engine): a busy machine runs out no deadline of the device. */
  isSlow?: boolean;
  /** Its time goes so many times as fast (espruino engine): for what takes days. */
  pace?: number;
  /** The firmware stands in slots, as on a board that was flashed; `files` are not used then. `impatient`: a trial ends soon. */
  slots?: boolean | 'impatient';
  /** In place of files of the built firmware. */
  files?: Partial<BootFiles>;
}

export function startOf(options: Options): Partial<StartOptions> {
  return { access: 'open', ...options.start };
}

function pointsOf(air: object[] | undefined): AccessPoint[] {
  if (!air) return defaultNetworks();
  const checked = checkAir({ accessPoints: air });
  if ('error' in checked) throw new Error(checked.error);
  return checked.value;
}

interface Settings {
  portBuild: PortBuild;
  idfLog: boolean;
  heldVars: number;
  seed: number;
  accessPoints: AccessPoint[];
  flashFile: string;
}

export async function settingsOf(options: Options): Promise<Settings> {
  return {
    portBuild: options.portBuild ?? 'next',
    idfLog: options.idfLog ?? false,
    heldVars: options.heldVars ?? 0,
    seed: options.seed ?? 1,
    accessPoints: pointsOf(options.air),
    flashFile: await changedFlash(options),
  };
}

async function changedFlash(options: Options): Promise<string> {
  const file = await flashOf(options);
  if (!options.flash) return file;
  const image = options.provisioned ? readFileSync(file) : Buffer.alloc(FLASH_END - FLASH_START, 0xff);
  options.flash(image);
  writeFileSync(file, image);
  return file;
}

/** A flash image of its own; that of a device that knows Home is made once. */
async function flashOf(options: Options): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'wifiprov-e2e-')), 'flash.img');
  folders.push(dirname(file));
  if (!options.provisioned) return file;
  homeImage ??= makeHomeImage();
  copyFileSync(await homeImage, file);
  return file;
}

const folders: string[] = [];
let homeImage: Promise<string> | undefined;
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function makeHomeImage(): Promise<string> {
  const flashFile = await flashOf({});
  const device = await startDevice({ portBuild: 'next', flashFile });
  await device.advance(500);
  device.uart.write('wifiprov set 0 1 0 1 4 Home "correct horse"\r');
  for (let i = 0; i < 60 && !device.uart.output().includes('# saved'); i++) await device.advance(500);
  await device.stop();
  if (!device.uart.output().includes('# saved')) throw new Error(device.uart.output());
  return flashFile;
}
