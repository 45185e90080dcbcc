// Waits for how new settings work out: the device's events say it, and its status says it again to who has missed them.

import { ATTEMPTS } from '../../firmware/wifi/link/state.ts';
import type { Accepted, DeviceError, DeviceEvent, Outcome, Progress, Status, Success, WaitOptions } from './api.ts';
import { deviceError, isDeviceError } from './errors.ts';
import type { Line } from './line.ts';
import { afterEvent, afterStatus, atOnce, type Course } from './verdict.ts';

/** A trial lasts 20 s, and somebody may have to come back to the device's network before. */
export const WAIT_MS = 60_000;
export const LOOK_MS = 1_000;

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

async function look(line: Line, leftMs: number): Promise<Status | undefined> {
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

function after(ms: number): { timer: ReturnType<typeof setTimeout>; over: Promise<undefined> } {
  let timer: ReturnType<typeof setTimeout> = setTimeout(() => {}, 0);
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return { timer, over };
}

interface Ear {
  /** The next event, undefined when none comes for so long. */
  next(ms: number): Promise<DeviceEvent | undefined>;
  hasMore(): boolean;
  close(): void;
}

function listenTo(line: Line): Ear {
  const heard: DeviceEvent[] = [];
  let wake: () => void = () => {};
  const close = line.listen((event) => {
    heard.push(event);
    wake();
  });
  async function next(ms: number): Promise<DeviceEvent | undefined> {
    if (heard.length === 0) {
      const { timer, over } = after(ms);
      await Promise.race([over, new Promise<void>((resolve) => (wake = resolve))]);
      clearTimeout(timer);
    }
    return heard.shift();
  }
  return { next, hasMore: () => heard.length > 0, close };
}

async function wait(line: Line, ear: Ear, course: Course, endMs: number, options: WaitOptions): Promise<Outcome> {
  for (;;) {
    const leftMs = endMs - Date.now();
    if (leftMs <= 0)
      throw deviceError('timeout', 'timeout', 'the outcome did not come in time; ask for the status later');
    const event = await ear.next(Math.min(LOOK_MS, leftMs));
    const status = event ? undefined : await look(line, leftMs);
    const progress = progressOf(event ?? status ?? NOTHING);
    if (progress) options.onProgress?.(progress);
    // What was heard meanwhile tells more.
    const isBest = status && !ear.hasMore();
    const done = event ? afterEvent(course, event) : isBest && afterStatus(course, status, Date.now());
    if (done) return done;
  }
}

/** `begin` sets off what is waited for; events are heard from before it. */
export async function outcomeOf(
  line: Line,
  begin: () => Promise<Accepted>,
  isTrial: boolean,
  options: WaitOptions = {},
): Promise<Outcome> {
  const ear = listenTo(line);
  try {
    const course: Course = { accepted: await begin(), isTrial, saved: false, beganMs: Date.now() };
    const leftMs = options.timeoutMs ?? WAIT_MS;
    const done = atOnce(course);
    if (!done) return await wait(line, ear, course, course.beganMs + leftMs, options);
    // Where it is online the answer to `set` does not say.
    const status = done.state === 'online' ? await look(line, leftMs) : undefined;
    return status ? withPlace(done, status) : done;
  } finally {
    ear.close();
  }
}
