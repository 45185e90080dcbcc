// Measures the interpreter's processor time: a request, against a bare server that reads and writes JSON of the same bytes.
//
// Both run in the same bench, one after the other in each round, and the middle of the rounds counts. On a
// host with much other work the figures mean little: that of the echo, a tenth of ours, the least.

import { type LineClient, openLineClient } from './client.ts';
import { type BenchDevice, startBenchDevice } from './device.ts';
import { CONFIG_REQUEST } from './requests.ts';

const ROUNDS = 8;
const REQUESTS = 60;
const WARM_UP = 20;
const PIPELINE = 20;

/** Splits at line ends only, as any server of this protocol must. */
const ECHO = `var echo=require("net").createServer(function(c){var b="";c.on("data",function(d){
b+=d;var i;while((i=b.indexOf("\\n"))>=0){c.write(JSON.stringify(JSON.parse(b.substr(0,i)))+"\\n");b=b.substr(i+1);}});});
echo.listen(6666);Serial1.write("# ready\\r\\n");`;

export interface Timed {
  what: string;
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
const KINDS: readonly Kind[] = [
  { what: 'ping', line: PING, depth: 1 },
  { what: 'config, unchanged', line: CONFIG_REQUEST, depth: 1 },
  { what: 'get', line: '{"cmd":"get"}', depth: 1 },
  { what: 'status', line: '{"cmd":"status"}', depth: 1 },
  { what: 'each of 20 pings in a pipeline', line: PING, depth: PIPELINE },
];

async function send(client: LineClient, { line, depth }: Kind, count: number): Promise<void> {
  for (let i = 0; i < count; i += depth) {
    const replies = await Promise.all(Array.from({ length: depth }, () => client.request(line)));
    if (replies.includes(null)) throw new Error(`no reply to ${line}`);
  }
}

async function cost(device: BenchDevice, client: LineClient, kind: Kind): Promise<number> {
  const before = device.engine.cpuMs();
  await send(client, kind, REQUESTS);
  return (device.engine.cpuMs() - before) / REQUESTS;
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** `device`: with the firmware, online. */
export async function timeRequests(device: BenchDevice, interpreter: string): Promise<Timed[]> {
  const bare = await startBenchDevice(interpreter, { '.bootcde': ECHO });
  await bare.ready();
  const clients = {
    ours: await openLineClient(device.doors.tcp.port),
    echo: await openLineClient(bare.doors.tcp.port),
  };
  const rows: Timed[] = [];
  for (const kind of KINDS) {
    const ours: number[] = [];
    const echo: number[] = [];
    await send(clients.ours, kind, WARM_UP);
    await send(clients.echo, kind, WARM_UP);
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await cost(device, clients.ours, kind));
      echo.push(await cost(bare, clients.echo, kind));
    }
    rows.push({ what: kind.what, ours: middle(ours), echo: middle(echo) });
  }
  clients.ours.close();
  clients.echo.close();
  await bare.stop();
  return rows;
}
