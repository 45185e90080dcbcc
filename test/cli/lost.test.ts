// The line to a device is lost while the command waits: what is told at once, when it ends, and with which status.

import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { command, type Ran } from './bench.ts';

const STATUS = { state: 'online', ssid: 'Home', ip: '127.0.0.1', uptime_s: 100, window: 'open', mode: 0 };
const ACCEPTED = { ok: true, state: 'connecting', saved: false, warnings: [] };
const STEP_MS = 500;
const TURNS = 50;
const END_MS = 40_000;

/** What the device does when it is told the new network. */
type Fate = (socket: Socket, server: Server) => void;

/** Says so, and its connection is reset. */
function leaves(socket: Socket): void {
  socket.write(`${JSON.stringify(ACCEPTED)}\n`, () => socket.resetAndDestroy());
}

const FATES: { [name: string]: Fate } = {
  'it is silent from then on': () => {},
  'it says so, and is silent': (socket) => void socket.write(`${JSON.stringify(ACCEPTED)}\n`),
  'it leaves, and another computer has its address': (socket, server) => {
    server.close();
    leaves(socket);
  },
  'it leaves, and its address is silent': leaves,
};

let server: Server;
let sockets: Socket[];
/** It has been told to go elsewhere. */
let isTold: boolean;
beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] }),
);
afterEach(() => {
  vi.useRealTimers();
  server.close();
  for (const socket of sockets) socket.destroy();
});

/** A device at home that answers until it is told to go elsewhere; afterwards nobody is answered. */
async function startFake(fate: Fate): Promise<number> {
  isTold = false;
  sockets = [];
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      if (isTold) return;
      if (String(bytes).includes('"status"'))
        return void socket.write(`${JSON.stringify({ ok: true, data: STATUS })}\n`);
      isTold = true;
      fate(socket, server);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

interface Course {
  ran: Ran;
  endMs: number;
  /** When something was first said, and what. */
  toldMs: number;
  told: string;
}

/** What the sockets of this computer bring; no time passes. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Time passes only here, once the device is told. */
async function play(fate: Fate): Promise<Course> {
  const port = await startFake(fate);
  let live: Ran | undefined;
  let done: Ran | undefined;
  const words = ['join', 'Lab', '--pwd', 'correct horse', '--host', `127.0.0.1:${port}`, '--plain'];
  void command(words, { watch: (ran) => (live = ran) }).then((ran) => (done = ran));
  while (!isTold) await turns();
  const began = Date.now();
  let toldMs = Number.NaN;
  let told = '';
  while (!done && Date.now() - began < END_MS) {
    await turns();
    if (!told && live?.err) [told, toldMs] = [live.err, Date.now() - began];
    if (!done) await vi.advanceTimersByTimeAsync(STEP_MS);
  }
  if (!done) throw new Error(`not over: ${live?.err}`);
  return { ran: done, endMs: Date.now() - began, toldMs, told };
}

const LEFT = 'the device has left this network to try "Lab"; within 20 s it is online there, or back on "Home".';
const AWAY = `${LEFT} Ctrl-C stops the waiting, not the device.\nlooking for the device, for up to 30 s ...\n`;
const LOST = 'trying "Lab" ... (connection lost, looking for the device, for up to 9 s)\n';
const GOES_ON =
  'no sign of the device; if it runs, it goes on trying "Lab" by itself: within 20 s it is online there, or';

it.each<[string, string, number, string]>([
  ['it says so, and is silent', AWAY, 32_000, 'not back on "Home". It is probably online on "Lab"'],
  ['it leaves, and its address is silent', AWAY, 32_000, 'not back on "Home". It is probably online on "Lab"'],
  ['it leaves, and another computer has its address', LOST, 10_000, 'it goes on trying "Lab" by itself'],
])('%s: that is told within ten seconds, and status 3 ends it', async (fate, live, mostMs, said) => {
  const { ran, endMs, told, toldMs } = await play(FATES[fate] as Fate);
  expect(ran).toMatchObject({ exit: 3, out: '' });
  expect(live === AWAY ? told : ran.err).toContain(live);
  expect(toldMs).toBeLessThan(6_000);
  expect(ran.err).toContain(said);
  if (live === LOST) expect(ran.err).toContain(GOES_ON);
  expect(endMs).toBeLessThanOrEqual(mostMs);
});

it('a request that is not answered ends within ten seconds with status 3', async () => {
  const { ran, endMs } = await play(FATES['it is silent from then on'] as Fate);
  expect(ran).toMatchObject({ exit: 3, out: '' });
  expect(ran.err).toContain('ask for the status to see whether it took the settings');
  expect(endMs).toBeLessThanOrEqual(10_000);
});
