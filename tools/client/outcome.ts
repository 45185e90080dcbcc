// Waits for how new settings work out: the device's events say it, and its status says it again to who has missed them.

import { ATTEMPTS } from '../../firmware/wifi/link/state.ts';
import type { Accepted, DeviceError, DeviceEvent, Outcome, Progress, Status, Success, WaitOptions } from './api.ts';
import { deviceError, isDeviceError } from './errors.ts';
import { after, type EventListener, listenTo } from './event-listener.ts';
import type { ReconnectingChannel } from './reconnecting.ts';
import { afterEvent, afterStatus, atOnce, type TrialCourse } from './trial-outcome.ts';

/** A trial lasts 20 s, and the computer may have to rejoin the device's network first. */
export const WAIT_MS = 60_000;
export const LOOK_MS = 1_000;

const TOO_LATE = 'no outcome in time; ask for the status later';
const OUT_OF_REACH =
  'the device took the settings, left this network and was not found again; ask for its status on its new network';
const UNANSWERED =
  'the connection broke before the device answered; ask for the status to see whether it took the settings';

const NOTHING: DeviceEvent = { event: 'note' };

function withPlace(done: Success, { ssid, ip }: Status): Success {
  return { ...done, ...(ssid ? { ssid } : {}), ...(ip ? { ip } : {}) };
}

/** Of a status, or of the event that says so at once. */
function progressOf(facts: Status | DeviceEvent): Progress | undefined {
  const { state, ssid, attempts } = facts;
  return state && { state, ...(ssid ? { ssid } : {}), ...(attempts ? { attempts } : {}), of: ATTEMPTS };
}

/** The line may break meanwhile: one radio serves both networks. */
function isPassing(error: unknown): error is DeviceError {
  if (!isDeviceError(error)) return false;
  return error.kind === 'unreachable' || error.kind === 'timeout' || error.code === 'busy' || error.code === 'locked';
}

async function look(line: ReconnectingChannel, leftMs: number): Promise<Status | undefined> {
  const { timer, over } = after(leftMs);
  try {
    const reply = await Promise.race([line.ask({ cmd: 'status' }), over]);
    return reply?.['data'] as Status | undefined;
  } catch (error) {
    if (isPassing(error)) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function tellProgress(options: WaitOptions, facts: Status | DeviceEvent): void {
  const progress = progressOf(facts);
  if (progress) options.onProgress?.(progress);
}

function tooLate(listener: EventListener): DeviceError {
  return deviceError('timeout', 'timeout', listener.isCut() ? OUT_OF_REACH : TOO_LATE);
}

async function wait(
  line: ReconnectingChannel,
  listener: EventListener,
  course: TrialCourse,
  endMs: number,
  options: WaitOptions,
): Promise<Outcome> {
  for (;;) {
    const leftMs = endMs - Date.now();
    if (leftMs <= 0) throw tooLate(listener);
    const event = await listener.next(Math.min(LOOK_MS, leftMs));
    const status = event ? undefined : await look(line, leftMs);
    tellProgress(options, event ?? status ?? NOTHING);
    // What was heard meanwhile tells more.
    const seen = listener.hasMore() ? undefined : status;
    const done = event ? afterEvent(course, event) : seen && afterStatus(course, seen, Date.now());
    if (done) return done;
  }
}

/** What is waited for, as far as it is known before. */
export type Aim = Pick<TrialCourse, 'isTrial'> & { ssid?: string | undefined };

/** Nothing is sent twice: whether the device has heard it is not known. */
async function begun(begin: () => Promise<Accepted>, { isTrial, ssid }: Aim): Promise<TrialCourse> {
  try {
    const accepted = await begin();
    return { accepted, isTrial, saved: false, beganMs: Date.now(), ...(ssid ? { ssid } : {}) };
  } catch (error) {
    if (isDeviceError(error) && error.code === 'closed') throw deviceError('unreachable', 'closed', UNANSWERED);
    throw error;
  }
}

/** `begin` sets off what is waited for; events are heard from before it. */
export async function outcomeOf(
  line: ReconnectingChannel,
  begin: () => Promise<Accepted>,
  aim: Aim,
  options: WaitOptions = {},
): Promise<Outcome> {
  const listener = listenTo(line);
  try {
    const course = await begun(begin, aim);
    const leftMs = options.timeoutMs ?? WAIT_MS;
    const done = atOnce(course);
    if (!done) return await wait(line, listener, course, course.beganMs + leftMs, options);
    // Where it is online the answer to `set` does not say.
    const status = done.state === 'online' ? await look(line, leftMs) : undefined;
    return status ? withPlace(done, status) : done;
  } finally {
    listener.close();
  }
}
