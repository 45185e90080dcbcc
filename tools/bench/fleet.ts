// `npm run bench:fleet`: time and memory of `wifiprov fleet`, for one simulated device and for many, in one run.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const COUNT = 200;
const LOOK_MS = 20;
const TOOLS = new URL('..', import.meta.url);
/** Two networks of the simulator's street, in turn, so that each run is a trial. */
const NETWORKS = [
  ['--ssid', 'Home'],
  ['--ssid', 'Cafe', '--auth', '1'],
];

/** Run in the command's own process: what it holds is what is left when all garbage is collected. */
const WATCH = `let most = 0;
setInterval(() => { gc(); most = Math.max(most, process.memoryUsage().heapUsed); }, 500).unref();
process.on('exit', () => process.stderr.write('HELD ' + most + '\\n'));`;
const WATCHED = ['--expose-gc', '--import', `data:text/javascript,${encodeURIComponent(WATCH)}`];
const MB = 1_048_576;

interface Measured {
  seconds: number;
  heldMb: number;
  /** The most that it had, where the system tells. */
  peakMb: number;
}

function start(tool: string, words: string[], flags: string[] = []): ChildProcess {
  const env = { ...process.env, WIFIPROV_PWD: 'correct horse' };
  return spawn(process.execPath, [...flags, fileURLToPath(new URL(tool, TOOLS)), ...words], { env });
}

function startMany(count: number, csv: string): Promise<ChildProcess> {
  const child = start('many.mjs', [String(count), '--csv', csv]);
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (bytes) =>
      String(bytes).includes('READY') ? resolve(child) : reject(new Error(`${bytes}`)),
    );
  });
}

function peakOf(child: ChildProcess): number {
  const path = `/proc/${child.pid}/status`;
  const [, kb = 0] = (existsSync(path) && /VmHWM:\s+(\d+)/.exec(readFileSync(path, 'utf8'))) || [];
  return Number(kb) / 1024;
}

let runs = 0;

async function measure(csv: string, words: string[]): Promise<Measured> {
  const network = NETWORKS[runs++ % NETWORKS.length] ?? [];
  const child = start('cli.mjs', ['fleet', csv, ...network, ...words, '--json'], WATCHED);
  let [out, err, peakMb] = ['', '', 0];
  child.stdout?.on('data', (bytes) => (out += bytes));
  child.stderr?.on('data', (bytes) => (err += bytes));
  const look = setInterval(() => (peakMb = Math.max(peakMb, peakOf(child))), LOOK_MS);
  const status = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(look);
  const last = out.trim().split('\n').at(-1) ?? '';
  if (status !== 0) throw new Error(`it ended with ${status}: ${last}${err}`);
  const [, held = 0] = /HELD (\d+)/.exec(err) ?? [];
  return { seconds: JSON.parse(last).seconds, heldMb: Number(held) / MB, peakMb };
}

/** The head and the first rows. */
function rowsOf(csv: string, count: number, path: string): string {
  const lines = readFileSync(csv, 'utf8').split('\n');
  writeFileSync(path, `${lines.slice(0, count + 1).join('\n')}\n`);
  return path;
}

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const count = Number(positionals[0] ?? COUNT);
  const folder = mkdtempSync(join(tmpdir(), 'wifiprov-bench-'));
  const csv = join(folder, 'devices.csv');
  const many = await startMany(count, csv);
  let one = 0;
  console.log('devices  at a time   seconds  times one  held MB  peak MB');
  const rows = [1, count / 4, count].map((devices) => [Math.ceil(devices), 16]);
  for (const [devices = 0, parallel = 0] of [...rows, [count, 64], [count, 128]]) {
    const file = rowsOf(csv, devices, join(folder, 'rows.csv'));
    const { seconds, heldMb, peakMb } = await measure(file, ['--parallel', String(parallel)]);
    one ||= seconds;
    const cells = [
      devices,
      parallel,
      seconds.toFixed(1),
      (seconds / one).toFixed(1),
      heldMb.toFixed(1),
      peakMb.toFixed(0),
    ];
    console.log([7, 10, 9, 10, 8, 8].map((width, i) => String(cells[i]).padStart(width)).join(' '));
  }
  many.kill();
  rmSync(folder, { recursive: true });
}

await main();
