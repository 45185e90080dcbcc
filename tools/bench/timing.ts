// Measures the interpreter's processor time: what a request takes, against something simpler in the same bench.
//
// Both run in the same bench, one after the other in each round, and the middle of the rounds counts. On a host with much
// other work the figures mean little, and least of all that of the echo, which is a tenth of ours.

import { type LineClient, openLineClient } from './client.ts';
import { type BenchDevice, pause, startBenchDevice } from './device.ts';
import { CONFIG_REQUEST } from './requests.ts';
import { exchange, openStackDevice } from './stack-client.ts';

const ROUNDS = 8;
const REQUESTS = 60;
const WARM_UP = 20;
const PIPELINE = 20;
/** A page takes as long as twenty pings. */
const PAGES = 6;
const TRIES = 5;
const TRY_AGAIN_MS = 500;

/** Splits at line ends only, as any server of this protocol must. */
const ECHO = `var echo=require("net").createServer(function(c){var b="";c.on("data",function(d){
b+=d;var i;while((i=b.indexOf("\\n"))>=0){c.write(JSON.stringify(JSON.parse(b.substr(0,i)))+"\\n");b=b.substr(i+1);}});});
echo.listen(6666);Serial1.write("# ready\\r\\n");`;

/** Writes that many bytes of the page's file to each client that has sent a head, and nothing else. */
const pageServer = (
  bytes: number,
): string => `var page=require("net").createServer(function(c){var b="";c.on("data",function(d){
b+=d;if(b.indexOf("\\r\\n\\r\\n")>=0)c.end(require("Storage").read("wifiprov.page",0,${bytes}));});});
page.listen(80);Serial1.write("# ready\\r\\n");`;

const PAGE_HEAD = ['GET / HTTP/1.1', 'Accept-Encoding: gzip'];

interface Timed {
  what: string;
  /** What it is compared with. */
  base: string;
  /** Milliseconds for one request. */
  ours: number;
  echo: number;
}

interface Kind {
  what: string;
  line: string;
  /** On their way at once. */
  depth: number;
}

const PING = '{"cmd":"ping"}';
const GET = '{"cmd":"get"}';
const KINDS: readonly Kind[] = [
  { what: 'ping', line: PING, depth: 1 },
  { what: 'config, unchanged', line: CONFIG_REQUEST, depth: 1 },
  { what: 'get', line: GET, depth: 1 },
  { what: 'status', line: '{"cmd":"status"}', depth: 1 },
  { what: 'each of 20 pings in a pipeline', line: PING, depth: PIPELINE },
];

/** Something that is asked again and again. */
interface Load {
  device: BenchDevice;
  /** Resolves when that many have been answered. */
  run(count: number): Promise<unknown>;
}

async function cost({ device, run }: Load, count: number): Promise<number> {
  const before = device.engine.cpuMs();
  await run(count);
  return (device.engine.cpuMs() - before) / count;
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

async function compare(ours: Load, base: Load, requests: number): Promise<{ ours: number; echo: number }> {
  const costs: { ours: number[]; echo: number[] } = { ours: [], echo: [] };
  await ours.run(Math.min(WARM_UP, requests));
  await base.run(Math.min(WARM_UP, requests));
  for (let round = 0; round < ROUNDS; round++) {
    costs.ours.push(await cost(ours, requests));
    costs.echo.push(await cost(base, requests));
  }
  return { ours: middle(costs.ours), echo: middle(costs.echo) };
}

function lines(device: BenchDevice, client: LineClient, { line, depth }: Kind): Load {
  return {
    device,
    async run(count) {
      for (let i = 0; i < count; i += depth) {
        const replies = await Promise.all(Array.from({ length: depth }, () => client.request(line)));
        if (replies.includes(null)) throw new Error(`no reply to ${line}`);
      }
    },
  };
}

async function inTurn(count: number, ask: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < count; i++) await ask();
}

async function timeLines(device: BenchDevice, interpreter: string): Promise<Timed[]> {
  const bare = await startBenchDevice(interpreter, { '.bootcde': ECHO });
  await bare.ready();
  const ours = await openLineClient(device.doors.tcp.port);
  const echo = await openLineClient(bare.doors.tcp.port);
  const rows: Timed[] = [];
  for (const kind of KINDS) {
    const times = await compare(lines(device, ours, kind), lines(bare, echo, kind), REQUESTS);
    rows.push({ what: kind.what, base: 'a bare echo', ...times });
  }
  ours.close();
  echo.close();
  await bare.stop();
  return rows;
}

/** Asks for the page until it comes. */
export async function askPage(port: number): Promise<string> {
  const text = [...PAGE_HEAD, `Host: 127.0.0.1:${port}`, '', ''].join('\r\n');
  // A device that is short of heap turns a connection away, and a browser comes back.
  for (let tries = 1; ; tries++) {
    try {
      return await exchange(port, text);
    } catch (error) {
      if (tries === TRIES) throw error;
      await pause(TRY_AGAIN_MS);
    }
  }
}

async function timePage(device: BenchDevice, interpreter: string, page: string): Promise<Timed> {
  const { length } = await askPage(device.doors.http.port);
  const bare = await startBenchDevice(interpreter, { '.bootcde': pageServer(length), 'wifiprov.page': page });
  await bare.ready();
  const load = (one: BenchDevice): Load => ({
    device: one,
    run: (count) => inTurn(count, () => askPage(one.doors.http.port)),
  });
  const times = await compare(load(device), load(bare), PAGES);
  await bare.stop();
  return { what: 'GET /', base: 'a bare server of the same bytes', ...times };
}

/** After the handshake. */
async function timeSealed(device: BenchDevice): Promise<Timed> {
  const doors = openStackDevice(device);
  await doors.code();
  const session = await doors.session();
  const plain = await openLineClient(device.doors.tcp.port);
  const sealed: Load = { device, run: (count) => inTurn(count, () => session.request(JSON.parse(GET))) };
  const times = await compare(sealed, lines(device, plain, { what: 'get', line: GET, depth: 1 }), REQUESTS);
  session.close();
  plain.close();
  return { what: 'get, sealed', base: 'the same request, plain', ...times };
}

/** `device`: with the firmware, online. `page`: the file of the page. */
export async function timeRequests(device: BenchDevice, interpreter: string, page: string): Promise<Timed[]> {
  const rows = await timeLines(device, interpreter);
  return [...rows, await timePage(device, interpreter, page), await timeSealed(device)];
}
