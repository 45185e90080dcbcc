// The stack of an update over the network: its head, a piece, and the check of all of it.

import { readFileSync } from 'node:fs';
import { readFirmwareFile } from '../../client/firmware-file.ts';
import type { StackDevice } from '../stack-client.ts';
import type { StackRow } from './row.ts';

/** Of the bundled tool (build/tools/bench.mjs). */
const FIRMWARE = new URL('../firmware.bin', import.meta.url);
const PIECE = 700;
const FIRST = 1024;
const YES = /"ok":true|restarting/;

const bytes = (): Uint8Array => readFileSync(FIRMWARE);
const data = (at: number): string => Buffer.from(bytes().subarray(at, at + PIECE)).toString('base64');

/** Another version of the same bytes: the one that runs is refused as known. */
const header = (): string => JSON.stringify({ ...JSON.parse(readFirmwareFile(bytes()).header), version: '9.9.9' });

async function restAndSwap(device: StackDevice): Promise<string> {
  const session = await device.session();
  const size = bytes().length;
  const begun = await session.request({ cmd: 'update', header: header() });
  for (let at = Number((begun['data'] as { at: number }).at); at < size; ) {
    const reply = await session.request({ cmd: 'update', at, data: data(at) });
    if (reply['ok'] !== true) return JSON.stringify(reply);
    at = Number((reply['data'] as { at: number }).at);
  }
  const reply = JSON.stringify(await session.request({ cmd: 'update', swap: true }));
  session.close();
  return reply;
}

export const updateRows: StackRow[] = [
  { what: 'the setup code is made', run: (device) => device.code() },
  { what: 'the head', wants: YES, run: async (device) => device.sealed({ cmd: 'update', header: header() }) },
  {
    what: 'a piece',
    wants: YES,
    run: async (device) => device.sealed({ cmd: 'update', at: FIRST, data: data(FIRST) }),
  },
  { what: 'all pieces, the check and the swap', wants: YES, run: restAndSwap },
];
