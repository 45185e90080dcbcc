// How long a client may take: to begin a request, to end it, to end an `apply,` line.

import { toJson } from '../../lib/json/text.ts';
import { fault } from '../../lib/result.ts';
import type { Clock } from '../../platform/ports.ts';
import type { Frame, FrameState } from './frame.ts';
import { IDLE_MS, QUIET_MS, UNFINISHED_MS } from './limits.ts';

const LATE = `the request was not complete within ${UNFINISHED_MS / 1000} s; the connection is closed`;

/** What of a client its deadlines need. */
export interface Waiting {
  readonly clock: Clock;
  readonly frames: FrameState;
  readonly isEnded: boolean;
  begunMs: number;
  timer: number;
  read(isEnd: boolean): void;
  write(text: string): void;
  close(): void;
}

export function waitIdle(client: Waiting): void {
  client.clock.arm(client, IDLE_MS, () => client.close());
}

function late(client: Waiting): void {
  if (client.frames.drop === '' || client.frames.drop === 'start') client.write(`${toJson(fault('timeout', LATE))}\n`);
  client.close();
}

function waitForRest(client: Waiting, quiet: boolean): void {
  const now = client.clock.nowMs();
  if (client.begunMs < 0) client.begunMs = now;
  const left = Math.max(0, client.begunMs + UNFINISHED_MS - now);
  if (quiet) client.clock.arm(client, QUIET_MS, () => client.read(true));
  else client.clock.arm(client, left, () => late(client));
}

/** The rest of the request is still to come: the nearest deadline of the three counts. */
export function waitForMore(client: Waiting, frame: Frame & { type: 'wait' }): void {
  if (frame.begun) waitForRest(client, frame.quiet);
  else waitIdle(client);
  if (client.isEnded) client.close();
}
