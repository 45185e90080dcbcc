// Names of devices: what the system knows, and `.local` names that only the network knows.

import multicastDns from 'multicast-dns';
import { afterEach, expect, it } from 'vitest';
import { addressOf, askMdns, inTurn } from '../../tools/client/names.ts';

const never = new AbortController().signal;
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

it.each([
  ['an address', '127.0.0.1', undefined, '127.0.0.1'],
  ['a .local name', 'lamp-000110.local', '10.0.0.7', '10.0.0.7'],
  ['a .local name with its dot', 'Lamp-000110.local.', '10.0.0.7', '10.0.0.7'],
])('%s: %s, found at %s → %s', async (_, host, answer, address) => {
  const asked: string[] = [];
  const ask = async (name: string): Promise<string | undefined> => {
    asked.push(name);
    return answer;
  };
  expect(await addressOf(host, ask)).toBe(address);
  expect(asked).toEqual(answer ? [host.replace(/\.$/, '')] : []);
});

it('that no device knows is not found', async () => {
  await expect(addressOf('lamp-000110.local', async () => undefined)).rejects.toMatchObject({ syscall: 'getaddrinfo' });
  await expect(addressOf('lamp.invalid', async () => '10.0.0.7')).rejects.toMatchObject({ syscall: 'getaddrinfo' });
});

it('the question is dropped as soon as there is an answer', async () => {
  let stop: AbortSignal | undefined;
  await addressOf('lamp.local', async (_, signal) => {
    stop = signal;
    return '10.0.0.7';
  });
  expect(stop?.aborted).toBe(true);
});

/** Without multicast, which not every machine has on its loopback: asked and answered straight. */
function net(bind: string, ip: string): { bind: string; ip: string; port: number; multicast: false } {
  return { bind, ip, port: 43_353, multicast: false };
}

it('is asked for by mDNS', async () => {
  const device = multicastDns(net('127.0.0.1', '127.0.0.2'));
  stops.push(() => device.destroy());
  device.on('query', (query) => {
    const name = query.questions?.[0]?.name ?? '';
    if (/^lamp/i.test(name)) device.respond([{ name, type: 'A', ttl: 120, data: '10.0.0.7' }]);
    else device.respond([{ name: 'other.local', type: 'A', ttl: 120, data: '10.0.0.8' }]);
  });
  expect(await askMdns('Lamp-1.local', never, [net('127.0.0.2', '127.0.0.1')])).toBe('10.0.0.7');
  const stop = new AbortController();
  const other = askMdns('nobody.local', stop.signal, [net('127.0.0.2', '127.0.0.1')]);
  stop.abort();
  expect(await other).toBeUndefined();
});

it.each([1, 2, 3])('lets no more than %i ask at a time, and the others in turn', async (places) => {
  const [asked, answers]: [number[], (() => void)[]] = [[], []];
  const turn = inTurn(places);
  const all = [0, 1, 2, 3].map((one) =>
    turn(async () => {
      asked.push(one);
      await new Promise<void>((resolve) => answers.push(resolve));
      if (one === 1) throw new Error('nobody has this name');
      return one;
    }),
  );
  const results = Promise.allSettled(all);
  for (let answered = 0; answered < 4; answered++) {
    await Promise.resolve();
    expect(asked.length).toBe(Math.min(4, answered + places));
    answers[answered]?.();
    for (let i = 0; i < 9; i++) await Promise.resolve();
  }
  expect((await results).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(asked).toEqual([0, 1, 2, 3]);
});
