// `npm run bench -- --profile`: which functions a request calls, and how many bytes of text the interpreter reads for it.
//
// Counted and not timed, so each run says the same. Not counted: a loop reads its text again in each round, and native
// functions take time too.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BootFiles } from '../sim/engine.ts';
import { type LineClient, openLineClient } from './client.ts';
import { type BenchDevice, startBenchDevice } from './device.ts';
import { bringOnline } from './memory.ts';
import { CONFIG_REQUEST } from './requests.ts';
import { askPage } from './timing.ts';

const REQUESTS = 10;
const WARM_UP = 5;
const ROWS = 30;
const OUTFILE = 'build/profile/bootcde.js';

/** A function, or one of its returns: `of` is the function's number, `bytes` what is read up to its end. */
interface Counted {
  where: string;
  of: number;
  bytes: number;
}
interface Profiled {
  bundle: string;
  counted: readonly Counted[];
}
interface ProfileRow {
  where: string;
  /** Of the function's text. */
  bytes: number;
  /** For one request. */
  calls: number;
  /** Bytes of text that are read for one request. */
  read: number;
}

type Ask = (device: BenchDevice, client: LineClient) => Promise<unknown>;

const line =
  (text: string): Ask =>
  (_device, client) =>
    client.request(text);

const KINDS: readonly [what: string, ask: Ask][] = [
  ['ping', line('{"cmd":"ping"}')],
  ['config, unchanged', line(CONFIG_REQUEST)],
  ['get', line('{"cmd":"get"}')],
  ['status', line('{"cmd":"status"}')],
  ['GET /', ({ doors }) => askPage(doors.http.port)],
];

/** The firmware as the build makes it, with a counter in each function. */
async function buildProfiled(): Promise<Profiled> {
  const load = (path: string): Promise<unknown> => import(pathToFileURL(join(process.cwd(), path)).href);
  const { loadTokens } = (await load('tools/build/tools.mjs')) as typeof import('../build/tools.mjs');
  const { buildFirmware } = (await load(
    'tools/build/device-bundle.mjs',
  )) as typeof import('../build/device-bundle.mjs');
  const { countCalls } = (await load('tools/build/profile.mjs')) as typeof import('../build/profile.mjs');
  const { tokens, counted } = countCalls(await loadTokens());
  await buildFirmware({ entry: 'firmware/main.ts', outfile: OUTFILE, tokens });
  return { bundle: readFileSync(OUTFILE, 'latin1'), counted };
}

/** The functions that were called, those first of which most was read. A call that meets no `return` reads all of it. */
export function rowsOf(counted: readonly Counted[], counts: readonly number[], requests: number): ProfileRow[] {
  const rows = counted.map(({ where, bytes }) => ({ where, bytes, calls: 0, read: 0 }));
  counted.forEach(({ of, bytes }, i) => {
    const row = rows[of];
    const times = (counts[i] ?? 0) / requests;
    if (!row) throw new Error(`no function ${of}`);
    if (of === i) row.calls = times;
    row.read += of === i ? times * bytes : times * (bytes - row.bytes);
  });
  return rows
    .map((row) => ({ ...row, read: Math.round(row.read) }))
    .filter(({ calls }) => calls > 0)
    .sort((a, b) => b.read - a.read);
}

export function profileLines(what: string, rows: readonly ProfileRow[]): string[] {
  const sum = (key: 'calls' | 'read'): number => rows.reduce((all, row) => all + row[key], 0);
  const line = (read: number, calls: number, where: string): string =>
    `${String(read).padStart(8)} ${calls.toFixed(1).padStart(8)}  ${where}`;
  return [
    `${what}:`,
    '   bytes    calls  function',
    ...rows.slice(0, ROWS).map((row) => line(row.read, row.calls, `${row.where} (${row.bytes} bytes)`)),
    line(sum('read'), sum('calls'), `all ${rows.length} functions`),
    '',
  ];
}

async function countsOf(device: BenchDevice, ask: Ask): Promise<number[]> {
  const client = await openLineClient(device.doors.tcp.port);
  for (let i = 0; i < WARM_UP; i++) await ask(device, client);
  await device.evaluate('$pc.fill(0)');
  for (let i = 0; i < REQUESTS; i++) await ask(device, client);
  const counts = await device.evaluate('$pc.join(" ")');
  client.close();
  return String(counts).split(' ').map(Number);
}

export async function profile(
  interpreter: string,
  files: Partial<BootFiles>,
  say: (line: string) => void,
): Promise<void> {
  const { bundle, counted } = await buildProfiled();
  const counter = `var $pc=new Uint16Array(${counted.length});function $p(i){$pc[i]++}`;
  const device = await startBenchDevice(interpreter, { ...files, '.boot0': counter, '.bootcde': bundle });
  await device.ready();
  await bringOnline(device);
  for (const [what, ask] of KINDS)
    for (const text of profileLines(what, rowsOf(counted, await countsOf(device, ask), REQUESTS))) say(text);
  await device.stop();
}
