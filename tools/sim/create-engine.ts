// From the options of the simulator to its engine: the firmware that it boots, the networks around it, its flash.

import { readFileSync } from 'node:fs';
import { HOST } from './doors.ts';
import type { Doors, Engine, EngineOptions } from './engine.ts';
import { createEspruinoEngine } from './espruino/engine.ts';
import { findInterpreter, NO_INTERPRETER } from './espruino/interpreter.ts';
import { readBundle, readSlotBuild, startScript } from './firmware-install.ts';
import { createNodeEngine } from './node/engine.ts';
import type { SimOptions } from './options.ts';
import { FAILURE, quit, say, USAGE_ERROR } from './quit.ts';
import { type AccessPoint, checkAir } from './radio/check.ts';
import { defaultNetworks } from './radio/default-networks.ts';

function readAir(file: string | null): AccessPoint[] {
  if (file === null) return defaultNetworks();
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return quit(USAGE_ERROR, `--radio ${file}: ${(error as Error).message}`);
  }
  const air = checkAir(parsed);
  return 'error' in air ? quit(USAGE_ERROR, `--radio ${file}: ${air.error}`) : air.value;
}

function readFirmware(bundle: URL, asFlashed: boolean): ReturnType<typeof readBundle> {
  if (asFlashed) return { '.boot0': '', '.bootcde': '' };
  try {
    return readBundle(bundle);
  } catch (error) {
    return quit(FAILURE, `the firmware is not built (npm run build): ${(error as Error).message}`);
  }
}

function engineOptions(options: SimOptions, doors: Doors, bundle: URL): EngineOptions {
  const ownHosts = [`${HOST}:${doors.http.port}`, `localhost:${doors.http.port}`];
  const { access, bootWindow, led, idfLog, portBuild, seed, speed, jsvars, flash, asFlashed } = options;
  return {
    portBuild,
    idfLog,
    seed,
    speed,
    jsvars,
    doors,
    flashFile: flash,
    asFlashed,
    slots: asFlashed ? undefined : readSlotBuild(bundle),
    accessPoints: readAir(options.radio),
    bootFiles: {
      ...readFirmware(bundle, asFlashed),
      '.boot1': startScript({ access, bootWindow, ownHosts, ...(led ? { led } : {}) }),
    },
    log: say,
  };
}

/** `bundle`: the folder of the built firmware. */
export function createEngine(options: SimOptions, doors: Doors, bundle: URL): Engine {
  const forEngine = engineOptions(options, doors, bundle);
  try {
    if (options.engine === 'node') return createNodeEngine(forEngine);
    const interpreter = findInterpreter();
    if (!interpreter) return quit(FAILURE, NO_INTERPRETER);
    return createEspruinoEngine({ ...forEngine, interpreter });
  } catch (error) {
    // Only the flash image can be at fault here.
    return quit(USAGE_ERROR, (error as Error).message);
  }
}
