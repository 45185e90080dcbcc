// The three generations of the ESP32 port: what each tells of the same doings, and what it keeps to itself.

import { describe, expect, it } from 'vitest';
import { PORT_BUILDS, type PortBuild } from '../../tools/sim/engine.ts';
import { BEACON_TIMEOUT_MS } from '../../tools/sim/espruino-wifi/rules.ts';
import { createBench, HOME, type Row } from './radio-bench.ts';

const LONG_MS = 60000;
const right = { password: 'correct horse' };
const OTHER: Row = { ssid: 'Other', channel: 11, auth: 'open', rssi: -70 };

describe.each(PORT_BUILDS)('every generation (%s)', (build) => {
  it('joins: associated, callback with null, connected, in this order', async () => {
    const bench = createBench(build);
    bench.call('connect', 'Home', right, bench.note('cb'));
    expect(bench.news()).toEqual([]);
    await bench.pass(LONG_MS);
    expect(bench.news()).toEqual(['associated Home', 'cb:null', 'connected 192.168.1.50']);
    expect(bench.call('getStatus')).toMatchObject({ station: 'connected', ssid: 'Home', channel: 6, rssi: -48 });
    expect(bench.call('getIP')).toMatchObject({ ip: '192.168.1.50' });
  });

  it('announces its name while it has an address on the network', async () => {
    const bench = createBench(build);
    bench.call('setHostname', 'wifiprov-000110');
    expect(bench.port.announced()).toBeNull();
    bench.call('connect', 'Home', right);
    await bench.pass(LONG_MS);
    bench.port.trafficSeen();
    expect(bench.port.announced()).toBe('wifiprov-000110');
    bench.call('setHostname', 'lamp');
    expect(bench.port.announced()).toBe('lamp');
    bench.call('disconnect');
    await bench.pass(LONG_MS);
    expect(bench.port.announced()).toBeNull();
  });

  it('announces nothing any more when its network or its power is gone', async () => {
    const bench = createBench(build);
    bench.call('connect', 'Home', right);
    await bench.pass(LONG_MS);
    expect(bench.port.announced()).toBe('espressif');
    bench.air(OTHER);
    await bench.pass(BEACON_TIMEOUT_MS);
    expect(bench.port.announced()).toBeNull();
    bench.air(HOME);
    bench.call('connect', 'Home', right);
    await bench.pass(LONG_MS);
    bench.port.trafficSeen();
    expect(bench.port.announced()).toBe('espressif');
    bench.port.stop();
    expect(bench.port.announced()).toBeNull();
  });

  it('says nothing when DHCP never answers', async () => {
    const bench = createBench(build, [{ ...HOME, fault: 'no_dhcp' }]);
    bench.call('connect', 'Home', right, bench.note('cb'));
    await bench.pass(LONG_MS);
    expect(bench.news()).toEqual(['associated Home']);
    expect(bench.call('getIP')).toMatchObject({ ip: '0.0.0.0' });
  });

  it('says nothing at all about a silent network', async () => {
    const bench = createBench(build, [{ ...HOME, fault: 'silent' }]);
    bench.call('connect', 'Home', right, bench.note('cb'));
    await bench.pass(LONG_MS);
    expect(bench.news()).toEqual([]);
  });

  it('shows a hidden network without its name, WPA3 as unknown, and channels as text', async () => {
    const bench = createBench(build, [
      { ...HOME, hidden: true, bssid: '02:00:00:00:00:01' },
      { ssid: 'Fortress', auth: 'wpa3', password: 'only sae here', channel: 9, rssi: -40, bssid: '02:00:00:00:00:02' },
    ]);
    let found: unknown;
    bench.call('scan', (list: unknown) => {
      found = list;
    });
    await bench.pass(LONG_MS);
    expect(found).toEqual([
      { rssi: -40, authMode: 'unknown', ssid: 'Fortress', mac: '02:00:00:00:00:02', channel: '9' },
      { rssi: -48, authMode: 'wpa2', ssid: '', mac: '02:00:00:00:00:01', channel: '6' },
    ]);
  });

  it('never calls back a scan that was asked for during a join, and refuses every later one', async () => {
    const bench = createBench(build);
    bench.call('connect', 'Home', right);
    await bench.pass(20);
    bench.call('scan', bench.note('scan'));
    await bench.pass(LONG_MS);
    expect(bench.news().filter((line) => line.startsWith('scan'))).toEqual([]);
    expect(() => bench.call('scan', bench.note('scan'))).toThrow('A scan is already in progress');
  });

  it('calls the disconnect callback twice when there was a link', async () => {
    const bench = createBench(build);
    bench.call('connect', 'Home', right);
    await bench.pass(LONG_MS);
    bench.news();
    bench.call('disconnect', bench.note('left'));
    await bench.pass(LONG_MS);
    expect(bench.news()).toEqual(['left:undefined', 'disconnected 8', 'left:undefined']);
  });

  it('drags the access point to the channel of the network that is joined, and its clients fall off', async () => {
    const bench = createBench(build);
    bench.call('startAP', 'Mine', { channel: 1, password: 'longenough' }, bench.note('ap'));
    await bench.pass(1000);
    expect(bench.port.phoneJoins()).toBe(true);
    expect(bench.port.snapshot().ap).toEqual({ ssid: 'Mine', channel: 1, auth: 'wpa2', clients: 1 });
    bench.call('connect', 'Home', right);
    await bench.pass(LONG_MS);
    expect(bench.news()).toEqual(['ap:null', 'sta_joined', 'sta_left', 'associated Home', 'connected 192.168.1.50']);
    expect(bench.port.snapshot()).toMatchObject({ mode: 'APSTA', ap: { channel: 6, clients: 0 } });
  });

  it('starts an access point on the channel of the link, whatever was asked for', async () => {
    const bench = createBench(build);
    bench.call('connect', 'Home', right);
    await bench.pass(LONG_MS);
    bench.call('startAP', 'Mine', { channel: 1 });
    await bench.pass(1000);
    expect(bench.port.snapshot().ap).toMatchObject({ channel: 6 });
  });

  it('notices a vanished network after the beacon timeout only, and not at all if it is back before', async () => {
    const bench = createBench(build);
    bench.call('connect', 'Home', right);
    await bench.pass(LONG_MS);
    bench.air(OTHER);
    await bench.pass(BEACON_TIMEOUT_MS - 100);
    bench.air(OTHER, HOME);
    await bench.pass(LONG_MS);
    expect(bench.port.snapshot().link).not.toBeNull();
    bench.air(OTHER);
    await bench.pass(BEACON_TIMEOUT_MS + 100);
    expect(bench.port.snapshot().link).toBeNull();
  });

  it('cuts an SSID to 31 bytes, so that a 32-byte one can never be joined', async () => {
    const ssid = 'x'.repeat(32);
    const bench = createBench(build, [{ ssid, auth: 'open' }]);
    bench.call('connect', ssid, {}, bench.note('cb'));
    await bench.pass(LONG_MS);
    expect(bench.log.join()).toContain('disconnected 201');
  });

  it('takes an AP address and calls back upside down', () => {
    const bench = createBench(build);
    const address = { ip: '4.3.2.1', gw: '4.3.2.1', netmask: '255.255.255.0' };
    bench.call('setAPIP', address, bench.note('set'));
    expect(bench.news()).toEqual(['set:Failure']);
    expect(bench.call('getAPIP')).toMatchObject({ ip: '4.3.2.1' });
    expect(() => bench.call('setAPIP', address)).toThrow('Callback is not a function');
  });

  it.each([
    ['connect', [5], 'No SSID provided'],
    ['connect', ['a', null], 'Expecting Object, got null'],
    ['connect', ['a', { password: null }], 'Expecting options.password to be a string'],
    ['connect', ['a', {}, 'x'], 'Expecting callback function'],
    ['startAP', ['a', { password: 'short' }], 'Password must be string of at least 8 characters'],
    ['startAP', ['a', { password: '' }], 'Password must be string of at least 8 characters'],
    ['startAP', ['a', { authMode: 'wpa3' }], 'Unknown authMode value'],
    ['startAP', ['a', { authMode: 'wpa2' }], 'Password not set but authMode not open'],
    ['startAP', ['a', { authMode: 'open', password: 'longenough' }], 'Auth mode set to open but password supplied'],
    ['scan', [undefined], 'Expecting callback function'],
    ['setAPIP', [{ ip: '0.0.0.0' }], 'Not a valid IP address'],
  ])('%s(%j) throws', (method, args, message) => {
    expect(() => createBench(build).call(method, ...args)).toThrow(message);
  });
});

