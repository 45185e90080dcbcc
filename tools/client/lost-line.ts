// A device that says nothing any more while it tries a network: how long it is waited for, and what it does meanwhile. Pure.

import type { Status } from './data.ts';

/** What is waited for, as far as it is known before. */
export interface Aim {
  isTrial: boolean;
  /** The network that is tried. */
  ssid?: string | undefined;
  /** Time for the answer to the request itself; LOST_MS. */
  answerMs?: number | undefined;
}

/** While it tries a network, a device that is reached says something every second. */
export const LOST_MS = 9_000;
/** So long without a sign is told. */
export const QUIET_MS = 4_000;
/** A device that leaves the network over which it was asked has 20 s for the new one, and then comes back. */
export const AWAY_MS = 30_000;

/** What is known when a line falls silent. */
export interface Silence {
  /** The last status before the request. */
  before: Status | undefined;
  isTrial: boolean;
  isSerial: boolean;
  gone: Gone | undefined;
}

/** Why it can't be on its way: another computer is at its address, or this one has no network. */
export type Gone = 'refused' | 'offline';

const GONE: { [code: string]: Gone } = { ECONNREFUSED: 'refused', ENETUNREACH: 'offline', ENETDOWN: 'offline' };

/** Of the system's code for a connection that could not be opened. */
export function goneBy(code: string | undefined): Gone | undefined {
  return code !== undefined && Object.hasOwn(GONE, code) ? GONE[code] : undefined;
}

/** It has left the network over which it was asked, as it must to try another: one radio serves both. */
export function isAway({ before, isTrial, isSerial, gone }: Silence): boolean {
  return isTrial && !isSerial && !gone && before?.state === 'online';
}

export function patienceMs(silence: Silence): number {
  return isAway(silence) ? AWAY_MS : LOST_MS;
}

function nameOf(ssid: string | undefined): string {
  return ssid ? `"${ssid}"` : 'its network';
}

/** Where a trial that fails ends. */
function backOn(before: Status | undefined): string {
  if (before?.state === 'online' && before.ssid) return `back on "${before.ssid}"`;
  if (before?.state === 'unprovisioned') return 'waits for settings again';
  return 'back on its old settings';
}

function endOfTrial(before: Status | undefined): string {
  return `within 20 s it is online there, or ${backOn(before)}`;
}

/** What a device does that is left alone. */
function goesOn({ isTrial, ssid }: Aim, before: Status | undefined): string {
  const goal = nameOf(ssid);
  if (!isTrial) return `it goes on trying ${goal} by itself`;
  return `it goes on trying ${goal} by itself: ${endOfTrial(before)}`;
}

/** While it may still come back. */
export function meanwhileText(aim: Aim, silence: Silence): string {
  const { before } = silence;
  if (!isAway(silence)) return `no sign of the device; if it runs, ${goesOn(aim, before)}`;
  return `the device has left this network to try ${nameOf(aim.ssid)}; ${endOfTrial(before)}`;
}

const ASK = 'ask it then with `wifiprov status`';

/** A trial would be over by now. */
function awayText(aim: Aim, before: Status | undefined): string {
  const home = before?.ssid ? `"${before.ssid}"` : 'its old network';
  return `and it is not back on ${home}. It is probably online on ${nameOf(aim.ssid)}, where this computer does not reach it`;
}

export function lostText(aim: Aim, silence: Silence, silentMs: number): string {
  const { before, gone } = silence;
  const sign = `no sign of the device for ${Math.round(silentMs / 1000)} s`;
  const power = aim.isTrial ? '; if it lost its power, it starts with its old settings' : '';
  if (isAway(silence)) return `${sign}, ${awayText(aim, before)}${power}; ${ASK}`;
  const why = gone === 'offline' ? 'this computer has no network' : 'the connection broke';
  return `${why}: ${sign}. If it runs, ${goesOn(aim, before)}${power}; ${ASK}`;
}

export function stoppedText(aim: Aim, before: Status | undefined, isTaken: boolean): string {
  if (!isTaken) return `stopped before the device answered; whether it took the settings is not known; ${ASK}`;
  return `stopped waiting for the device; ${goesOn(aim, before)}; ${ASK}`;
}

/** New settings are kept only after they have worked. */
export function restartedText({ ssid }: Aim): string {
  return `the device restarted while it tried ${nameOf(ssid)}, and is back on its old settings; set it again`;
}
