// Requests that make the device leave the network over which they came: the reply comes first, then the connection is
// reset. How it ended is told on the UART, and to whoever asks over a new connection.

import { expect } from 'vitest';
import { HOLD_MAX_MS } from '../../firmware/wifi/link/limits.ts';
import type { Client, Reply } from './client.ts';
import type { Rig } from './rig.ts';

/** Beyond the hold: the pause after the last reply, and the next look at the socket. */
export const LEAVING_MS = HOLD_MAX_MS + 500;
const REPLY_MS = 500;
const FAILED = /^# failed (\w+) "((?:[^"\\]|\\.)*)" attempts=(\d+)( rolled_back)?: (.*)$/gm;

interface Failure {
  reason: string;
  ssid: string;
  attempts: number;
  rolled_back: boolean;
  message: string;
}

/** The reply to the last request of this connection, which is over then. */
export async function lastReply(client: Client, request: object): Promise<Reply> {
  const reply = await client.ask(request, REPLY_MS);
  await client.ended(LEAVING_MS);
  return reply;
}

/** The UART's events of trials that have failed, since `mark` (a length of `output()`). */
export function failures(rig: Rig, mark = 0): Failure[] {
  const text = rig.output().slice(mark).replaceAll('\r', '');
  return [...text.matchAll(FAILED)].map(([, reason = '', ssid = '', attempts, back, message = '']) => {
    return { reason, ssid, attempts: Number(attempts), rolled_back: !!back, message };
  });
}

/** The first failure since `mark`, as soon as it is told. */
export async function failure(rig: Rig, ms = 30_000, mark = 0): Promise<Failure> {
  await rig.until(() => failures(rig, mark).length > 0, ms);
  return failures(rig, mark)[0] as Failure;
}

/** A client on the network that the device is on by then. */
async function nextClient(rig: Rig, ms = 30_000): Promise<Client> {
  await rig.until(async () => {
    const { link, ap } = await rig.state();
    return link !== null || ap !== null;
  }, ms);
  return rig.client();
}

/** The failure is what status and history tell over a new connection, too. */
export async function expectTold(rig: Rig, told: Failure): Promise<void> {
  const client = await nextClient(rig);
  const { reason, message, ssid, rolled_back } = told;
  const { data: status } = await client.ask({ cmd: 'status' }, 2_000);
  expect(status).toMatchObject({ reason, message, ...(rolled_back ? { rolled_back } : {}) });
  const { data: history } = await client.ask({ cmd: 'history' }, 2_000);
  expect(history.attempts).toContainEqual(expect.objectContaining({ ssid, ok: false, reason }));
  client.close();
}

/** Both: on the UART, then to a new connection. */
export async function toldFailure(rig: Rig, ms = 30_000, mark = 0): Promise<Failure> {
  const told = await failure(rig, ms, mark);
  await expectTold(rig, told);
  return told;
}

/** A phone is on the access point: what is connected from now on comes over it. */
export async function joinAp(rig: Rig, ms = 10_000): Promise<void> {
  await rig.until(async () => (await rig.state()).ap !== null, ms);
  expect(await rig.core.control({ do: 'join-ap' })).toMatchObject({ ok: true });
}
