// Where a device is looked for: at its address, and under its own name when it is gone from there for long.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Device, Transport } from '../../tools/client/api.ts';
import { deviceError } from '../../tools/client/errors.ts';
import { MOVED_MS, reachableAt } from '../../tools/client/reachable.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const NAME = 'wifiprov-000110.local';
const ADDRESS = '192.168.1.50';
const GONE = deviceError('unreachable', 'unreachable', 'nobody answers');

/** A device that is at these hosts, and each host that was asked for. */
function street(host: string, there: string[]) {
  const asked: string[] = [];
  const place = reachableAt(host, async (where) => {
    asked.push(where);
    if (!there.includes(where)) throw GONE;
    return { where } as unknown as Transport;
  });
  const status = vi.fn(async () => ({ host: NAME }));
  const provision = vi.fn(async () => ({ ok: true }));
  const device = place.watch({ status, provision } as unknown as Device);
  return { asked, there, place, device, status, provision };
}

it.each([
  [MOVED_MS - 1, [ADDRESS]],
  [MOVED_MS, [ADDRESS, NAME]],
  [MOVED_MS + 1, [ADDRESS, NAME]],
])('a device that was asked to move and is gone for %i ms is looked for at %j', async (ms, hosts) => {
  const { asked, there, place, device } = street(ADDRESS, [ADDRESS]);
  await device.provision({ STA: { SSID: 'Home' } });
  there[0] = NAME;
  await expect(place.reach()).rejects.toBe(GONE);
  vi.advanceTimersByTime(ms);
  asked.length = 0;
  await place.reach().catch(() => {});
  expect(asked).toEqual(hosts);
});

it('the time begins anew when it was found in between', async () => {
  const { asked, there, place, device } = street(ADDRESS, []);
  await device.provision({ STA: { SSID: 'Home' } });
  await expect(place.reach()).rejects.toBe(GONE);
  there.push(ADDRESS);
  vi.advanceTimersByTime(MOVED_MS);
  await place.reach();
  there.pop();
  await expect(place.reach()).rejects.toBe(GONE);
  expect(asked).toEqual([ADDRESS, ADDRESS, ADDRESS]);
});

it('for a device that is nowhere the error says that nothing answers at its address', async () => {
  const { asked, place, device } = street(ADDRESS, []);
  await device.provision({ STA: { SSID: 'Home' } });
  await expect(place.reach()).rejects.toBe(GONE);
  vi.advanceTimersByTime(MOVED_MS);
  await expect(place.reach()).rejects.toBe(GONE);
  expect(asked).toEqual([ADDRESS, ADDRESS, NAME]);
});

it.each([
  ['an address, once', ADDRESS, 1],
  ['its own name, which moves with it, never', NAME, 0],
])('the name is asked for where the device was given by %s', async (_, host, times) => {
  const { device, status, provision } = street(host, [host]);
  const changes = { STA: { SSID: 'Home' } };
  expect(await device.provision(changes)).toEqual({ ok: true });
  await device.provision(changes, { timeoutMs: 1 });
  expect(status).toHaveBeenCalledTimes(times);
  expect(provision).toHaveBeenLastCalledWith(changes, { timeoutMs: 1 });
});

it('settings go out also where the name was not told', async () => {
  const { device, status, provision } = street(ADDRESS, [ADDRESS]);
  status.mockRejectedValue(deviceError('refused', 'busy', 'busy'));
  await device.provision({ mode: 0 });
  expect(provision).toHaveBeenCalledOnce();
});
