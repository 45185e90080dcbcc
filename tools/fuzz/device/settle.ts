// Brings a device to one and the same state, whatever it has been through, and counts its variables then.

import { openLineClient } from '../../bench/client.ts';
import { pause, waitFor } from '../../bench/device.ts';
import { CONFIG } from '../../bench/requests.ts';
import { holds } from '../parser.ts';
import type { DrivenDevice } from './drive.ts';

/** This many connections in the history, and as many lines to recall, replace all that was there. */
const CONNECTIONS = 10;
const LINES = 10;
const LINE = `wifiprov debug level 0${' '.repeat(40)}`;
const ONLINE_MS = 30_000;
/** Parts are let go 3 s after their last use, twice looked at. */
const NAP_MS = 8_000;
/** A part may be awake at one look; not at all of them. */
const LOOKS = 5;
const LOOK_MS = 2_500;

async function connectOnce(driven: DrivenDevice): Promise<void> {
  const client = await openLineClient(driven.device.doors.tcp.port);
  await client.request('{"cmd":"connect"}');
  const isOnline = async (): Promise<boolean> => (await driven.device.engine.state()).link?.ip !== '0.0.0.0';
  await waitFor(async () => client.events.some((line) => line.includes('"online"')) && (await isOnline()), ONLINE_MS);
  await client.request('{"cmd":"disconnect"}');
  client.close();
}

async function configure(driven: DrivenDevice): Promise<void> {
  const client = await openLineClient(driven.device.doors.tcp.port);
  const reply = await client.request(JSON.stringify({ ...CONFIG, STA: { ...CONFIG.STA, auto: 0 } }));
  await client.request('{"cmd":"disconnect"}');
  client.close();
  holds(!!reply?.startsWith('{"ok":true'), `the usual config: ${reply}`);
}

/** Variables in use at rest. */
export async function settle(driven: DrivenDevice): Promise<number> {
  await configure(driven);
  for (let i = 0; i < CONNECTIONS; i++) await connectOnce(driven);
  await driven.uart.send(Array.from({ length: LINES }, (_, i) => LINE + i));
  await pause(NAP_MS);
  const seen: number[] = [];
  for (let i = 0; i < LOOKS; i++) {
    seen.push(await driven.device.usage());
    await pause(LOOK_MS);
  }
  return Math.min(...seen);
}
