// Measures the stack: how much of what the chip has each request and each event takes, one row after the other.

import type { BootFiles } from '../sim/engine.ts';
import { measureStackUnit, type StackUnit } from '../sim/espruino/stack-unit.ts';
import { readSlotBuild } from '../sim/firmware-install.ts';
import { checkAir } from '../sim/radio/check.ts';
import { type BenchDevice, pause, startBenchDevice } from './device.ts';
import { openStackDevice, type StackDevice } from './stack-client.ts';
import { STACK_GROUPS } from './stack-rows/groups.ts';
import type { StackGroup, StackRow } from './stack-rows/row.ts';
import { crowdedAir } from './stack-rows/values.ts';

interface StackResult {
  door: string;
  what: string;
  /** Of the chip's stack. */
  percent: number;
  /** It did not get what it wants; '' when it did. */
  fault: string;
}

/** Of the bundled tool (build/tools/bench.mjs). */
const BUILD = new URL('../', import.meta.url);
/** The firmware has let its modules go, so a row sees them loaded. */
const IDLE_MS = 3_600;
/** What a row has set off ends, and is measured with it. */
const AFTER_MS = 300;
const PERCENT = 100;
const FAULT_LENGTH = 60;
/** More would wait for each other on a slow machine. */
const GROUPS_AT_ONCE = 2;

/** `wanted`: only rows with this in `door what`; those before them run too, unmeasured in haste. */
export async function benchStack(
  path: string,
  bundle: Partial<BootFiles>,
  wanted: RegExp,
  show: (result: StackResult) => void,
): Promise<void> {
  const unit = await measureStackUnit(path);
  const groups = STACK_GROUPS.filter(({ door, rows }) => rows.some(({ what }) => wanted.test(`${door} ${what}`)));
  const results = new Map<StackGroup, StackResult[]>();
  const left = [...groups];
  const work = async (): Promise<void> => {
    for (let group = left.shift(); group; group = left.shift())
      results.set(group, await measureGroup(path, bundle, group, unit, wanted));
  };
  await Promise.all(Array.from({ length: GROUPS_AT_ONCE }, work));
  for (const group of groups) for (const result of results.get(group) ?? []) show(result);
}

async function measureGroup(
  path: string,
  bundle: Partial<BootFiles>,
  { door, rows, hasSlots }: StackGroup,
  unit: StackUnit,
  wanted: RegExp,
): Promise<StackResult[]> {
  const air = checkAir({ accessPoints: crowdedAir() });
  if ('error' in air) throw new Error(air.error);
  const slots = hasSlots ? readSlotBuild(BUILD) : undefined;
  const more = { measureStack: true, accessPoints: air.value, ...(slots ? { slots } : {}) };
  const device = await startBenchDevice(path, bundle, more);
  const client = openStackDevice(device);
  const results: StackResult[] = [];
  try {
    await device.ready();
    for (const row of rows) {
      const isWanted = wanted.test(`${door} ${row.what}`);
      const { used, fault } = await measureRow(device, client, row, isWanted);
      const percent = Math.round((PERCENT * used) / unit.wholeBytes);
      if (isWanted) results.push({ door, what: row.what, percent, fault });
      if (fault) await client.restart().catch(() => undefined);
    }
  } finally {
    await device.stop();
  }
  return results;
}

/** A row that tells what follows on the one before it begins where that has ended. */
const goesOn = (row: StackRow): boolean => row.what.startsWith(' ');

async function measureRow(
  device: BenchDevice,
  client: StackDevice,
  row: StackRow,
  isWanted: boolean,
): Promise<{ used: number; fault: string }> {
  if (isWanted && !goesOn(row)) await pause(IDLE_MS);
  if (!goesOn(row)) client.begin();
  device.engine.stack().reset();
  const fault = await faultOf(client, row);
  await pause(AFTER_MS);
  return { used: device.engine.stack().used(), fault };
}

async function faultOf(client: StackDevice, row: StackRow): Promise<string> {
  try {
    const answer = await row.run(client);
    if (!row.wants || row.wants.test(String(answer))) return '';
    return `answered ${JSON.stringify(answer).slice(-FAULT_LENGTH)}`;
  } catch (error) {
    return (error as { message?: string; code?: string }).message ?? String((error as { code?: string }).code ?? error);
  }
}
