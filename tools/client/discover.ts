// Devices on the local network. Each announces `_telnet._tcp` by mDNS; only those that answer on our port are ours.

import multicastDns, { type Options, type ResponsePacket } from 'multicast-dns';
import type { Status } from './data.ts';
import { allNetworks, SERVICE } from './mdns.ts';

/** A device may sleep for the first question. */
const LISTEN_MS = 3_000;
const ASK_AGAIN_MS = 1_000;

/** `lamp-000110.local` and its address. */
export interface Heard {
  host: string;
  ip: string;
}

export type Records = Pick<ResponsePacket, 'answers' | 'additionals'>;

/** Of all records of an answer: who offers the service, and where. */
export function heardIn({ answers = [], additionals = [] }: Records): Heard[] {
  const records = [...answers, ...additionals];
  const offers = records.some(({ type, name }) => type === 'PTR' && name.toLowerCase() === SERVICE);
  if (!offers) return [];
  const hosts = new Set(records.flatMap((record) => (record.type === 'SRV' ? [record.data.target.toLowerCase()] : [])));
  return records.flatMap((record) =>
    record.type === 'A' && hosts.has(record.name.toLowerCase()) ? [{ host: record.name, ip: record.data }] : [],
  );
}

async function listen(net: Options, take: (heard: Heard[]) => void): Promise<void> {
  const mdns = multicastDns(net);
  const question = { questions: [{ name: SERVICE, type: 'PTR' as const }] };
  const ask = (): void => mdns.query(question);
  const again = setInterval(ask, ASK_AGAIN_MS);
  mdns.on('response', (packet) => take(heardIn(packet)));
  ask();
  // A network that does not let us ask has no devices for us.
  await new Promise<void>((resolve) => {
    setTimeout(resolve, LISTEN_MS);
    mdns.on('error', () => resolve());
  });
  clearInterval(again);
  mdns.destroy();
}

const isSameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** In the order in which they were heard, each name once at each of its addresses. */
export async function heardOn(nets: readonly Options[] = allNetworks()): Promise<Heard[]> {
  const found = new Map<string, Heard>();
  const take = (all: Heard[]): void => {
    for (const one of all) found.set(`${one.host.toLowerCase()} ${one.ip}`, one);
  };
  await Promise.all(nets.map((net) => listen(net, take)));
  return [...found.values()];
}

export interface Discovered extends Heard {
  status: Status;
}

/**
 * Those that answer as ours do. A device is told from others by the name that it gives itself: one may have two addresses,
 * and at one address may be several, each at a port of its own.
 */
export async function discover(heard: readonly Heard[], ask: (ip: string) => Promise<Status>): Promise<Discovered[]> {
  const statusAt = new Map<string, Promise<Status | undefined>>();
  for (const { ip } of heard)
    if (!statusAt.has(ip))
      statusAt.set(
        ip,
        ask(ip).catch(() => undefined),
      );
  const found: Discovered[] = [];
  for (const one of heard) {
    const status = await statusAt.get(one.ip);
    const isOther = status?.host !== undefined && !isSameName(status.host, one.host);
    if (!status || isOther || found.some(({ host }) => isSameName(host, one.host))) continue;
    found.push({ ...one, status });
  }
  return found;
}
