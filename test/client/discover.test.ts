// Devices on the local network: who announces itself, and who of them is ours.

import multicastDns from 'multicast-dns';
import { afterEach, expect, it } from 'vitest';
import type { Status } from '../../tools/client/data.ts';
import { discover, type Heard, heardIn, heardOn, type Records } from '../../tools/client/discover.ts';
import { SERVICE } from '../../tools/client/mdns.ts';
import { connect } from '../../tools/client/node.ts';
import { startBench } from '../cli/bench.ts';

/** As the simulated device calls itself. */
const NAME = 'wifiprov-000110';

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
])('%s: %j → %j', (_title, packet, heard) => {
  expect(heardIn(packet)).toEqual(heard);
});

/** What each address answers with; one that is not here does not answer. */
type Answers = { [ip: string]: Partial<Status> };
const heard = (...all: string[]): Heard[] =>
  all.map((text) => {
    const [host = '', ip = ''] = text.split(' ');
    return { host, ip };
  });

it.each<[string, Heard[], Answers, string[]]>([
  [
    'one with two addresses is listed once, by the first that answers',
    heard('lamp.local 10.0.0.7', 'lamp.local 10.1.0.7', 'lamp.local 10.2.0.7'),
    { '10.1.0.7': { host: 'lamp.local' }, '10.2.0.7': { host: 'lamp.local' } },
    ['lamp.local 10.1.0.7'],
  ],
  [
    'of two at one address it is the one that has the port',
    heard('lamp.local 10.0.0.7', 'fan.local 10.0.0.7'),
    { '10.0.0.7': { host: 'fan.local' } },
    ['fan.local 10.0.0.7'],
  ],
  [
    'its name in capitals is the same',
    heard('Lamp.local 10.0.0.7', 'lamp.local 10.0.0.8'),
    { '10.0.0.7': { host: 'LAMP.local' }, '10.0.0.8': { host: 'lamp.local' } },
    ['Lamp.local 10.0.0.7'],
  ],
  [
    'two with names of their own are two, an older firmware that tells no name too',
    heard('lamp.local 10.0.0.7', 'fan.local 10.0.0.8'),
    { '10.0.0.7': {}, '10.0.0.8': { host: 'fan.local' } },
    ['lamp.local 10.0.0.7', 'fan.local 10.0.0.8'],
  ],
])('%s', async (_title, all, answers, listed) => {
  const asked: string[] = [];
  const found = await discover(all, async (ip) => {
    asked.push(ip);
    if (!answers[ip]) throw new Error('nobody');
    return { state: 'online', ...answers[ip] } as Status;
  });
  expect(found.map(({ host, ip }) => `${host} ${ip}`)).toEqual(listed);
  expect(asked).toEqual([...new Set(asked)]);
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
    for (const ip of ['127.0.0.1', '127.0.0.6']) responder.respond([ptr(NAME), srv(NAME), a(NAME, ip)]);
    responder.respond([ptr('printer'), srv('printer'), a('printer', '127.0.0.5')]);
  });
  const all = await heardOn([net('127.0.0.4', '127.0.0.3')]);
  expect(all).toEqual([
    { host: `${NAME}.local`, ip: '127.0.0.1' },
    { host: `${NAME}.local`, ip: '127.0.0.6' },
    { host: 'printer.local', ip: '127.0.0.5' },
  ]);
  const found = await discover(all, async (host) => {
    const device = await connect({ host, port: bench.device.tcpPort, timeoutMs: 2_000 });
    return device.status().finally(() => device.close());
  });
  expect(found).toMatchObject([{ host: `${NAME}.local`, ip: '127.0.0.1', status: { state: 'unprovisioned' } }]);
});
