// The line to a device: keepAlived while somebody listens, opened again when it was lost, never asked twice.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DeviceEvent } from '../../tools/client/api.ts';
import { deviceError } from '../../tools/client/errors.ts';
import { openReconnecting, REOPEN_MS } from '../../tools/client/reconnecting.ts';
import type { ChannelEvents } from '../../tools/client/request-channel.ts';
import { KEEP_ALIVE_MS } from '../../tools/client/subscribers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const GONE = deviceError('unreachable', 'closed', 'gone');

function fakeDoor() {
  const door = {
    opened: 0,
    keepAlives: 0,
    closed: 0,
    asked: [] as object[],
    isThere: true,
    events: undefined as ChannelEvents | undefined,
    async open(events: ChannelEvents) {
      if (!door.isThere) throw GONE;
      door.opened++;
      door.events = events;
      return {
        ask: async (request: object) => {
          door.asked.push(request);
          return { ok: true };
        },
        keepAlive: () => void door.keepAlives++,
        close: () => void door.closed++,
      };
    },
    lose() {
      door.events?.onEnd(GONE);
    },
  };
  return door;
}

it('fails at once when nothing answers', async () => {
  const door = fakeDoor();
  door.isThere = false;
  await expect(openReconnecting(door.open)).rejects.toBe(GONE);
});

it('is opened again for the next request, and nothing is asked twice', async () => {
  const door = fakeDoor();
  const line = await openReconnecting(door.open);
  await line.ask({ cmd: 'get' });
  door.lose();
  await vi.advanceTimersByTimeAsync(10 * REOPEN_MS);
  expect(door.opened).toBe(1);
  await Promise.all([line.ask({ cmd: 'scan' }), line.ask({ cmd: 'status' })]);
  expect(door).toMatchObject({ opened: 2, asked: [{ cmd: 'get' }, { cmd: 'scan' }, { cmd: 'status' }] });
});

it('reconnects by itself while there are listeners, and says so once each time', async () => {
  const door = fakeDoor();
  const line = await openReconnecting(door.open);
  const events: DeviceEvent[] = [];
  line.listen((event) => void events.push(event));
  door.isThere = false;
  door.lose();
  await vi.advanceTimersByTimeAsync(3 * REOPEN_MS);
  await expect(line.ask({ cmd: 'get' })).rejects.toBe(GONE);
  door.isThere = true;
  await vi.advanceTimersByTimeAsync(REOPEN_MS);
  door.events?.onEvent({ event: 'saved' });
  expect(events).toEqual([
    { event: 'connection', connected: false, message: 'gone' },
    { event: 'connection', connected: true },
    { event: 'saved' },
  ]);
});

it('gets a keep-alive once a minute while there are listeners', async () => {
  const door = fakeDoor();
  const line = await openReconnecting(door.open);
  await vi.advanceTimersByTimeAsync(10 * KEEP_ALIVE_MS);
  expect(door.keepAlives).toBe(0);
  const first = line.listen(() => {});
  const second = line.listen(() => {});
  await vi.advanceTimersByTimeAsync(KEEP_ALIVE_MS - 1);
  expect(door.keepAlives).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(door.keepAlives).toBe(1);
  first();
  await vi.advanceTimersByTimeAsync(KEEP_ALIVE_MS);
  expect(door.keepAlives).toBe(2);
  second();
  await vi.advanceTimersByTimeAsync(10 * KEEP_ALIVE_MS);
  expect(door.keepAlives).toBe(2);
  expect(vi.getTimerCount()).toBe(0);
});

it('is closed for good', async () => {
  const door = fakeDoor();
  const line = await openReconnecting(door.open);
  line.listen(() => {});
  line.close();
  door.lose();
  await vi.advanceTimersByTimeAsync(10 * REOPEN_MS);
  await expect(line.ask({ cmd: 'get' })).rejects.toMatchObject({ code: 'closed' });
  expect(door).toMatchObject({ opened: 1, closed: 1, asked: [] });
  expect(vi.getTimerCount()).toBe(0);
});
