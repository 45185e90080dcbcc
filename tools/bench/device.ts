// A device on the real interpreter for one measurement: started, asked for its variables, stopped.

import { closeDoors, openDoors } from '../sim/doors.ts';
import type { BootFiles, Doors } from '../sim/engine.ts';
import type { EspruinoOptions } from '../sim/espruino/device.ts';
import { createEspruinoEngine, type EspruinoEngine } from '../sim/espruino/engine.ts';
import { startScript } from '../sim/firmware-install.ts';
import { defaultNetworks } from '../sim/radio/default-networks.ts';

export interface BenchDevice {
  engine: EspruinoEngine;
  doors: Doors;
  /** Resolves at the next `# ready`. */
  ready(): Promise<void>;
  /** Variables in use after a garbage collection, prelude included. */
  usage(): Promise<number>;
  evaluate(expression: string): Promise<unknown>;
  stop(): Promise<void>;
}

const ANY = { port: 0, asked: true };
const READY_MS = 20000;
/** Usage counts as settled when it has stayed the same for this many looks. */
const SAME_LOOKS = 5;
const LOOKS = 60;
const LOOK_MS = 100;
const USAGE = '(process.memory(),process.memory().usage)';

export async function startBenchDevice(
  interpreter: string,
  files: Partial<BootFiles>,
  more: Partial<EspruinoOptions> = {},
): Promise<BenchDevice> {
  const doors = await openDoors({ tcp: ANY, http: ANY, dns: ANY }, () => undefined);
  if ('taken' in doors) throw new Error('no free port');
  const ownHosts = [`127.0.0.1:${doors.http.port}`, `localhost:${doors.http.port}`];
  const start = startScript({ access: 'open', bootWindow: false, ownHosts });
  const engine = createEspruinoEngine({
    interpreter,
    portBuild: 'next',
    seed: 1,
    speed: 1,
    accessPoints: defaultNetworks(),
    flashFile: null,
    bootFiles: { '.boot0': '', '.boot1': start, '.bootcde': '0', ...files },
    doors,
    jsvars: null,
    log: () => undefined,
    ...more,
  });
  const ready = createReadySignal(engine);
  await engine.start();
  return {
    engine,
    doors,
    ready,
    usage: () => settled(async () => Number(await engine.evaluate(USAGE))),
    evaluate: (expression) => engine.evaluate(expression),
    async stop() {
      await engine.stop();
      await closeDoors(doors);
    },
  };
}

function createReadySignal(engine: EspruinoEngine): () => Promise<void> {
  let seen = 0;
  let told = 0;
  let wake: () => void = () => undefined;
  engine.onReady(() => {
    seen += 1;
    wake();
  });
  return () =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('the firmware does not say # ready')), READY_MS);
      wake = () => {
        if (seen <= told) return;
        told = seen;
        clearTimeout(late);
        resolve();
      };
      wake();
    });
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The lowest of the last looks: a timer of the firmware's may be in the middle of its work. */
async function settled(look: () => Promise<number>): Promise<number> {
  const seen: number[] = [];
  for (let i = 0; i < LOOKS; i++) {
    seen.push(await look());
    const last = seen.slice(-SAME_LOOKS);
    if (last.length === SAME_LOOKS && last.every((one) => one === last[0])) break;
    await pause(LOOK_MS);
  }
  return Math.min(...seen.slice(-SAME_LOOKS));
}

/** Looks until the condition holds; null when it never does. */
export async function waitFor(condition: () => Promise<boolean>, limitMs: number): Promise<boolean> {
  for (const end = Date.now() + limitMs; Date.now() < end; ) {
    if (await condition()) return true;
    await pause(LOOK_MS);
  }
  return false;
}
