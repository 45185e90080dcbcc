// What a row asks of its device: port build, air, and the flash of one that knows Home already.

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { type AccessPoint, checkAir } from '../../tools/sim/air/check.ts';
import { builtInStreet } from '../../tools/sim/air/street.ts';
import type { PortBuild } from '../../tools/sim/engine.ts';
import type { StartOptions } from '../../tools/sim/firmware-install.ts';
import { startDevice } from '../../tools/sim/harness.ts';

export interface Options {
  portBuild?: PortBuild;
  air?: object[];
  /** The device knows Home already. */
  provisioned?: boolean;
  seed?: number;
  start?: Partial<StartOptions>;
}

function pointsOf(air: object[] | undefined): AccessPoint[] {
  if (!air) return builtInStreet();
  const checked = checkAir({ accessPoints: air });
  if ('error' in checked) throw new Error(checked.error);
  return checked.value;
}

interface Settings {
  portBuild: PortBuild;
  seed: number;
  accessPoints: AccessPoint[];
  flashFile: string;
}

export async function settingsOf(options: Options): Promise<Settings> {
  return {
    portBuild: options.portBuild ?? 'next',
    seed: options.seed ?? 1,
    accessPoints: pointsOf(options.air),
    flashFile: await flashOf(options),
  };
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
