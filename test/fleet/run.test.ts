// A run of any length holds what is under way, and of what has ended no more than its line.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Device, Outcome } from '../../tools/client/api.ts';
import { deviceError } from '../../tools/client/errors.ts';
import type { World } from '../../tools/fleet/attempt.ts';
import type { ProgressView } from '../../tools/fleet/progress-view.ts';
import { NO_REPORT, type Report } from '../../tools/fleet/report-file.ts';
import { type Ran, runAll } from '../../tools/fleet/run.ts';
import type { Job } from '../../tools/fleet/types.ts';
import { job } from './jobs.ts';

const NO_BOARD: ProgressView = {
  began() {},
  progress() {},
  retrying() {},
  ended() {},
  skipped() {},
  note() {},
  close() {},
};
const ONLINE: Outcome = { ok: true, state: 'online', ssid: 'Home', ip: '10.0.0.7', unchanged: false, warnings: [] };
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const TURNS = 20;

/** How many are still held by somebody, when the collector has had its time. */
async function alive(refs: WeakRef<object>[]): Promise<number> {
  let count = refs.length;
  for (let i = 0; i < TURNS && count > 0; i++) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    count = refs.filter((ref) => ref.deref() !== undefined).length;
  }
  return count;
}

interface Fleet extends World {
  open: number;
  most: number;
  stop: boolean;
  /** All connections that there ever were. */
  opened: WeakRef<Device>[];
}

/** Every third one breaks the connection, each time. */
function fleet(): Fleet {
  const world: Fleet = {
    ...{ open: 0, most: 0, stop: false, opened: [] },
    async connect({ host }) {
      world.open++;
      world.most = Math.max(world.most, world.open);
      await Promise.resolve();
      const device: Partial<Device> = {
        id: host,
        get: async () => ({ STA: { auth: 4 } }) as Awaited<ReturnType<Device['get']>>,
        async provision() {
          if (Number(host?.slice(5)) % 3 === 0) throw deviceError('unreachable', 'closed', 'gone');
          return ONLINE;
        },
        close: () => void world.open--,
      };
      world.opened.push(new WeakRef(device as Device));
      return device as Device;
    },
    wait: async () => {},
    nowMs: () => 0,
    random: () => 0,
    isStopped: () => world.stop,
  };
  return world;
}

const jobs = (count: number): Job[] => Array.from({ length: count }, (_, i) => job(i + 1));
const run = (list: Job[], world: World, report: Report = NO_REPORT): Promise<Ran> =>
  runAll(list, { parallel: 16, retries: 1 }, world, NO_BOARD, report);

it.each([1, 16, 17, 2_000])('of %i devices no more than 16 are open, and in the end none', async (count) => {
  const world = fleet();
  const { endings, left } = await run(jobs(count), world);
  expect([endings.length, left.length, world.open]).toEqual([count, 0, 0]);
  expect(world.most).toBe(Math.min(16, count));
});

it('nothing is held of a device that has ended but how', async () => {
  const world = fleet();
  const ran = await run(jobs(400), world);
  expect(ran.endings.filter(({ ok }) => ok)).toHaveLength(267);
  expect(world.opened).toHaveLength(400 + 133);
  expect(await alive(world.opened)).toBe(0);
  expect(ran.endings).toHaveLength(400);
});

describe('nothing more is begun', () => {
  it('once it is stopped', async () => {
    const world = fleet();
    let ended = 0;
    const board: ProgressView = {
      ...NO_BOARD,
      ended() {
        ended++;
        world.stop = ended >= 20;
      },
    };
    const ran = await runAll(jobs(200), { parallel: 16, retries: 1 }, world, board, NO_REPORT);
    expect(ran.endings.length).toBeGreaterThanOrEqual(20);
    expect(ran.endings.length).toBeLessThan(20 + 16);
    expect(ran.endings.length + ran.left.length).toBe(200);
    expect(world.open).toBe(0);
  });

  it('once its report can’t be written', async () => {
    let written = 0;
    const full: Report = {
      add() {
        if (++written > 20) throw new Error('ENOSPC');
      },
      close() {},
    };
    const ran = await run(jobs(200), fleet(), full);
    expect(ran.lost?.message).toBe('ENOSPC');
    expect(ran.endings.length).toBeLessThan(20 + 2 * 16);
    expect(ran.endings.length + ran.left.length).toBe(200);
  });
});
