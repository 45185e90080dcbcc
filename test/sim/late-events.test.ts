// Generation A: once mDNS is restarted, events wait until the interpreter's task does. And what getStatus() prints.

import { describe, expect, it } from 'vitest';
import {
  MAX_QUEUED_EVENTS,
  READS_IN_A_ROW,
  STALL_AFTER_DISCONNECT_MS,
} from '../../tools/sim/espruino-wifi/event-task.ts';
import { type Bench, createBench, HOME, type Row } from './radio-bench.ts';

const right = { password: 'correct horse' };
const CAFE: Row = { ssid: 'Cafe', channel: 1, auth: 'open', rssi: -60 };
const NO_MORE_MS = 1;

/** Online, with the events that come after it held up if the name was set before. */
async function onlineWithName(
  build: '2v27' | '2v29.277' | 'next' = '2v27',
  rows: Row[] = [HOME, CAFE],
): Promise<Bench> {
  const bench = createBench(build, rows);
  bench.call('stopAP');
  bench.call('setHostname', 'lamp');
  bench.call('connect', 'Home', right, bench.note('cb'));
  await bench.pass(5000);
  expect(bench.news()).toEqual(['associated Home', 'cb:null', 'connected 192.168.1.50']);
  return bench;
}

async function leave(bench: Bench): Promise<void> {
  bench.call('disconnect');
  await bench.pass(5000);
}

describe('2v27 with a name set before the first address', () => {
  it('tells of a disconnect after 25 s', async () => {
    const bench = await onlineWithName();
    await leave(bench);
    await bench.pass(STALL_AFTER_DISCONNECT_MS - 5000 - NO_MORE_MS);
    expect(bench.news()).toEqual([]);
    await bench.pass(NO_MORE_MS);
    expect(bench.news()).toEqual(['disconnected 8']);
  });

  it('announces its name only after the events behind the address', async () => {
    const bench = await onlineWithName();
    expect(bench.port.announced()).toBeNull();
    bench.port.trafficSeen();
    expect(bench.port.announced()).toBe('lamp');
  });

  it('shows the old link to getStatus() and getIP() meanwhile, without a name', async () => {
    const bench = await onlineWithName();
    await leave(bench);
    expect(bench.call('getStatus')).toMatchObject({ station: 'connected', ssid: '' });
    expect(bench.call('getIP')).toMatchObject({ ip: '192.168.1.50' });
    bench.port.trafficSeen();
    expect(bench.call('getStatus')).toMatchObject({ station: 'ASSOC_LEAVE' });
    expect(bench.call('getIP')).toMatchObject({ ip: '0.0.0.0' });
  });

  it.each<[string, (bench: Bench) => unknown, number, string[]]>([
    ['socket traffic', (bench) => bench.port.trafficSeen(), 0, ['disconnected 8']],
    ['a thousand reads of flash in a row', (bench) => read(bench, READS_IN_A_ROW), 0, ['disconnected 8']],
    ['one read less', (bench) => read(bench, READS_IN_A_ROW - 1), 0, []],
    [
      'a connect attempt that finds its network',
      (bench) => bench.call('connect', 'Cafe', {}),
      1000,
      ['disconnected 8', 'associated Cafe', 'connected 192.168.1.50'],
    ],
    ['a connect attempt that does not', (bench) => bench.call('connect', 'Nowhere', {}), 10_000, []],
    ['a scan', (bench) => bench.call('scan', bench.note('scan')), 10_000, []],
    ['a name', (bench) => bench.call('setHostname', 'other'), 10_000, []],
  ])('%s, and the events that come are these', async (_title, act, ms, events) => {
    const bench = await onlineWithName();
    await leave(bench);
    act(bench);
    await bench.pass(ms);
    expect(bench.news()).toEqual(events);
  });

  it('counts reads with a pause between them as no row', async () => {
    const bench = await onlineWithName();
    await leave(bench);
    read(bench, READS_IN_A_ROW - 1);
    await bench.pass(1000);
    read(bench, READS_IN_A_ROW - 1);
    expect(bench.news()).toEqual([]);
  });

  it('delivers what has waited in its order, a scan and an access point too', async () => {
    const bench = await onlineWithName();
    bench.call('disconnect');
    bench.call('scan', bench.note('scan'));
    bench.call('startAP', 'Mine', {}, bench.note('ap'));
    await bench.pass(5000);
    expect(bench.port.snapshot().ap).toMatchObject({ ssid: 'Mine' });
    expect(bench.news()).toEqual([]);
    bench.port.trafficSeen();
    expect(bench.news()).toEqual(['disconnected 8', 'ap:null', 'scan:2']);
  });

  it('is not held up any more once there was traffic since the address', async () => {
    const bench = await onlineWithName();
    bench.port.trafficSeen();
    bench.call('disconnect');
    expect(bench.news()).toEqual(['disconnected 8']);
  });

  it('is held up again by the next address', async () => {
    const bench = await onlineWithName();
    bench.port.trafficSeen();
    bench.call('connect', 'Cafe', {});
    await bench.pass(5000);
    bench.news();
    await leave(bench);
    expect(bench.news()).toEqual([]);
  });

  it.each([MAX_QUEUED_EVENTS - 1, MAX_QUEUED_EVENTS, MAX_QUEUED_EVENTS + 1])(
    'of %i events that wait it loses what the queue does not hold',
    async (events) => {
      const bench = await onlineWithName();
      bench.call('startAP', 'Mine', {});
      await bench.pass(1000);
      // The start of the access point is the first event.
      for (let i = 1; i < events; i++) bench.port[i % 2 ? 'phoneJoins' : 'phoneLeaves']();
      bench.port.trafficSeen();
      expect(bench.news()).toHaveLength(Math.min(events, MAX_QUEUED_EVENTS) - 1);
    },
  );
});

describe('without a name', () => {
  it('the second address holds the events up, not the first', async () => {
    const bench = createBench('2v27', [HOME]);
    bench.call('stopAP');
    for (const expected of [['disconnected 8'], []]) {
      bench.call('connect', 'Home', right);
      await bench.pass(5000);
      bench.news();
      await leave(bench);
      expect(bench.news()).toEqual(expected);
    }
  });
});

it.each(['2v29.277', 'next'] as const)('%s tells of a disconnect at once', async (build) => {
  const bench = await onlineWithName(build);
  bench.call('disconnect');
  await bench.pass(100);
  expect(bench.news()).toEqual(['disconnected 8']);
});

describe('getStatus() writes a warning to the UART', () => {
  const WARNING = /^W \(\d+\) wifi:Haven't to connect to a suitable AP now!\r\n$/;

  it.each(['2v27', '2v29.277', 'next'] as const)(
    'at each call while %s joins, and not before or after',
    async (build) => {
      const bench = createBench(build);
      bench.call('getStatus');
      expect(bench.warnings()).toEqual([]);
      bench.call('connect', 'Home', right);
      await bench.pass(100);
      for (let i = 0; i < 3; i++) bench.call('getStatus');
      const warnings = bench.warnings();
      expect(warnings).toHaveLength(3);
      for (const line of warnings) expect(line).toMatch(WARNING);
      await bench.pass(5000);
      bench.call('getStatus');
      expect(bench.warnings()).toEqual([]);
    },
  );

  it('while the port does not know yet that the link is gone', async () => {
    const bench = await onlineWithName();
    await leave(bench);
    bench.call('getStatus');
    expect(bench.warnings()).toHaveLength(1);
  });
});

function read(bench: Bench, times: number): void {
  for (let i = 0; i < times; i++) bench.port.flashRead();
}