describe('where the generations differ', () => {
  const GENERATIONS: Array<[PortBuild, Record<string, string[]>]> = [
    [
      '2v27',
      {
        'missing network': ['disconnected 201'],
        'join in APSTA after a scan': ['associated Home', 'cb:null', 'connected 192.168.1.50'],
        'network vanishes and returns': ['disconnected 200'],
      },
    ],
    [
      '2v29.277',
      {
        'missing network': ['disconnected 201', 'cb:NO_AP_FOUND'],
        'join in APSTA after a scan': [],
        'network vanishes and returns': ['associated Home', 'connected 192.168.1.50'],
      },
    ],
    [
      'next',
      {
        'missing network': ['disconnected 201', 'cb:NO_AP_FOUND'],
        'join in APSTA after a scan': ['associated Home', 'cb:null', 'connected 192.168.1.50'],
        'network vanishes and returns': ['associated Home', 'connected 192.168.1.50'],
      },
    ],
  ];

  it.each(GENERATIONS)('%s tells of a missing network in its own way', async (build, expected) => {
    const bench = createBench(build);
    bench.call('connect', 'Nowhere', {}, bench.note('cb'));
    await bench.pass(LONG_MS);
    expect(bench.news()).toEqual(expected['missing network']);
  });

  it.each(GENERATIONS)(
    '%s tells of a join while the station interface is up beside the AP',
    async (build, expected) => {
      const bench = createBench(build);
      bench.call('startAP', 'Mine', {});
      await bench.pass(1000);
      bench.call('scan', () => {});
      await bench.pass(5000);
      bench.call('connect', 'Home', right, bench.note('cb'));
      await bench.pass(LONG_MS);
      expect(bench.news()).toEqual(expected['join in APSTA after a scan']);
    },
  );

  it.each(GENERATIONS)('%s tells of a network that vanishes and returns', async (build, expected) => {
    const bench = createBench(build);
    bench.call('connect', 'Home', right);
    await bench.pass(LONG_MS);
    bench.news();
    bench.air();
    await bench.pass(BEACON_TIMEOUT_MS + 100);
    bench.air(HOME);
    await bench.pass(LONG_MS);
    expect(bench.news()).toEqual(expected['network vanishes and returns']);
  });

  it.each([
    ['2v27', 'AP', { ssid: 'ESP_000110', auth: 'open' }],
    ['2v29.277', 'NULL', null],
    ['next', 'NULL', null],
  ] as const)('%s boots in mode %s', async (build, mode, ap) => {
    const bench = createBench(build);
    await bench.pass(1000);
    const { ap: seen, mode: now } = bench.port.snapshot();
    expect(now).toBe(mode);
    expect(seen && { ssid: seen.ssid, auth: seen.auth }).toEqual(ap);
  });

  it.each([
    ['2v27', 'STA'],
    ['2v29.277', 'NULL'],
    ['next', 'NULL'],
  ] as const)('%s is in mode %s after a failed join without AP', async (build, mode) => {
    const bench = createBench(build);
    bench.call('stopAP');
    bench.call('connect', 'Nowhere', {});
    await bench.pass(LONG_MS);
    expect(bench.call('getStatus')).toMatchObject({ station: 'NO_AP_FOUND', mode });
  });
});

