// The IDF's heap in figures: what was seen on the chip's own firmware comes out, and the meter counts as lwIP does.

import { describe, expect, it } from 'vitest';
import {
  freeHeap,
  type HeapLoad,
  MAX_CONTROL_BLOCKS,
  PANIC_BELOW,
  panics,
  TIME_WAIT_MS,
} from '../../tools/sim/heap.ts';
import { createHeapMeter, type HeapHost, RECEIVE_WINDOW } from '../../tools/sim/heap-meter.ts';
import { clientOf, deviceWith } from './device-bench.ts';

const ONLINE: HeapLoad = {
  sta: true,
  ap: false,
  apStarts: false,
  connections: 0,
  segments: 0,
  segmentBytes: 0,
  timeWait: 0,
};
const PIECE = 536;
const REQUEST = 190;

/** So many pages on their way, each with four pieces, and so many clients that wait with their request. */
function load(pages: number, waiting: number, rest: Partial<HeapLoad> = {}): HeapLoad {
  const segments = pages * 4 + waiting;
  return {
    ...ONLINE,
    connections: pages + waiting,
    segments,
    segmentBytes: pages * 4 * PIECE + waiting * REQUEST,
    ...rest,
  };
}

/** Three TCP clients, nine HTTP requests: each TCP client has so many pieces under way. */
function everything(pieces: number): HeapLoad {
  const web = load(3, 6);
  return {
    ...web,
    connections: web.connections + 3,
    segments: web.segments + 3 * pieces,
    segmentBytes: web.segmentBytes + 3 * pieces * PIECE,
  };
}

describe('the heap comes to what was seen on the chip', () => {
  it.each<[string, HeapLoad, number]>([
    ['the access point alone, after a start', { ...ONLINE, sta: false, ap: true }, 36_000],
    ['the station online', ONLINE, 29_600],
    ['both', { ...ONLINE, ap: true }, 26_500],
    ['five idle clients', { ...ONLINE, connections: 5 }, 29_600 - 2_700],
    ['the access point starts beside the station', { ...ONLINE, apStarts: true }, 20_900],
    ['five page loads at once, of which three are served', load(3, 2), 17_500],
    ['twelve HTTP requests at once, of which three are served', load(3, 9), 11_100],
    ['fifty aborted HTTP connections, ten of them at a time', load(3, 7, { timeWait: 3 }), 12_900],
  ])('%s', (_title, seen, figure) => {
    const free = freeHeap(seen);
    expect(free).toBeGreaterThanOrEqual(figure - 600);
    expect(free).toBeLessThanOrEqual(figure + 100);
  });

  it.each([2, 3, 4])('three TCP clients with %i pieces each beside nine HTTP requests: 2.4 to 7.9 KB', (pieces) => {
    expect(freeHeap(everything(pieces))).toBeGreaterThanOrEqual(2_400);
    expect(freeHeap(everything(pieces))).toBeLessThanOrEqual(7_950);
  });

  it.each([
    [PANIC_BELOW - 1, true],
    [PANIC_BELOW, false],
    [PANIC_BELOW + 1, false],
  ])('with %i bytes left the chip panics: %s', (free, expected) => {
    expect(panics(free)).toBe(expected);
  });
});

function meterOf(radio = { sta: true, ap: false, apStarts: false }) {
  const state = { now: 0, panics: [] as number[] };
  const host: HeapHost = {
    radio: () => radio,
    listeners: () => 3,
    now: () => state.now,
    panic: (free) => state.panics.push(free),
  };
  return { meter: createHeapMeter(host), state };
}

const BASE = freeHeap(ONLINE);

