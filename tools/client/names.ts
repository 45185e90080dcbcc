// The address of a host: what the system knows, and for `.local` names a question to the network itself (mDNS).

import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import multicastDns, { type Options } from 'multicast-dns';
import { allNetworks } from './mdns.ts';

/** A device answers within a second; it may sleep for the first question. */
const ASK_MS = 3_000;
const ASK_AGAIN_MS = 1_000;

type AskNetwork = (name: string, stop: AbortSignal) => Promise<string | undefined>;

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

/** The first address that a device on one network gives for the name. */
function askOne(name: string, stop: AbortSignal, net: Options): Promise<string | undefined> {
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

/** The first address that a device gives for the name, on any of the networks. */
export async function askMdns(
  name: string,
  stop: AbortSignal,
  nets: readonly Options[] = allNetworks(),
): Promise<string | undefined> {
  const found = new AbortController();
  const end = AbortSignal.any([stop, found.signal]);
  const asked = nets.map(async (net) => (await askOne(name, end, net)) ?? Promise.reject(new Error('nobody')));
  return Promise.any(asked)
    .catch(() => undefined)
    .finally(() => found.abort());
}

/** In `.local`, where devices have their names; a router may know such a name too. */
function localName(host: string): string | undefined {
  if (/\.local\.?$/i.test(host)) return host.replace(/\.$/, '');
  return host.includes('.') ? undefined : `${host}.local`;
}

/** Some systems know `.local` names, others wait long for a name server that does not: so both are asked at once. */
export async function addressOf(host: string, ask: AskNetwork = askMdns): Promise<string> {
  if (isIP(host)) return host;
  const known = lookupInTurn(() => lookup(host)).then(({ address }) => address);
  const local = localName(host);
  if (local === undefined) return known;
  const stop = new AbortController();
  const heard = ask(local, stop.signal).then((found) => found ?? Promise.reject(new Error('nobody')));
  return Promise.any([known, heard])
    .catch(() => known)
    .finally(() => stop.abort());
}
