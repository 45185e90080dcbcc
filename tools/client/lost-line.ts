// A device that says nothing any more while it tries a network: how long it is waited for, and what it does meanwhile. Pure.

import type { Status } from './data.ts';

/** What is waited for, as far as it is known before. */
export interface Aim {
  isTrial: boolean;
  /** The network that is tried. */
  ssid?: string | undefined;
}

/** While it tries a network, a device that is reached says something every second. */
export const LOST_MS = 9_000;
/** A device that leaves the network over which it was asked has 20 s for the new one, and then comes back. */
export const AWAY_MS = 30_000;

/** What is known when a line falls silent. */
export interface Silence {
  /** The last status before the request. */
  before: Status | undefined;
  isTrial: boolean;
  isSerial: boolean;
  /** A computer is at its address, and no device: it can't be on its way. */
  isRefused: boolean;
}

export function patienceMs({ before, isTrial, isSerial, isRefused }: Silence): number {
  const mayMove = isTrial && !isSerial && !isRefused && before?.state === 'online';
  return mayMove ? AWAY_MS : LOST_MS;
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

/** What a device does that is left alone. */
export function goesOn({ isTrial, ssid }: Aim, before: Status | undefined): string {
  const goal = nameOf(ssid);
  if (!isTrial) return `it goes on trying ${goal} by itself`;
  return `it goes on trying ${goal} by itself: within 20 s it is online there, or ${backOn(before)}`;
}

const ASK = 'ask it then with `wifiprov status`';

export function lostText(aim: Aim, before: Status | undefined, silentMs: number): string {
  const seconds = Math.round(silentMs / 1000);
  const power = aim.isTrial ? '; if it lost its power, it starts with its old settings' : '';
  return `the connection broke: no sign of the device for ${seconds} s. If it runs, ${goesOn(aim, before)}${power}; ${ASK}`;
}

export function stoppedText(aim: Aim, before: Status | undefined, isTaken: boolean): string {
  if (!isTaken) return `stopped before the device answered; whether it took the settings is not known; ${ASK}`;
  return `stopped waiting for the device; ${goesOn(aim, before)}; ${ASK}`;
}

/** New settings are kept only after they have worked. */
export function restartedText({ ssid }: Aim): string {
  return `the device restarted while it tried ${nameOf(ssid)}, and is back on its old settings; set it again`;
}