describe('the meter', () => {
  it('counts a connection until it is closed, and then its TIME_WAIT if the device was first', () => {
    const { meter, state } = meterOf();
    const [one, two] = [{}, {}];
    for (const client of [one, two]) {
      meter.opened(client);
      meter.unread(client, 0);
    }
    expect(meter.figures().freeHeap).toBe(freeHeap({ ...ONLINE, connections: 2 }));
    meter.closed(one, true);
    meter.closed(two, false);
    expect(meter.figures().freeHeap).toBe(freeHeap({ ...ONLINE, timeWait: 1 }));
    state.now = TIME_WAIT_MS - 1;
    expect(meter.figures().freeHeap).toBe(freeHeap({ ...ONLINE, timeWait: 1 }));
    state.now = TIME_WAIT_MS;
    expect(meter.figures().freeHeap).toBe(BASE);
    expect(meter.figures().minHeap).toBeLessThan(freeHeap({ ...ONLINE, connections: 2 }));
  });

  it.each([
    [MAX_CONTROL_BLOCKS - 4, MAX_CONTROL_BLOCKS - 4],
    [MAX_CONTROL_BLOCKS - 3, MAX_CONTROL_BLOCKS - 3],
    [MAX_CONTROL_BLOCKS - 2, MAX_CONTROL_BLOCKS - 3],
    [100, MAX_CONTROL_BLOCKS - 3],
  ])('after %i closed connections %i are remembered beside three listeners', (closed, remembered) => {
    const { meter } = meterOf();
    for (let i = 0; i < closed; i++) {
      const client = {};
      meter.opened(client);
      meter.closed(client, true);
    }
    expect(meter.figures().freeHeap).toBe(freeHeap({ ...ONLINE, timeWait: remembered }));
  });

  it('counts pieces until four more were sent or they are old, and what was not read', () => {
    const { meter, state } = meterOf();
    const client = {};
    meter.opened(client);
    meter.unread(client, 100);
    meter.sent(client, 5 * PIECE + 10);
    const pieces = { connections: 1, segments: 5, segmentBytes: 3 * PIECE + 10 + 100 };
    expect(meter.figures().freeHeap).toBe(freeHeap({ ...ONLINE, ...pieces }));
    state.now = 1000;
    expect(meter.figures().freeHeap).toBe(freeHeap({ ...ONLINE, connections: 1, segments: 1, segmentBytes: 100 }));
  });

  it.each([RECEIVE_WINDOW - 1, RECEIVE_WINDOW, RECEIVE_WINDOW + 1])(
    'counts unread bytes up to the window: %i',
    (bytes) => {
      const { meter } = meterOf();
      const client = {};
      meter.opened(client);
      meter.unread(client, bytes);
      const segmentBytes = Math.min(bytes, RECEIVE_WINDOW);
      const segments = Math.ceil(segmentBytes / PIECE);
      expect(meter.figures().freeHeap).toBe(freeHeap({ ...ONLINE, connections: 1, segments, segmentBytes }));
    },
  );

  it('panics once', () => {
    const { meter, state } = meterOf();
    for (let i = 0; i < 60; i++) meter.opened({});
    expect(state.panics).toHaveLength(1);
    expect(state.panics[0]).toBeLessThan(PANIC_BELOW);
  });
});

describe('the sandbox', () => {
  const ECHO = 'require("net").createServer(function(c){c.on("data",function(d){c.write(d)})}).listen(6666);';

  it('tells the heap to the device and to the control port alike', async () => {
    const device = await deviceWith(
      `${ECHO}function tell(){var s=ESP32.getState();say(s.freeHeap+" "+s.minHeap)}setTimeout(tell,1000);`,
    );
    const clients = await Promise.all([1, 2, 3, 4, 5].map(() => clientOf(device.tcpPort)));
    for (const client of clients) {
      client.socket.write('hi');
      await client.bytes(2);
    }
    await device.advance(1000);
    const { freeHeap: free, minHeap } = (await device.control({ do: 'state' })) as {
      freeHeap?: number;
      minHeap?: number;
    };
    expect(free).toBe(36_000 - 2_700);
    expect(minHeap).toBeLessThan(36_000 - 2_700);
    expect(device.uart.output()).toContain(`${free} ${minHeap}\n`);
  });

  it('is reset, with a line that says so, when the heap runs out', async () => {
    const script = `${ECHO}require("net").createServer(function(c){for(var i=0;i<20;i++)c.write("x".repeat(1000));}).listen(80);W=require("Wifi");W.startAP("Mine",{});W.connect("Home",{password:"correct horse"});say("cause "+(peek32(0x3FF48034)&63));`;
    const device = await deviceWith(script);
    await device.advance(2000);
    for (let i = 0; i < 14; i++) await Promise.race([clientOf(device.httpPort), device.settle()]);
    await device.settle();
    expect(device.log().join()).toMatch(/the device panics: \d+ bytes are left of the IDF's heap/);
    expect(device.uart.output()).toContain('cause 8');
  });
});
