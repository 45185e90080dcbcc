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
import { ACK_MS, createHeapMeter, type HeapHost, RECEIVE_WINDOW, SEND_BUFFER } from '../../tools/sim/heap-meter.ts';
import { clientOf, deviceWith } from './device-bench.ts';

const ONLINE: HeapLoad = {
  sta: true,
  ap: false,
  apStarts: false,
  connections: 0,
  frames: 0,
  buffers: 0,
  timeWait: 0,
};
describe('the heap comes to what was seen on the chip', () => {
  it.each<[string, HeapLoad, number]>([
    ['the access point alone, after a start', { ...ONLINE, sta: false, ap: true }, 36_000],
    ['the station online', ONLINE, 31_600],
    ['both', { ...ONLINE, ap: true }, 28_000],
    ['five idle clients', { ...ONLINE, connections: 5 }, 31_600 - 2_700],
    ['an access point with a password starts beside the station', { ...ONLINE, apStarts: true }, 11_400],
    ['eight requests wait beside four other clients', { ...ONLINE, connections: 12, frames: 8 }, 11_400],
    ['eleven answers on their way, most of them refusals', { ...ONLINE, connections: 12, buffers: 11 }, 7_900],
    ['bare Espruino, six pages: each one piece and its request', { ...ONLINE, connections: 6, frames: 4 }, 20_900],
  ])('%s', (_title, seen, figure) => {
    const free = freeHeap(seen);
    expect(Math.abs(free - figure)).toBeLessThanOrEqual(700);
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

  it('counts the buffers of what was sent until it is acknowledged, and the frames that were not read', () => {
    const { meter, state } = meterOf();
    const client = {};
    meter.opened(client);
    meter.unread(client, 1461);
    meter.sent(client, 90);
    expect(meter.figures().freeHeap).toBe(freeHeap({ ...ONLINE, connections: 1, frames: 2, buffers: 1 }));
    meter.sent(client, 447);
    expect(meter.figures().freeHeap).toBe(freeHeap({ ...ONLINE, connections: 1, frames: 2, buffers: 2 }));
    state.now = ACK_MS;
    expect(meter.figures().freeHeap).toBe(freeHeap({ ...ONLINE, connections: 1, frames: 2 }));
    expect(meter.figures().minHeap).toBe(freeHeap({ ...ONLINE, connections: 1, frames: 2, buffers: 2 }));
    expect(meter.figures().ownMinHeap).toBe(freeHeap({ ...ONLINE, connections: 1, buffers: 2 }));
  });

  it('holds the buffers of a connection that is closed, and nothing of one that is reset', () => {
    const { meter, state } = meterOf();
    const [closed, reset] = [{}, {}];
    for (const client of [closed, reset]) {
      meter.opened(client);
      meter.sent(client, 200);
    }
    meter.closed(closed, true);
    meter.reset(reset);
    expect(meter.figures().freeHeap).toBe(freeHeap({ ...ONLINE, buffers: 1, timeWait: 1 }));
    state.now = ACK_MS;
    expect(meter.figures().freeHeap).toBe(freeHeap({ ...ONLINE, timeWait: 1 }));
  });

  it.each([SEND_BUFFER - 1, SEND_BUFFER, SEND_BUFFER + 1, 3 * SEND_BUFFER])(
    'counts what is on its way up to the send buffer: %i',
    (bytes) => {
      const { meter } = meterOf();
      const client = {};
      meter.opened(client);
      meter.unread(client, 0);
      meter.sent(client, bytes);
      expect(meter.figures().freeHeap).toBe(freeHeap({ ...ONLINE, connections: 1, buffers: 5 }));
    },
  );

  it.each([RECEIVE_WINDOW - 1, RECEIVE_WINDOW, RECEIVE_WINDOW + 1])(
    'counts unread bytes up to the window: %i',
    (bytes) => {
      const { meter } = meterOf();
      const client = {};
      meter.opened(client);
      meter.unread(client, bytes);
      expect(meter.figures().freeHeap).toBe(freeHeap({ ...ONLINE, connections: 1, frames: 4 }));
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
    expect(device.log().join()).toMatch(/the device panics: only \d+ bytes of ESP-IDF heap are left/);
    expect(device.uart.output()).toContain('cause 8');
  });
});
