// Asks the device. No answer is an answer too: the device's network comes and goes while it connects.

import type { Shown } from '../../../app/shown.ts';
import type { Offer } from './home/proof.ts';

export interface Status {
  state: string;
  window?: string;
  ssid?: string;
  ip?: string;
  host?: string;
  reason?: string;
  attempts?: number;
  rolled_back?: boolean;
  ap_ssid?: string;
  signal?: string;
  firmware?: string;
  online_s?: number;
}

export interface Network {
  ssid: string;
  rssi: number;
  auth: string;
  /** It has worked before. */
  known?: boolean;
}

export interface Scan {
  age_s: number;
  networks: Network[];
}

export interface Reply {
  ok?: boolean;
  state?: string;
  code?: string;
  field?: string;
  message?: string;
  warnings?: { code: string }[];
  /** Of `networks`: those that the device knows. */
  networks?: { ssid: string }[];
  /** Of a device that is locked: seconds to wait. */
  s?: number;
  /** Of a proof: the window is open. */
  window?: string;
}

/** A scan takes some seconds of the device's only radio. */
const ANSWER_MS = 12_000;

async function ask<T>(path: string, body?: object): Promise<T | undefined> {
  const stop = new AbortController();
  // Too late it does nothing.
  setTimeout(() => stop.abort(), ANSWER_MS);
  const post = body && {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
  try {
    const response = await fetch(`/api/${path}`, { cache: 'no-store', signal: stop.signal, ...post });
    const reply = await response.json();
    return reply.code === 'busy' ? undefined : reply.data || reply;
  } catch {
    return undefined;
  }
}

export const askStatus = (): Promise<Status | undefined> => ask('status');
export const askScan = (fresh: boolean): Promise<(Scan & Reply) | undefined> => ask(fresh ? 'scan?fresh' : 'scan');
export const askConfig = (): Promise<object | undefined> => ask('config');
export const send = (changes: object): Promise<Reply | undefined> => ask('config', changes);
export const askOpen = (): Promise<(Partial<Offer> & Reply) | undefined> => ask('open');
export const sendProof = (proof: object): Promise<Reply | undefined> => ask('open', proof);
export const askApp = (): Promise<Partial<Shown> | undefined> => ask('app');
