// The line to a device: nudged while somebody listens, opened again when it was lost, never asked twice.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DeviceEvent } from '../../tools/client/api.ts';
import type { Hearing } from '../../tools/client/request-channel.ts';
import { NUDGE_MS } from '../../tools/client/subscribers.ts';
import { deviceError } from '../../tools/client/errors.ts';
import { openLine, REOPEN_MS } from '../../tools/client/reconnecting.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const GONE = deviceError('unreachable', 'closed', 'gone');

function fakeDoor() {
  const door = {
    opened: 0,
    nudges: 0,
    closed: 0,
    asked: [] as object[],
    isThere: true,
    hearing: undefined as Hearing | undefined,
    async open(hearing: Hearing) {
      if (!door.isThere) throw GONE;
      door.opened++;
      door.hearing = hearing;
      return {
        ask: async (request: object) => {
          door.asked.push(request);
          return { ok: true };
        },
        nudge: () => void door.nudges++,
        close: () => void door.closed++,
      };
    },
    lose() {
      door.hearing?.onEnd(GONE);
    },
  };
  return door;
}

it('fails at once when nothing answers', async () => {
  const door = fakeDoor();
  door.isThere = false;
  await expect(openLine(door.open)).rejects.toBe(GONE);
});

it('is opened again for the next request, and nothing is asked twice', async () => {
  const door = fakeDoor();
  const line = await openLine(door.open);
  await line.ask({ cmd: 'get' });
  door.lose();
  await vi.advanceTimersByTimeAsync(10 * REOPEN_MS);
  expect(door.opened).toBe(1);
  await Promise.all([line.ask({ cmd: 'scan' }), line.ask({ cmd: 'status' })]);
  expect(door).toMatchObject({ opened: 2, asked: [{ cmd: 'get' }, { cmd: 'scan' }, { cmd: 'status' }] });
});

it('reconnects by itself while there are listeners, and says so once each time', async () => {
  const door = fakeDoor();
  const line = await openLine(door.open);
  const events: DeviceEvent[] = [];
  line.listen((event) => void events.push(event));
  door.isThere = false;
  door.lose();
  await vi.advanceTimersByTimeAsync(3 * REOPEN_MS);
  await expect(line.ask({ cmd: 'get' })).rejects.toBe(GONE);
  door.isThere = true;
  await vi.advanceTimersByTimeAsync(REOPEN_MS);
  door.hearing?.onEvent({ event: 'saved' });
  expect(events).toEqual([
    { event: 'connection', connected: false, message: 'gone' },
    { event: 'connection', connected: true },
    { event: 'saved' },
  ]);
});

it('gets a keep-alive once a minute while there are listeners', async () => {
  const door = fakeDoor();
  const line = await openLine(door.open);
  await vi.advanceTimersByTimeAsync(10 * NUDGE_MS);
  expect(door.nudges).toBe(0);
  const first = line.listen(() => {});
  const second = line.listen(() => {});
  await vi.advanceTimersByTimeAsync(NUDGE_MS - 1);
  expect(door.nudges).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(door.nudges).toBe(1);
  first();
  await vi.advanceTimersByTimeAsync(NUDGE_MS);
  expect(door.nudges).toBe(2);
  second();
  await vi.advanceTimersByTimeAsync(10 * NUDGE_MS);
  expect(door.nudges).toBe(2);
  expect(vi.getTimerCount()).toBe(0);
});

it('is closed for good', async () => {
  const door = fakeDoor();
  const line = await openLine(door.open);
  line.listen(() => {});
  line.close();
  door.lose();
  await vi.advanceTimersByTimeAsync(10 * REOPEN_MS);
  await expect(line.ask({ cmd: 'get' })).rejects.toMatchObject({ code: 'closed' });
  expect(door).toMatchObject({ opened: 1, closed: 1, asked: [] });
  expect(vi.getTimerCount()).toBe(0);
});