describe('generation A', () => {
  it('makes one attempt out of two connects in a row, and calls the last callback only', async () => {
    const bench = createBench('2v27');
    bench.call('connect', 'Nowhere', {}, bench.note('first'));
    bench.call('connect', 'Home', right, bench.note('second'));
    await bench.pass(LONG_MS);
    expect(bench.news()).toEqual(['associated Home', 'second:null', 'connected 192.168.1.50']);
  });

  it('never calls a failed connect back, not even on a later success', async () => {
    const bench = createBench('2v27');
    bench.call('connect', 'Nowhere', {}, bench.note('first'));
    await bench.pass(LONG_MS);
    bench.call('connect', 'Home', right, bench.note('second'));
    await bench.pass(LONG_MS);
    expect(bench.news()).toEqual(['disconnected 201', 'associated Home', 'second:null', 'connected 192.168.1.50']);
  });
});

describe('generations B and C', () => {
  it.each(['2v29.277', 'next'] as const)(
    '%s swallows the first two losses of a link and reports the third',
    async (build) => {
      const bench = createBench(build);
      bench.call('connect', 'Home', right);
      await bench.pass(LONG_MS);
      bench.air();
      await bench.pass(BEACON_TIMEOUT_MS + 1000);
      bench.news();
      // Away for good: two silent tries, then the word; after it nothing is tried any more.
      await bench.pass(LONG_MS);
      expect(bench.news()).toEqual(['disconnected 201']);
      bench.air(HOME);
      await bench.pass(LONG_MS);
      expect(bench.news()).toEqual([]);
    },
  );

  it.each([
    ['2v29.277', true],
    ['next', false],
  ] as const)('%s: a scan from a stopped radio joins the old network unasked: %s', async (build, joins) => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const bench = createBench(build, [HOME], seed);
      bench.call('connect', 'Home', right);
      await bench.pass(LONG_MS);
      bench.call('disconnect');
      await bench.pass(1000);
      bench.news();
      bench.call('scan', bench.note('scan'));
      await bench.pass(LONG_MS);
      const news = bench.news();
      expect(news.includes('associated Home')).toBe(joins);
      if (joins) expect(news).not.toContain('scan:1');
      else expect(news).toEqual(['scan:1']);
    }
  });
});

