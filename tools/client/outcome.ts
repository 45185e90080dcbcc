// Waits for how new settings work out: the device's events say it, and its status says it again to who has missed them.

import { ATTEMPTS } from '../../firmware/wifi/link/limits.ts';
import type { Accepted, Outcome, Progress, Status, Success, WaitOptions } from './api.ts';
import { deviceError, isDeviceError } from './errors.ts';
import { type EventListener, listenTo } from './event-listener.ts';
import { look, looksAt, statusIn, within } from './look.ts';
import { type Aim, LOST_MS, stoppedText } from './lost-line.ts';
import type { ReconnectingChannel } from './reconnecting.ts';
import { atOnce, type TrialCourse } from './trial-outcome.ts';
import { type TrialWatch, watchTrial } from './trial-watch.ts';

/** A trial lasts 20 s, and the computer may have to rejoin the device's network first. */
const WAIT_MS = 60_000;

const UNANSWERED =
  'the connection broke before the device answered; ask for the status to see whether it took the settings';

function withPlace(done: Success, { ssid, ip, advice }: Status): Success {
  return { ...done, ...(ssid ? { ssid } : {}), ...(ip ? { ip } : {}), ...(advice ? { advice } : {}) };
}

/** Nothing is sent twice: whether the device has heard it is not known. */
async function begun(begin: () => Promise<Accepted>, { isTrial, ssid, answerMs }: Aim): Promise<TrialCourse> {
  try {
    const accepted = await within(begin(), answerMs ?? LOST_MS);
    if (!accepted) throw deviceError('unreachable', 'closed', UNANSWERED);
    return { accepted, isTrial, saved: false, beganMs: Date.now(), ...(ssid ? { ssid } : {}) };
  } catch (error) {
    if (isDeviceError(error) && error.code === 'closed') throw deviceError('unreachable', 'closed', UNANSWERED);
    throw error;
  }
}

/** What is known so far, for who stops waiting. */
interface Known {
  before?: Status | undefined;
  course?: TrialCourse;
}

/** Nothing was sent yet: a device that can't be asked can't be set. */
async function statusBefore(line: ReconnectingChannel, leftMs: number): Promise<Status | undefined> {
  const looked = await look(line, leftMs);
  if (looked instanceof Error && looked.kind !== 'refused') throw looked;
  return statusIn(looked);
}

function watchOf(
  line: ReconnectingChannel,
  listener: EventListener,
  { aim, course, before }: Pick<TrialWatch, 'aim' | 'course' | 'before'>,
): TrialWatch {
  const shown: Progress = { state: 'connecting', ...(aim.ssid ? { ssid: aim.ssid } : {}), of: ATTEMPTS };
  return { line, listener, course, aim, before, heardMs: Date.now(), shown, looks: looksAt(line) };
}

async function follow(
  line: ReconnectingChannel,
  begin: () => Promise<Accepted>,
  aim: Aim,
  options: WaitOptions,
  known: Known,
): Promise<Outcome> {
  const leftMs = options.timeoutMs ?? WAIT_MS;
  const before = await statusBefore(line, leftMs);
  known.before = before;
  const listener = listenTo(line);
  try {
    const course = await begun(begin, aim);
    known.course = course;
    const done = atOnce(course);
    if (!done)
      return await watchTrial(watchOf(line, listener, { aim, course, before }), course.beganMs + leftMs, options);
    // Where it is online the answer to `set` does not say.
    const status = done.state === 'online' ? statusIn(await look(line, leftMs)) : undefined;
    return status ? withPlace(done, status) : done;
  } finally {
    listener.close();
  }
}

/** Rejects when the caller stops waiting, with what the device does then. */
function untilStopped(signal: AbortSignal, aim: Aim, known: Known): Promise<never> {
  const why = (): Error => {
    const { before, course } = known;
    const ssid = course?.ssid ?? aim.ssid;
    return deviceError('unreachable', 'stopped', stoppedText({ ...aim, ssid }, before, course !== undefined));
  };
  return new Promise((_, reject) => {
    if (signal.aborted) reject(why());
    signal.addEventListener('abort', () => reject(why()), { once: true });
  });
}

/** `begin` sets off what is waited for; events are heard from before it. */
export async function outcomeOf(
  line: ReconnectingChannel,
  begin: () => Promise<Accepted>,
  aim: Aim,
  options: WaitOptions = {},
): Promise<Outcome> {
  const known: Known = {};
  const outcome = follow(line, begin, aim, options, known);
  if (!options.signal) return outcome;
  // What comes of it later is nobody's business any more.
  outcome.catch(() => {});
  return Promise.race([outcome, untilStopped(options.signal, aim, known)]);
}
