// What an event or a status means for settings that are being tried. Pure.

import { AP_START_MS } from '../../firmware/wifi/link/limits.ts';
import type { Accepted, Defeat, DeviceEvent, Outcome, Status, Success } from './api.ts';

/** What is waited for. */
export interface TrialCourse {
  accepted: Accepted;
  /** New settings; otherwise an attempt that was asked for. */
  isTrial: boolean;
  saved: boolean;
  beganMs: number;
  /** A status has said so once. */
  isUnsaved?: boolean;
  /** Its beginning was announced: what was heard before is about something else. */
  isBegun?: boolean;
  /** The network that is tried, as far as it was heard: afterwards the status names the one that the device is back on. */
  ssid?: string;
}

function success(
  course: TrialCourse,
  facts: { state: Success['state']; ssid?: string; ip?: string; advice?: string },
): Success & { saved: boolean } {
  const { unchanged, warnings } = course.accepted;
  const { state, ssid, ip, advice } = facts;
  const saved = course.saved || course.accepted.saved;
  const place = { ...(ssid ? { ssid } : {}), ...(ip ? { ip } : {}), ...(advice ? { advice } : {}) };
  return { ok: true, state, ...place, unchanged, saved, warnings };
}

/** Who has missed the event `saved` learns it from the status; older firmware does not tell there. */
function unheard(course: TrialCourse, status: Status): Success {
  const { saved, ...rest } = success(course, status);
  if (saved || !course.isTrial) return { ...rest, saved };
  return status.saved === undefined ? rest : { ...rest, saved: status.saved };
}

/** The device is online a moment before it has written the settings: only the second look is believed. */
function isBeingSaved(course: TrialCourse, status: Status): boolean {
  if (!course.isTrial || status.saved !== false || course.isUnsaved) return false;
  course.isUnsaved = true;
  return true;
}

function defeat(
  course: TrialCourse,
  facts: Partial<Pick<Status, 'reason' | 'message' | 'ssid' | 'attempts' | 'rolled_back'>>,
): Defeat {
  const { ssid, attempts, rolled_back } = facts;
  return {
    ok: false,
    reason: facts.reason ?? '',
    message: facts.message ?? '',
    ...(ssid === undefined ? {} : { ssid }),
    ...(attempts === undefined ? {} : { attempts }),
    ...(rolled_back === undefined ? {} : { rolled_back }),
    warnings: course.accepted.warnings,
  };
}

/** Nothing more will follow. */
export function atOnce(course: TrialCourse): Success | undefined {
  const { state, saved, unchanged } = course.accepted;
  const isPending = state === 'connecting' || (state === 'ap' && course.isTrial && !saved && !unchanged);
  return isPending ? undefined : success(course, { state });
}

function note(course: TrialCourse, { state, ssid }: DeviceEvent | Status): void {
  if (state === 'connecting' && ssid) course.ssid = ssid;
}

/** Each trial is announced by `connecting`; before it may come the end of another, which this one has cancelled. */
function isOurs(course: TrialCourse, event: DeviceEvent): boolean {
  const { state, unchanged } = course.accepted;
  note(course, event);
  course.isBegun ||= event.state === 'connecting' || !course.isTrial || unchanged;
  return state === 'connecting' ? course.isBegun : event.reason !== 'cancelled';
}

export function afterEvent(course: TrialCourse, event: DeviceEvent): Outcome | undefined {
  if (!isOurs(course, event)) return undefined;
  if (event.event === 'failed') return defeat(course, event);
  if (event.event === 'error')
    return defeat(course, { reason: event.code ?? 'internal', message: event.message ?? '' });
  if (event.event === 'saved') course.saved = true;
  if (event.event === 'saved' && course.accepted.state === 'ap') return success(course, { state: 'ap' });
  if (event.event !== 'state' || event.state !== 'online') return undefined;
  return success(course, { ...event, state: event.state });
}

/** Of a status, which says why and not of which network. */
function looked(course: TrialCourse, { ssid: now, ...facts }: Status): Defeat {
  const ssid = course.ssid ?? (course.isTrial ? undefined : now);
  return defeat(course, { ...facts, ...(ssid === undefined ? {} : { ssid }) });
}

export function afterStatus(course: TrialCourse, status: Status, nowMs: number): Outcome | undefined {
  note(course, status);
  if (status.state === 'connecting') return undefined;
  if (status.reason && (course.isTrial || status.state !== 'online')) return looked(course, status);
  if (status.state === 'online') return isBeingSaved(course, status) ? undefined : unheard(course, status);
  const isUp = status.state === 'ap' && status.ap_ssid !== undefined;
  return isUp && nowMs - course.beganMs > AP_START_MS ? unheard(course, status) : undefined;
}
