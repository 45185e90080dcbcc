// Port 53 as computers use it: Node's resolver, and datagrams that no resolver sends.

import { Resolver } from 'node:dns/promises';
import { expect, it } from 'vitest';
import { A, ANY, fromHex, query, toHex } from '../protocols/dns/queries.ts';
import { onBothEngines, onNodeOnly } from './engines.ts';
import type { Rig } from './rig.ts';
import { openUdp, type Udp } from './udp.ts';

const AP = '192.168.4.1';
const APPLE = 'captive.apple.com';

function resolverOf(rig: Rig): Resolver {
  const resolver = new Resolver({ timeout: 1_000, tries: 5 });
  resolver.setServers([`127.0.0.1:${rig.core.dnsPort}`]);
  return resolver;
}

onBothEngines("Node's resolver", (_start, share) => {
  it('gets the address of the access point for every name, for some seconds', async () => {
    const resolver = resolverOf(await share());
    for (const name of [APPLE, 'connectivitycheck.gstatic.com', 'www.msftconnecttest.com', 'a', 'x.y.z.example'])
      expect(await resolver.resolve4(name, { ttl: true })).toEqual([{ address: AP, ttl: 10 }]);
    expect(await resolver.resolveAny(APPLE)).toEqual([{ type: 'A', address: AP, ttl: 10 }]);
  });

  it.each([
    ['an address of version 6', (r: Resolver) => r.resolve6(APPLE), 'ENODATA'],
    ['a text', (r: Resolver) => r.resolveTxt(APPLE), 'ENODATA'],
    ['a service', (r: Resolver) => r.resolveSrv('_http._tcp.example.com'), 'ENODATA'],
    ['the name of an address', (r: Resolver) => r.resolvePtr('1.4.168.192.in-addr.arpa'), 'ENODATA'],
    ["Firefox's canary", (r: Resolver) => r.resolve4('use-application-dns.net'), 'ENOTFOUND'],
    ["Apple's canary", (r: Resolver) => r.resolve4('mask-h2.icloud.com'), 'ENOTFOUND'],
    ['a proxy', (r: Resolver) => r.resolve4('wpad.lan'), 'ENOTFOUND'],
    ["another device's .local", (r: Resolver) => r.resolve4('printer.local'), 'ENODATA'],
  ])('gets "no such record" at once: %s', async (_, ask, code) => {
    await expect(ask(resolverOf(await share()))).rejects.toMatchObject({ code });
  });

  it('finds the device by its own name, as its status has it', async () => {
    const rig = await share();
    const { data } = await (await rig.client()).ask({ cmd: 'status' });
    expect(data.host).toMatch(/^wifiprov-[0-9a-f]{6}\.local$/);
    expect(await resolverOf(rig).resolve4(data.host.toUpperCase())).toEqual([AP]);
  });
});

onBothEngines('a datagram', (_start, share) => {
  const APPLE_WIRE = '07 63617074697665 05 6170706c65 03 636f6d 00';
  it.each([
    [
      'a query',
      `7419 0100 0001 0000 0000 0000 ${APPLE_WIRE} 0001 0001`,
      `7419 8580 0001 0001 0000 0000 ${APPLE_WIRE} 0001 0001 c00c 0001 0001 0000000a 0004 c0a80401`,
    ],
    [
      'a query for AAAA',
      `492e 0100 0001 0000 0000 0000 ${APPLE_WIRE} 001c 0001`,
      `492e 8580 0001 0000 0000 0000 ${APPLE_WIRE} 001c 0001`,
    ],
    ['two questions', `abcd 0100 0002 0000 0000 0000 ${APPLE_WIRE} 0001 0001`, 'abcd 8581 0000 0000 0000 0000'],
    ['a notify', `abcd 2400 0001 0000 0000 0000 ${APPLE_WIRE} 0006 0001`, 'abcd a484 0000 0000 0000 0000'],
  ])('%s is answered byte for byte', async (_, bytes, reply) => {
    const udp = openUdp(await share());
    udp.send(fromHex(bytes));
    expect(toHex(await udp.next())).toBe(reply.replaceAll(' ', ''));
  });

  it('that is not a query gets nothing, and the next query its answer', async () => {
    const udp = openUdp(await share());
    const nothing = [
      query(APPLE, { flags: '8180' }),
      query(APPLE).slice(0, 11),
      '\0',
      'GET / HTTP/1.1\r\n\r\n'.slice(0, 9),
    ];
    for (const bytes of nothing) udp.send(bytes);
    udp.send(query(APPLE, { id: '0001' }));
    expect(toHex(await udp.next()).slice(0, 8)).toBe('00018580');
  });

  it('over 512 bytes is a format error, though the port cuts what exceeds 528', async () => {
    const udp = openUdp(await share());
    for (const length of [513, 528, 529, 1400]) {
      udp.send(query(APPLE, { id: '0002' }).padEnd(length, 'x'));
      expect(toHex(await udp.next())).toBe('000285810000000000000000');
    }
  });

  it('is answered also when ten come at once, as a phone sends them', async () => {
    const udp = openUdp(await share());
    const ids = Array.from({ length: 10 }, (_, i) => `000${i}`);
    for (const id of ids) udp.send(query(`host${id}.example`, { id, type: Number(id) % 2 ? A : ANY }));
    const answered: string[] = [];
    while (answered.length < ids.length) answered.push(toHex(await udp.next()).slice(0, 4));
    expect(answered.sort()).toEqual(ids);
  });

  it("without a byte closes the port's socket, and the device opens another", async () => {
    const rig = await share();
    const udp = openUdp(rig);
    for (let i = 1; i <= 5; i++) {
      udp.send('');
      udp.send('');
      await answeredAgain(rig, udp, `000${i}`);
    }
  });
});

/** What comes while the socket is being opened is lost, as ever with UDP: a resolver asks again, and so does this. */
function answeredAgain(rig: Rig, udp: Udp, id: string): Promise<void> {
  return rig.until(() => {
    udp.send(query(APPLE, { id }));
    return udp.received().some((bytes) => bytes.startsWith(fromHex(id)));
  });
}

onNodeOnly('the socket of the DNS door', (start) => {
  it('is one, however often it was closed', async () => {
    const rig = await start();
    const before = rig.device.debug().sockets;
    const udp = openUdp(rig);
    for (let i = 10; i < 40; i++) {
      udp.send('');
      await answeredAgain(rig, udp, `00${i}`);
    }
    expect(rig.device.debug().sockets).toBe(before);
  });
});
