// Where names are asked for by mDNS: each network that this computer is in, and the computer itself.

import { networkInterfaces } from 'node:os';
import type { Options, ResponsePacket } from 'multicast-dns';

/** What Espruino announces of each device. */
export const SERVICE = '_telnet._tcp.local';

export type MdnsRecord = NonNullable<ResponsePacket['answers']>[number];

const LOOPBACK = '127.0.0.1';
const GROUP = '224.0.0.251';
/**
 * For the simulator. Bound to the group it is in nobody's way who has port 5353 of this address; Windows can't do that.
 * A computer without multicast on its loopback says so, or says nothing.
 */
export const THIS_COMPUTER: Options = { interface: LOOPBACK, bind: process.platform === 'win32' ? '0.0.0.0' : GROUP };

export function allNetworks(): Options[] {
  const addresses = Object.values(networkInterfaces()).flatMap((all = []) => all);
  const outside = addresses.filter(({ family, internal }) => family === 'IPv4' && !internal);
  return [...outside.map(({ address }) => ({ interface: address, bind: '0.0.0.0' })), THIS_COMPUTER];
}