describe('faults of the air', () => {
  it('gives mixed reasons for a wrong password, mostly 15 and 204', async () => {
    const counts: Record<string, number> = {};
    for (let seed = 1; seed <= 60; seed++) {
      const bench = createBench('2v27', [HOME], seed);
      bench.call('connect', 'Home', { password: 'wrong horse' });
      await bench.pass(5000);
      for (const line of bench.news()) counts[line] = (counts[line] ?? 0) + 1;
    }
    const likely = (counts['disconnected 15'] ?? 0) + (counts['disconnected 204'] ?? 0);
    expect(Object.values(counts).reduce((a, b) => a + b)).toBe(60);
    expect(likely).toBeGreaterThan(40);
    expect(Object.keys(counts).every((line) => /^disconnected (2|15|202|204)$/.test(line))).toBe(true);
  });

  it.each([
    ['refuse', { ...HOME, fault: 'refuse' }, ['203', '5']],
    ['flaky:1', { ...HOME, fault: 'flaky:1' }, ['2', '200']],
    ['wpa3', { ...HOME, auth: 'wpa3' }, ['201', '20']],
  ])('%s fails with one of %j', async (_name, row, reasons) => {
    const bench = createBench('2v27', [row as Row]);
    bench.call('connect', 'Home', right);
    await bench.pass(5000);
    expect(reasons).toContain(bench.news()[0]?.split(' ')[1]);
  });

  it('reject throws the station out 1 to 5 ms after it has let it in, with reason 15', async () => {
    const gaps = new Set<number>();
    for (let seed = 1; seed <= 40; seed++) {
      const bench = createBench('2v27', [{ ...HOME, joinMs: 20, fault: 'reject' }], seed);
      bench.call('connect', 'Home', right);
      const news: string[] = [];
      let gap = 0;
      for (let ms = 0; ms < 100 && news.length < 2; ms++) {
        await bench.pass(1);
        if (news.length === 1) gap++;
        news.push(...bench.news());
      }
      expect(news).toEqual(['associated Home', 'disconnected 15']);
      gaps.add(gap);
    }
    expect([...gaps].sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it.each(['2v29.277', 'next'] as const)('reject meets the silent tries of %s before the word', async (build) => {
    const bench = createBench(build, [{ ...HOME, fault: 'reject' }]);
    bench.call('connect', 'Home', right);
    await bench.pass(LONG_MS);
    expect(bench.news()).toEqual([...Array(3).fill('associated Home'), 'disconnected 15']);
  });

  it('flaky:0 always joins', async () => {
    const bench = createBench('2v27', [{ ...HOME, fault: 'flaky:0' }]);
    bench.call('connect', 'Home', right);
    await bench.pass(5000);
    expect(bench.news()).toContain('associated Home');
  });
});
