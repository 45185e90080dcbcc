// Watches a device that tries a network: its events, its status each second, and a line that falls silent.

import { ATTEMPTS } from '../../firmware/wifi/link/limits.ts';
import type { DeviceError, DeviceEvent, Outcome, Progress, Status, WaitOptions } from './api.ts';
import { deviceError, isDeviceError } from './errors.ts';
import { after, type EventListener } from './event-listener.ts';
import { type Aim, lostText, patienceMs, restartedText } from './lost-line.ts';
import type { ReconnectingChannel } from './reconnecting.ts';
import { afterEvent, afterStatus, type TrialCourse } from './trial-outcome.ts';

export const LOOK_MS = 1_000;

const TOO_LATE = 'no outcome in time; ask for the status later';

export interface TrialWatch {
  line: ReconnectingChannel;
  listener: EventListener;
  course: TrialCourse;
  aim: Aim;
  /** The status before the request. */
  before: Status | undefined;
  heardMs: number;
  /** A computer is at its address, and no device. */
  isRefused: boolean;
  shown?: Progress | undefined;
}

/** The line may break meanwhile: one radio serves both networks. */
function isPassing(error: unknown): error is DeviceError {
  if (!isDeviceError(error)) return false;
  return error.kind === 'unreachable' || error.kind === 'timeout' || error.code === 'busy' || error.code === 'locked';
}

/** The status, or why there is none just now. */
export async function look(line: ReconnectingChannel, leftMs: number): Promise<Status | DeviceError | undefined> {
  const { timer, over } = after(leftMs);
  try {
    const reply = await Promise.race([line.ask({ cmd: 'status' }), over]);
    return reply?.['data'] as Status | undefined;
  } catch (error) {
    if (isPassing(error)) return error;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

export function statusIn(looked: Status | DeviceError | undefined): Status | undefined {
  return looked instanceof Error ? undefined : looked;
}

function noteHeard(watch: TrialWatch, event: DeviceEvent | undefined, looked: Status | DeviceError | undefined): void {
  const error = looked instanceof Error ? looked : undefined;
  watch.isRefused = (error?.cause as NodeJS.ErrnoException | undefined)?.code === 'ECONNREFUSED';
  const isAnswer = looked !== undefined && (!error || error.kind === 'refused');
  if (event ? event.event !== 'connection' : isAnswer) watch.heardMs = Date.now();
}

function aimOf({ aim, course }: TrialWatch): Aim {
  return { ...aim, ssid: course.ssid ?? aim.ssid };
}

/** Its time since the start has gone back: new settings are kept only after they have worked. */
function checkRestart(watch: TrialWatch, status: Status | undefined): void {
  const { before, course } = watch;
  const isNew = status !== undefined && before !== undefined && status.uptime_s < before.uptime_s;
  if (!isNew || !course.isTrial || (status.state === 'online' && status.ssid === course.ssid)) return;
  throw deviceError('unreachable', 'restarted', restartedText(aimOf(watch)));
}

function patienceOf({ before, aim, line, isRefused }: TrialWatch): number {
  return patienceMs({ before, isTrial: aim.isTrial, isSerial: line.isSerial(), isRefused });
}

/** How long there is still something to wait for. */
function leftOf(watch: TrialWatch, endMs: number): number {
  const { before, heardMs } = watch;
  const lostMs = heardMs + patienceOf(watch);
  const leftMs = Math.min(endMs, lostMs) - Date.now();
  if (leftMs > 0) return leftMs;
  if (endMs <= lostMs) throw deviceError('timeout', 'timeout', TOO_LATE);
  throw deviceError('unreachable', 'closed', lostText(aimOf(watch), before, Date.now() - heardMs));
}

/** Of a status, or of the event that says so at once. */
function progressOf(facts: Partial<Status & DeviceEvent>): Progress | undefined {
  const { state, ssid, attempts } = facts;
  return state && { state, ...(ssid ? { ssid } : {}), ...(attempts ? { attempts } : {}), of: ATTEMPTS };
}

/** What was heard last is shown on while the line is cut. */
function tellProgress(watch: TrialWatch, facts: Partial<Status & DeviceEvent>, options: WaitOptions): void {
  const progress = progressOf(facts);
  watch.shown = progress ?? watch.shown;
  if (progress) options.onProgress?.(progress);
  else if (watch.shown && watch.listener.isCut())
    options.onProgress?.({ ...watch.shown, isCut: true, patienceS: patienceOf(watch) / 1000 });
}

async function step(watch: TrialWatch, leftMs: number, options: WaitOptions): Promise<Outcome | undefined> {
  const { line, listener, course } = watch;
  const event = await listener.next(Math.min(LOOK_MS, leftMs));
  const looked = event ? undefined : await look(line, leftMs);
  const status = statusIn(looked);
  noteHeard(watch, event, looked);
  checkRestart(watch, status);
  tellProgress(watch, event ?? status ?? {}, options);
  if (event) return afterEvent(course, event);
  // What was heard meanwhile tells more.
  return status && !listener.hasMore() ? afterStatus(course, status, Date.now()) : undefined;
}

/** Resolves with the outcome; rejects when the time is over, or nothing is heard any more. */
export async function watchTrial(watch: TrialWatch, endMs: number, options: WaitOptions): Promise<Outcome> {
  for (;;) {
    if (options.signal?.aborted) throw deviceError('unreachable', 'stopped', 'nobody waits any more');
    const done = await step(watch, leftOf(watch, endMs), options);
    if (done) return done;
  }
}
