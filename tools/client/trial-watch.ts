// Watches a device that tries a network: its events, its status each second, and a line that falls silent.

import { ATTEMPTS } from '../../firmware/wifi/link/limits.ts';
import type { DeviceError, DeviceEvent, Outcome, Progress, Status, WaitOptions } from './api.ts';
import { deviceError } from './errors.ts';
import type { EventListener } from './event-listener.ts';
import { LOOK_MS, type Looks, statusIn } from './look.ts';
import {
  type Aim,
  type Gone,
  goneBy,
  isAway,
  lostText,
  meanwhileText,
  patienceMs,
  QUIET_MS,
  restartedText,
  type Silence,
} from './lost-line.ts';
import type { ReconnectingChannel } from './reconnecting.ts';
import { afterEvent, afterStatus, type TrialCourse } from './trial-outcome.ts';

const TOO_LATE = 'no outcome in time; ask for the status later';

export interface TrialWatch {
  line: ReconnectingChannel;
  listener: EventListener;
  course: TrialCourse;
  aim: Aim;
  /** The status before the request. */
  before: Status | undefined;
  heardMs: number;
  gone?: Gone | undefined;
  /** What was heard last. */
  shown: Progress;
  looks: Looks;
}

function noteHeard(watch: TrialWatch, event: DeviceEvent | undefined, looked: Status | DeviceError | undefined): void {
  const error = looked instanceof Error ? looked : undefined;
  if (looked) watch.gone = goneBy((error?.cause as NodeJS.ErrnoException | undefined)?.code);
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

function silenceOf({ before, aim, line, gone }: TrialWatch): Silence {
  return { before, isTrial: aim.isTrial, isSerial: line.isSerial(), gone };
}

/** How long there is still something to wait for. */
function leftOf(watch: TrialWatch, endMs: number): number {
  const { heardMs } = watch;
  const lostMs = heardMs + patienceMs(silenceOf(watch));
  const leftMs = Math.min(endMs, lostMs) - Date.now();
  if (leftMs > 0) return leftMs;
  if (endMs <= lostMs) throw deviceError('timeout', 'timeout', TOO_LATE);
  throw deviceError('unreachable', 'closed', lostText(aimOf(watch), silenceOf(watch), Date.now() - heardMs));
}

/** Of a status, or of the event that says so at once. */
function progressOf(facts: Partial<Status & DeviceEvent>): Progress | undefined {
  const { state, ssid, attempts } = facts;
  return state && { state, ...(ssid ? { ssid } : {}), ...(attempts ? { attempts } : {}), of: ATTEMPTS };
}

function cutProgress(watch: TrialWatch): Progress {
  const silence = silenceOf(watch);
  const patience = patienceMs(silence);
  const leftS = Math.max(0, Math.ceil((watch.heardMs + patience - Date.now()) / 1000));
  return {
    ...watch.shown,
    isCut: true,
    ...(isAway(silence) ? { isAway: true } : {}),
    patienceS: patience / 1000,
    leftS,
    does: meanwhileText(aimOf(watch), silence),
  };
}

/** What was heard last is shown on while the line is cut, or silent for long. */
function tellProgress(watch: TrialWatch, facts: Partial<Status & DeviceEvent>, options: WaitOptions): void {
  const progress = progressOf(facts);
  watch.shown = progress ?? watch.shown;
  if (progress) options.onProgress?.(progress);
  else if (watch.listener.isCut() || Date.now() - watch.heardMs >= QUIET_MS) options.onProgress?.(cutProgress(watch));
}

async function step(watch: TrialWatch, leftMs: number, options: WaitOptions): Promise<Outcome | undefined> {
  const { listener, course } = watch;
  const event = await listener.next(Math.min(LOOK_MS, leftMs));
  const looked = event ? undefined : await watch.looks.next(leftMs);
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
