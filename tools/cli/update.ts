// What becomes of a new firmware after its device has taken it: it is kept, or left for the old one.

import type { Device, Status } from '../client/api.ts';
import { deviceError, isDeviceError } from '../client/errors.ts';

const POLL_MS = 3_000;
/** Two starts on trial, and some seconds to come up and join. */
const OUTCOME_MS = 480_000;

interface Clock {
  nowMs(): number;
  wait(ms: number): Promise<void>;
}

/** undefined: not known yet. */
function verdictOf(status: Status, version: string): 'kept' | 'left' | undefined {
  if (status.update === 'rolled_back' && status.update_version === version) return 'left';
  return status.firmware === version && status.update === undefined ? 'kept' : undefined;
}

function leftError(version: string, now: string): Error {
  const why = `version ${version} did not keep its doors open for a minute`;
  return deviceError('refused', 'rolled_back', `the update was rolled back: ${why}; the device runs ${now}`);
}

async function statusOf(device: Device): Promise<Status | undefined> {
  try {
    return await device.status();
  } catch (error) {
    // It restarts.
    if (!isDeviceError(error) || error.kind === 'usage') throw error;
    return undefined;
  }
}

/** Resolves when the firmware has proved itself. `before`: a status of before; `show` gets each that is heard after the restart. */
export async function untilKept(
  device: Device,
  version: string,
  before: Status,
  clock: Clock,
  show: (status: Status) => void,
): Promise<void> {
  const begunMs = clock.nowMs();
  let uptime = before.uptime_s;
  let isAnew = false;
  while (clock.nowMs() - begunMs < OUTCOME_MS) {
    await clock.wait(POLL_MS);
    const status = await statusOf(device);
    // A status of before the restart says nothing about it.
    if (!status || status.update === 'trial' || status.uptime_s < uptime) isAnew = true;
    if (!status) continue;
    uptime = status.uptime_s;
    if (!isAnew) continue;
    show(status);
    const verdict = verdictOf(status, version);
    if (verdict === 'kept') return;
    if (verdict === 'left') throw leftError(version, status.firmware);
  }
  throw deviceError(
    'timeout',
    'timeout',
    `the device does not tell how version ${version} works out; ask it with \`wifiprov status\``,
  );
}
