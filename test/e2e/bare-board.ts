// A device whose partition table has no free area, or whose user runs an app beside the service: as the harness starts it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { readBundle, startScript } from '../../tools/sim/firmware-install.ts';
import { type Device, startDevice } from '../../tools/sim/harness.ts';
import type { NodeRig } from './engines.ts';
import { rigOf } from './rig.ts';

const BUNDLE = new URL('../../build/', import.meta.url);
/** In front of `.boot0`, since that is the first to look. */
export const NO_PARTITION = 'require("Flash").getFree=function(){return [];};';

const running: Device[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const device of running.splice(0)) await device.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

export function flashFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wifiprov-bare-'));
  folders.push(folder);
  return join(folder, 'flash.img');
}

interface BoardOptions {
  /** Runs before the service's first file. */
  first?: string;
  /** The user's app. */
  app?: string;
}

/** Flashed with the firmware and started; waits for nothing. */
export async function startBoard(file: string, options: BoardOptions = {}): Promise<NodeRig> {
  const bundle = readBundle(BUNDLE);
  const start = startScript({ access: 'open', bootWindow: false, ownHosts: [] });
  const device = await startDevice({
    portBuild: 'next',
    flashFile: file,
    bootFiles: {
      ...bundle,
      '.boot0': (options.first ?? '') + bundle['.boot0'],
      '.boot1': start + (options.app ?? ''),
    },
  });
  running.push(device);
  let now = 0;
  const stop = async (): Promise<void> => {
    const at = running.indexOf(device);
    if (at >= 0) running.splice(at, 1);
    if (at >= 0) await device.stop();
  };
  const rig = rigOf({
    ...device,
    async pass(ms) {
      if (ms) await device.advance(ms);
      else for (let i = 0; i < 6; i++) await device.settle();
      now += ms;
    },
    nowMs: () => now,
    slackMs: 0,
    isReal: false,
    stop,
  });
  return { ...rig, device, flashFile: file };
}
