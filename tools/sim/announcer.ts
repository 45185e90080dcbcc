// The device's mDNS responder, as the chip has one: its name, and one service. Only this computer hears it.

import multicastDns, { type Options } from 'multicast-dns';
import { type MdnsRecord, SERVICE, THIS_COMPUTER } from '../client/mdns.ts';
import { HOST } from './doors.ts';

const ALL_SERVICES = '_services._dns-sd._udp.local';
/** The port announces its telnet server, which the firmware has switched off. */
const TELNET_PORT = 23;
/** RFC 6762: for a host, and for the rest. */
const [HOST_TTL_S, OTHER_TTL_S] = [120, 4_500];

function recordsOf(host: string): MdnsRecord[] {
  const [instance, target] = [`${host}.${SERVICE}`, `${host}.local`];
  return [
    { type: 'PTR', name: SERVICE, ttl: OTHER_TTL_S, data: instance },
    { type: 'SRV', name: instance, ttl: HOST_TTL_S, data: { port: TELNET_PORT, target, priority: 0, weight: 0 } },
    { type: 'TXT', name: instance, ttl: OTHER_TTL_S, data: '' },
    { type: 'A', name: target, ttl: HOST_TTL_S, data: HOST },
  ];
}

/** Who asks for the service gets all records at once. */
export function answersTo({ name, type }: { name: string; type: string }, host: string): MdnsRecord[] {
  const own = recordsOf(host);
  const all: MdnsRecord[] = [...own, { type: 'PTR', name: ALL_SERVICES, ttl: OTHER_TTL_S, data: SERVICE }];
  const isAsked = (record: MdnsRecord): boolean =>
    record.name.toLowerCase() === name.toLowerCase() && (type === record.type || type === 'ANY');
  const found = all.filter(isAsked);
  return found.some((record) => record.name === SERVICE) ? own : found;
}

export interface Announcer {
  close(): void;
}

/**
 * `hostOf`: the name that is announced now; asked for with each question, so that a device which has gone is silent.
 * `failed`: this computer does not let us.
 */
export function startAnnouncer(
  hostOf: () => string | null,
  failed: (why: string) => void,
  net: Options = THIS_COMPUTER,
): Announcer {
  const mdns = multicastDns(net);
  mdns.on('error', (error: Error) => failed(error.message));
  // It has no group to join; what else is warned of came from others.
  mdns.on('warning', (error: NodeJS.ErrnoException) => error.syscall && failed(error.message));
  mdns.on('query', ({ questions = [] }) => {
    const host = hostOf();
    const answers = host === null ? [] : questions.flatMap((question) => answersTo(question, host));
    if (answers.length) mdns.respond(answers);
  });
  return { close: () => mdns.destroy() };
}
