// Devices on the local network: who announces itself, and who of them is ours.

import multicastDns from 'multicast-dns';
import { afterEach, expect, it } from 'vitest';
import { discover, type Heard, heardIn, heardOn, type Records } from '../../tools/client/discover.ts';
import { SERVICE } from '../../tools/client/mdns.ts';
import { connect } from '../../tools/client/node.ts';
import { startBench } from '../cli/bench.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

type Answer = NonNullable<Records['answers']>[0];
const ptr = (name: string): Answer => ({ type: 'PTR', name: SERVICE, data: `${name}.${SERVICE}` });
const srv = (name: string): Answer => ({
  type: 'SRV',
  name: `${name}.${SERVICE}`,
  data: { target: `${name}.local`, port: 23 },
});
const a = (name: string, data: string): Answer => ({ type: 'A', name: `${name}.local`, data });

it.each<[string, Records, Heard[]]>([
  [
    'one that announces itself',
    { answers: [ptr('lamp')], additionals: [srv('lamp'), a('lamp', '10.0.0.7')] },
    [{ host: 'lamp.local', ip: '10.0.0.7' }],
  ],
  [
    'all in the answer',
    { answers: [ptr('Lamp'), srv('lamp'), a('Lamp', '10.0.0.7')], additionals: [] },
    [{ host: 'Lamp.local', ip: '10.0.0.7' }],
  ],
  ['another service', { answers: [srv('lamp'), a('lamp', '10.0.0.7')], additionals: [] }, []],
  ['an address of another host', { answers: [ptr('lamp'), srv('lamp'), a('tv', '10.0.0.8')], additionals: [] }, []],
  ['no address', { answers: [ptr('lamp'), srv('lamp')], additionals: [] }, []],
])('%s', (_title, packet, heard) => {
  expect(heardIn(packet)).toEqual(heard);
});

/** Without multicast, which not every machine has on its loopback: asked and answered straight. */
function net(bind: string, ip: string): { bind: string; ip: string; port: number; multicast: false } {
  return { bind, ip, port: 43_354, multicast: false };
}

it('a device that announces itself and answers is found once; a stranger is not', async () => {
  const bench = await startBench();
  stops.push(() => void bench.stop());
  const responder = multicastDns(net('127.0.0.3', '127.0.0.4'));
  stops.push(() => responder.destroy());
  responder.on('query', ({ questions }) => {
    if (questions?.[0]?.name !== SERVICE) return;
    responder.respond([ptr('lamp'), srv('lamp'), a('lamp', '127.0.0.1')]);
    responder.respond([ptr('printer'), srv('printer'), a('printer', '127.0.0.5')]);
  });
  const heard = await heardOn([net('127.0.0.4', '127.0.0.3')]);
  expect(heard).toEqual([
    { host: 'lamp.local', ip: '127.0.0.1' },
    { host: 'printer.local', ip: '127.0.0.5' },
  ]);
  const found = await discover(heard, async (host) => {
    const device = await connect({ host, port: bench.device.tcpPort, timeoutMs: 2_000 });
    return device.status().finally(() => device.close());
  });
  expect(found).toMatchObject([{ host: 'lamp.local', ip: '127.0.0.1', status: { state: 'unprovisioned' } }]);
});
