// Asks a device how it is, over a line that may break meanwhile.

import type { DeviceError, Status } from './api.ts';
import { isDeviceError } from './errors.ts';
import { after } from './event-listener.ts';
import type { ReconnectingChannel } from './reconnecting.ts';

export const LOOK_MS = 1_000;

/** The line may break meanwhile: one radio serves both networks. */
function isPassing(error: unknown): error is DeviceError {
  if (!isDeviceError(error)) return false;
  return error.kind === 'unreachable' || error.kind === 'timeout' || error.code === 'busy' || error.code === 'locked';
}

/** The status, or why there is none just now. */
async function statusOf(line: ReconnectingChannel): Promise<Status | DeviceError> {
  try {
    return (await line.ask({ cmd: 'status' }))['data'] as Status;
  } catch (error) {
    if (isPassing(error)) return error;
    throw error;
  }
}

/** Undefined when it is not there in time. */
export async function within<T>(work: Promise<T>, leftMs: number): Promise<T | undefined> {
  const { timer, over } = after(leftMs);
  work.catch(() => {});
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}

export function look(line: ReconnectingChannel, leftMs: number): Promise<Status | DeviceError | undefined> {
  return within(statusOf(line), leftMs);
}

export function statusIn(looked: Status | DeviceError | undefined): Status | undefined {
  return looked instanceof Error ? undefined : looked;
}

export interface Looks {
  /** Undefined while there is no answer yet. */
  next(leftMs: number): Promise<Status | DeviceError | undefined>;
}

/** Asks once, and not again before that is answered: a device that is slow gets no queue of questions. */
export function looksAt(line: ReconnectingChannel): Looks {
  let asked: Promise<Status | DeviceError> | undefined;
  return {
    async next(leftMs) {
      asked ??= statusOf(line);
      const looked = await within(asked, Math.min(LOOK_MS, leftMs));
      if (looked) asked = undefined;
      return looked;
    },
  };
}
