// What a restart must not take away: a record that is written before it and read once by the next start. Pure.
//
// During a trial it holds the network that is tried. A start that finds one knows that the last ended in the middle of it.
// Before a restart for want of memory it holds the history, the last failure, the time left of the setup window, and how
// long the network has been away.

import { committedIn } from './connection-context.ts';
import { age, HISTORY_MAX, type Row } from './history.ts';
import type { DeviceState, Failure } from './state.ts';

/** Of the text. The oldest of the history go first. */
export const RESUME_MAX = 512;
const INTERRUPTED = 'The device restarted during the attempt; check the password and try again.';

interface Resume {
  /** The network on trial; `same`: it has the name of the one that was kept. */
  trial?: string;
  same?: boolean;
  attempts?: Row[];
  failed?: Failure | undefined;
  /** Milliseconds: idle time allowed, left of it, and left whatever comes (0: no end); opened by hand. */
  window?: [number, number, number, boolean?];
  /** Milliseconds without the kept network; 0: it is there, or there is none. */
  out?: number;
}

/** An access point that was open for want of the network opens again at once. */
function outMs(state: DeviceState, nowMs: number): number {
  const link = state.link;
  return link.job === 'known' && link.sta !== 'online' ? nowMs - link.lostMs : 0;
}

export function trialText(state: DeviceState, ssid: string): string {
  return JSON.stringify({ trial: ssid, same: committedIn(state)['STA.SSID'] === ssid });
}

export function resumeText(state: DeviceState, nowMs: number): string {
  const left = Math.max(0, state.windowEndMs - nowMs);
  const last = state.windowLastMs ? Math.max(1, state.windowLastMs - nowMs) : 0;
  const window: Resume['window'] = [state.windowIdleMs, left, last, state.windowAp];
  const attempts = age(state.attempts, nowMs);
  const out = outMs(state, nowMs);
  for (let count = HISTORY_MAX; count > 0; count--) {
    const resume: Resume = {
      attempts: attempts.slice(0, count),
      failed: state.failed,
      window,
      out,
    };
    const text = JSON.stringify(resume);
    if (text.length <= RESUME_MAX) return text;
  }
  return JSON.stringify({ window, out });
}

/** Of a trial that was cut off: what is told of it. One that had worked already is the config by now. */
function cutOff(state: DeviceState, resume: Resume): Failure | undefined {
  const config = committedIn(state);
  const ssid = resume.trial;
  if (!ssid || (config['STA.SSID'] === ssid && !resume.same)) return undefined;
  const rolled_back = config.mode === 1 || config['STA.SSID'] !== '';
  return { reason: 'timeout', message: INTERRUPTED, ssid, attempts: 1, rolled_back };
}

/** Takes over what the record says; returns the failure that has not been reported yet. */
export function takeUp(state: DeviceState, text: string, nowMs: number): Failure | undefined {
  if (!text) return undefined;
  const resume = JSON.parse(text) as Resume;
  if (resume.attempts) state.attempts = JSON.stringify(resume.attempts);
  state.failed = resume.failed;
  const span = resume.window;
  if (span?.[1]) {
    state.windowIdleMs = span[0];
    state.windowEndMs = nowMs + span[1];
    state.windowLastMs = span[2] ? nowMs + span[2] : 0;
    state.windowAp = !!span[3];
  }
  if (resume.out) state.link.lostMs = nowMs - resume.out;
  const failure = cutOff(state, resume);
  if (failure) state.failed = failure;
  return failure;
}
