// The address of a host: what the system knows, and for `.local` names a question to the network itself (mDNS).

import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import multicastDns, { type Options } from 'multicast-dns';

/** A device answers within a second; it may sleep for the first question. */
const ASK_MS = 3_000;
export const ASK_AGAIN_MS = 1_000;

export type AskNetwork = (name: string, stop: AbortSignal) => Promise<string | undefined>;

/** This many at a time, the others in turn. */
export function inTurn(places: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async (work) => {
    if (busy >= places) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy++;
    try {
      return await work();
    } finally {
      // The place goes over to the next.
      const next = waiting.shift();
      if (next) next();
      else busy--;
    }
  };
}

/**
 * Node has four threads for questions to the system and for cryptography alike: name servers that do not answer must
 * not hold them all when many devices are asked at once.
 */
const LOOKUPS = 2;
const lookupInTurn = inTurn(LOOKUPS);

/** The first address that a device on the network gives for the name. */
export function askMdns(name: string, stop: AbortSignal, net: Options = {}): Promise<string | undefined> {
  const mdns = multicastDns(net);
  const question = { questions: [{ name, type: 'A' as const }] };
  return new Promise<string | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), ASK_MS);
    const again = setInterval(() => mdns.query(question), ASK_AGAIN_MS);
    const end = (address?: string): void => {
      clearTimeout(timer);
      clearInterval(again);
      resolve(address);
    };
    stop.addEventListener('abort', () => end());
    mdns.on('error', () => end());
    mdns.on('response', ({ answers = [] }) => {
      const found = answers.find((answer) => answer.type === 'A' && answer.name.toLowerCase() === name.toLowerCase());
      if (found?.type === 'A') end(found.data);
    });
    mdns.query(question);
  }).finally(() => mdns.destroy());
}

/** Some systems know `.local` names, others wait long for a name server that does not: so both are asked at once. */
export async function addressOf(host: string, ask: AskNetwork = askMdns): Promise<string> {
  if (isIP(host)) return host;
  const known = lookupInTurn(() => lookup(host)).then(({ address }) => address);
  if (!/\.local\.?$/i.test(host)) return known;
  const stop = new AbortController();
  const heard = ask(host.replace(/\.$/, ''), stop.signal).then((found) => found ?? Promise.reject(new Error('nobody')));
  return Promise.any([known, heard])
    .catch(() => known)
    .finally(() => stop.abort());
}
