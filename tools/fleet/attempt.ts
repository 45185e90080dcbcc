// One device: set up, tried again where that may help, and how it has ended.

import { EXIT, EXIT_BUG } from '../cli/exit.ts';
import { answerOf, failureAnswer } from '../cli/outcome.ts';
import { withAuth } from '../cli/passwords.ts';
import { plain } from '../cli/print.ts';
import { untilKept } from '../cli/update.ts';
import type { ConnectOptions, Device, DeviceError, FieldChanges, Outcome, Progress } from '../client/api.ts';
import { isDeviceError } from '../client/errors.ts';
import type { FirmwareFile } from '../client/firmware-file.ts';
import { learn } from './further.ts';
import { mayPass, waitMs } from './retry.ts';
import type { Ending, Job } from './types.ts';

export interface World {
  connect(options: ConnectOptions): Promise<Device>;
  /** Resolves early when `stopped` becomes true. */
  wait(ms: number): Promise<void>;
  nowMs(): number;
  random(): number;
  /** Nothing more is to be begun. */
  isStopped(): boolean;
}

interface Watcher {
  onProgress(progress: Progress): void;
  onRetry(reason: string): void;
}

type Facts = Pick<Ending, 'ok' | 'reason' | 'message' | 'ssid' | 'ip' | 'exit' | 'json'>;

function ofOutcome(outcome: Outcome): Facts {
  const { json = {}, exit = EXIT.done } = answerOf(outcome);
  const { ok, ssid = '', warnings } = outcome;
  const warned = warnings.map(({ message }) => message).join('; ');
  if (!outcome.ok) return { ok, reason: outcome.reason, message: outcome.message, ssid, ip: '', exit, json };
  return { ok, reason: '', message: warned, ssid, ip: outcome.ip ?? '', exit, json };
}

/** The device has taken the settings: is it where they lead? It may have them from before, and be offline. */
function shortfall(outcome: Outcome & { ok: true }, { STA: sta }: FieldChanges): Facts | undefined {
  const wanted = sta?.SSID;
  const { state, ssid = '', warnings } = outcome;
  const isElsewhere = state === 'online' && ssid !== '' && ssid !== wanted && !wanted?.includes('\ufffd');
  if (!wanted || state === 'idle' || state === 'ap' || (state === 'online' && !isElsewhere)) return undefined;
  const reason = isElsewhere ? 'other_network' : 'not_online';
  const message = isElsewhere
    ? `the device says that it is in the network "${plain(ssid)}"`
    : `the device has these settings and says that it is ${state}`;
  const json = { ok: false, code: 'failed', reason, message, state, ...(ssid ? { ssid } : {}), warnings };
  return { ok: false, reason, message, ssid, ip: '', exit: EXIT.refused, json };
}

function ofError(error: DeviceError): Facts {
  const { json = {}, exit = EXIT.done } = failureAnswer(error);
  return { ok: false, reason: error.code, message: error.message, ssid: '', ip: '', exit, json };
}

/** A fault of this program, met with one device, must not cost the others. */
function ofBug(error: unknown): Facts {
  const message = plain(error instanceof Error ? error.message : error);
  const json = { ok: false, code: 'internal', message };
  return { ok: false, reason: 'internal', message, ssid: '', ip: '', exit: EXIT_BUG, json };
}

/** As `wifiprov set` does it: a network with a password is not open, one without is. */
async function settled(changes: FieldChanges, device: Device): Promise<FieldChanges> {
  const { STA: sta } = changes;
  if (sta?.PWD === undefined) return changes;
  return { ...changes, STA: await withAuth(async () => device, sta, sta.PWD) };
}

/** Until the device has kept it. */
async function updated(device: Device, { bytes, version }: FirmwareFile, world: World): Promise<Facts> {
  const before = await device.status();
  const { unchanged } = await device.update(bytes, { wait: world.wait });
  if (!unchanged) await untilKept(device, version, before, world, () => {});
  const message = unchanged ? `${version} runs already` : `${before.firmware} updated to ${version}`;
  const json = { ok: true, data: { before: before.firmware, firmware: version, unchanged } };
  return { ok: true, reason: '', message, ssid: before.ssid ?? '', ip: before.ip ?? '', exit: EXIT.done, json };
}

interface Tried {
  facts: Facts;
  id: string;
  lockedS: number;
}

async function tryOnce(job: Job, world: World, watcher: Watcher): Promise<Tried> {
  let device: Device | undefined;
  const tried = (facts: Facts, lockedS = 0): Tried => ({ facts, id: device?.id ?? '', lockedS });
  try {
    device = await world.connect(job.target);
    if (job.firmware) return tried(await updated(device, job.firmware, world));
    const missing = await learn(device, job.further ?? [], watcher.onProgress);
    if (missing) return tried(ofOutcome(missing));
    const changes = await settled(job.changes, device);
    const outcome = await device.provision(changes, { onProgress: watcher.onProgress });
    return tried((outcome.ok && shortfall(outcome, changes)) || ofOutcome(outcome));
  } catch (error) {
    return isDeviceError(error) ? tried(ofError(error), error.seconds) : tried(ofBug(error));
  } finally {
    device?.close();
  }
}

export async function setUp(job: Job, retries: number, world: World, watcher: Watcher): Promise<Ending> {
  const began = world.nowMs();
  for (let tries = 1; ; tries++) {
    const { facts, id, lockedS } = await tryOnce(job, world, watcher);
    const mayRetry = !facts.ok && tries <= retries && mayPass(facts.reason) && !world.isStopped();
    if (mayRetry) {
      watcher.onRetry(facts.reason);
      await world.wait(waitMs(tries, lockedS, world.random()));
    }
    if (!mayRetry || world.isStopped()) return { job, ...facts, id, tries, seconds: (world.nowMs() - began) / 1_000 };
  }
}
