// The run: a limited number of devices at a time, each with its tries, its line in the report and its place on the screen.

import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConnectOptions, Device } from '../client/api.ts';
import { setUp, type World } from './attempt.ts';
import { eachOf, PARALLEL_MAX } from './pool.ts';
import type { ProgressView } from './progress-view.ts';
import type { Report } from './report-file.ts';
import type { Ending, Job } from './types.ts';

interface Effort {
  parallel: number;
  retries: number;
}

export interface Ran {
  endings: Ending[];
  /** Not begun. */
  left: Job[];
  /** The report could not be written; nothing was begun after that. */
  lost?: Error;
}

/** Once stopped, waits end at once and nothing is begun any more. */
export function realWorld(stop: AbortSignal, connect: (options: ConnectOptions) => Promise<Device>): World {
  // Every wait listens to it.
  setMaxListeners(PARALLEL_MAX, stop);
  return {
    connect,
    wait: (ms) => pause(ms, undefined, { signal: stop }).catch(() => undefined),
    nowMs: () => performance.now(),
    random: Math.random,
    isStopped: () => stop.aborted,
  };
}

/** What is under way when it is stopped is brought to its end. */
export async function runAll(
  jobs: Job[],
  effort: Effort,
  world: World,
  board: ProgressView,
  report: Report,
): Promise<Ran> {
  const ran: Ran = { endings: [], left: [] };
  function* begun(): Generator<Job> {
    for (const job of jobs) {
      if (world.isStopped() || ran.lost) ran.left.push(job);
      else yield job;
    }
  }
  await eachOf(begun(), effort.parallel, async (job) => {
    board.began(job);
    const ending = await setUp(job, effort.retries, world, {
      onProgress: (progress) => board.progress(job, progress),
      onRetry: (reason) => board.retrying(job, reason),
    });
    ran.endings.push(ending);
    try {
      report.add(ending);
    } catch (error) {
      ran.lost ??= error as Error;
    }
    board.ended(ending);
  });
  return ran;
}
