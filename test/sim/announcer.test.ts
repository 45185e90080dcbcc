// The simulated device's name on this computer: what is answered, and for how long.

import multicastDns from 'multicast-dns';
import { afterEach, describe, expect, it } from 'vitest';
import { heardOn } from '../../tools/client/discover.ts';
import { type MdnsRecord, SERVICE } from '../../tools/client/mdns.ts';
import { askMdns } from '../../tools/client/names.ts';
import { answersTo, startAnnouncer } from '../../tools/sim/announcer.ts';

const INSTANCE = `lamp.${SERVICE}`;

describe('what is answered', () => {
  it.each<[type: string, name: string, told: string[]]>([
    ['PTR', SERVICE, ['PTR', 'SRV', 'TXT', 'A']],
    ['ANY', '_TELNET._tcp.local', ['PTR', 'SRV', 'TXT', 'A']],
    ['PTR', '_services._dns-sd._udp.local', ['PTR']],
    ['SRV', INSTANCE, ['SRV']],
    ['ANY', INSTANCE, ['SRV', 'TXT']],
    ['A', 'Lamp.local', ['A']],
    ['AAAA', 'lamp.local', []],
    ['A', 'lamp2.local', []],
    ['PTR', '_http._tcp.local', []],
  ])('to %s %s: %j', (type, name, told) => {
    expect(answersTo({ type, name }, 'lamp').map((record) => record.type)).toEqual(told);
  });

  it('the address is the one at which the simulator listens', () => {
    const [address] = answersTo({ type: 'A', name: 'lamp.local' }, 'lamp') as [MdnsRecord];
    expect(address).toMatchObject({ name: 'lamp.local', data: '127.0.0.1', ttl: 120 });
  });
});

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Without multicast, which not every machine has on its loopback: asked and answered straight. */
function net(bind: string, ip: string): { bind: string; ip: string; port: number; multicast: false } {
  return { bind, ip, port: 43_355, multicast: false };
}
const [ITS, OURS] = [net('127.0.0.5', '127.0.0.6'), net('127.0.0.6', '127.0.0.5')];

it('is found while it announces its name, and neither before nor after', async () => {
  let host: string | null = null;
  const announcer = startAnnouncer(() => host, expect.unreachable, ITS);
  stops.push(() => announcer.close());
  const ask = (): ReturnType<typeof askMdns> => askMdns('lamp.local', AbortSignal.timeout(300), [OURS]);
  expect(await ask()).toBeUndefined();
  host = 'lamp';
  expect(await ask()).toBe('127.0.0.1');
  expect(await heardOn([OURS])).toEqual([{ host: 'lamp.local', ip: '127.0.0.1' }]);
  host = null;
  expect(await ask()).toBeUndefined();
});

it('a computer without that group or port says why', async () => {
  const why = await new Promise<string>((resolve) => {
    const announcer = startAnnouncer(() => 'lamp', resolve, {
      bind: '127.0.0.1',
      interface: '192.0.2.77',
      port: 43_356,
    });
    stops.push(() => announcer.close());
  });
  expect(why).toMatch(/addMembership|setMulticastInterface/);
});

it('asks on each network until one answers', async () => {
  const other = multicastDns(net('127.0.0.7', '127.0.0.8'));
  stops.push(() => other.destroy());
  const announcer = startAnnouncer(() => 'lamp', expect.unreachable, ITS);
  stops.push(() => announcer.close());
  const silent = net('127.0.0.8', '127.0.0.7');
  expect(await askMdns('lamp.local', new AbortController().signal, [silent, OURS])).toBe('127.0.0.1');
});
