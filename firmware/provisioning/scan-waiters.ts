// A scan for those who ask: they wait for its results, or take those at hand.

import type { Fault } from '../lib/result.ts';
import type { ConnectionContext } from './connection-context.ts';
import { send } from './radio.ts';

export function answerScanners(connection: ConnectionContext): void {
  const waiting = connection.scanWaiters;
  connection.scanWaiters = [];
  waiting.forEach((answer) => answer());
}

/** A scan is answered by then, with what is known. */
export const SCAN_REPLY_MS = 10_000;

/**
 * `done` is called once: with fresh results, or with those at hand when the radio is busy or does not answer. What it
 * throws is told to `failed`.
 */
export function scan(connection: ConnectionContext, done: () => void, failed: (fault: Fault) => void): void {
  const link = connection.state.link;
  const isBusy = link.sta === 'joining' || (link.sta === 'waiting' && link.job !== 'known');
  if (isBusy || link.scan === 'lost') return connection.clock.turn(done, failed);
  const slot = { timer: 0 };
  function answer(): void {
    connection.clock.disarm(slot);
    connection.scanWaiters = connection.scanWaiters.filter((one) => one !== answer);
    connection.clock.turn(done, failed);
  }
  connection.clock.arm(slot, SCAN_REPLY_MS, answer);
  connection.scanWaiters.push(answer);
  send(connection, { type: 'scan' });
}
