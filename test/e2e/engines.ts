// Runs a scenario on both engines of the simulator, on each interpreter that is named; what needs virtual time is a row of the Node engine only.

import { afterAll, afterEach, describe, expect } from 'vitest';
import { answerRequest } from '../../tools/sim/control.ts';
import { closeDoors, openDoors } from '../../tools/sim/doors.ts';
import type { BootFiles } from '../../tools/sim/engine.ts';
import { createEspruinoEngine, type EspruinoEngine } from '../../tools/sim/espruino/engine.ts';
import { measureStackUnit } from '../../tools/sim/espruino/stack-unit.ts';
import { readBundle, readSlotBuild, startScript } from '../../tools/sim/firmware-install.ts';
import { type Device, startDevice } from '../../tools/sim/harness.ts';
import type { SlotBuild } from '../../tools/slots/files.ts';
import { onInterpreters } from '../interpreters.ts';
import { type Options, settingsOf, startOf } from './options.ts';
import { type Core, type Rig, rigOf, type StackShare } from './rig.ts';
import { expectNoSecrets } from './secrets.ts';

/** Sockets that listen: TCP, HTTP, DNS. */
export const DOORS = 3;

export type Start = (options?: Options) => Promise<Rig>;
export type NodeRig = Rig & { device: Device; flashFile: string };

const BUNDLE = new URL('../../build/', import.meta.url);
const ANY = { port: 0, asked: true };
/** A busy machine is no fault of the device's. */
const SLACK_MS = 20_000;
/** Only a row that hangs takes as long, on the slowest machine. */
const ROW_MS = 240_000;
/** Each look at a real device costs it time of its own. */
const POLL_MS = 15;
/** Turns of the real world for a loopback socket when no time may pass. */
const SETTLES = 6;

type Stops = Array<() => unknown>;
async function stopAll(stops: Stops): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop();
}

/** The interpreter tells nobody of an exception while the console is taken. */
const TRAP = `process.on("uncaughtException",function(e){Serial1.write("\\r\\nUncaught "+e+"\\r\\n"+(e&&e.stack||""))});`;

/** A second of the device's is SLOWNESS of ours: a busy machine has so much longer for what the device gives it a second for. */
const SLOWNESS = 5;
const paced = (pace: number): string =>
  `var $g=getTime,$s=setTimeout;global.getTime=function(){return $g()*${pace};};global.setTimeout=function(f,n,a,b){return $s(f,n/${pace},a,b);};`;

/** What stands before the firmware's first file. */
function headOf({ throws, isSlow, pace }: Options): string {
  const times = pace ?? (isSlow ? 1 / SLOWNESS : 1);
  return (times === 1 ? '' : paced(times)) + (throws ? '' : TRAP);
}

function filesOf(options: Options): Omit<BootFiles, '.boot1'> {
  const all = { ...readBundle(BUNDLE), ...options.files };
  return { ...all, '.boot0': headOf(options) + all['.boot0'] };
}

/** TRIAL_MS as it stands in the built loader, and long enough to come up on a busy machine. */
const TRIAL = /\b18e4\b/;
const IMPATIENT_MS = 12_000;

function impatient(loader: Uint8Array): Uint8Array {
  const text = Buffer.from(loader).toString('latin1');
  if (!TRIAL.test(text)) throw new Error('the loader has no such time');
  return Buffer.from(text.replace(TRIAL, String(IMPATIENT_MS)), 'latin1');
}

/** As it is built; the loader tells of exceptions as `.boot0` does. */
function slotsOf(options: Options): SlotBuild | undefined {
  const { slots } = options;
  const built = slots ? readSlotBuild(BUNDLE) : undefined;
  if (slots && !built) throw new Error('build/firmware.bin is missing');
  if (built && slots === 'impatient') built.loader = impatient(built.loader);
  return built && { ...built, loader: Buffer.concat([Buffer.from(headOf(options)), built.loader]) };
}

/** Of every row, whatever it is about. */
function expectSound(flashFile: string, output: string, { slots, throws }: Options): void {
  expectNoSecrets(flashFile, output);
  // A firmware that a row sends may be a bad one.
  if (!slots || !throws) expect(output).not.toContain('Uncaught');
}

/** What a row has started ends with it. */
const running: Stops = [];
afterEach(() => stopAll(running));

/** A device in the Node engine that has come up. */
export async function startNode(options: Options = {}, stops = running): Promise<NodeRig> {
  const settings = await settingsOf(options);
  // Its time is virtual as it is.
  const { isSlow: _slow, pace: _pace, ...own } = options;
  const slots = slotsOf(own);
  const device = await startDevice({
    ...settings,
    ...(slots ? { slots } : {}),
    start: startOf(options),
    bootFiles: filesOf(own),
  });
  stops.push(() => expectSound(settings.flashFile, device.uart.output(), options));
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= device.stop();
    return stopping;
  };
  stops.push(stop);
  let now = 0;
  const core: Core = {
    ...device,
    async pass(ms) {
      for (let i = 0; i < SETTLES && !ms; i++) await device.settle();
      if (ms) await device.advance(ms);
      now += ms;
    },
    nowMs: () => now,
    slackMs: 0,
    isReal: false,
    stop,
  };
  return { ...(await up(core, options)), device, flashFile: settings.flashFile };
}

async function startEspruino(interpreter: string, options: Options, stops = running): Promise<Rig> {
  const log: string[] = [];
  const doors = await openDoors({ tcp: ANY, http: ANY, dns: ANY }, (line) => log.push(line));
  if ('taken' in doors) throw new Error('no free port');
  const ownHosts = [`127.0.0.1:${doors.http.port}`];
  const settings = await settingsOf(options);
  const { pace = 1 } = options;
  const files = filesOf(options);
  const engine = createEspruinoEngine({
    interpreter,
    ...settings,
    slots: slotsOf(options),
    speed: 1,
    pace,
    bootFiles: {
      '.boot1': startScript({ access: 'window', bootWindow: false, ownHosts, ...startOf(options) }),
      ...files,
    },
    doors,
    jsvars: options.jsvars ?? null,
    measureStack: options.measureStack ?? false,
    log: (line) => log.push(line),
  });
  let [output, ready] = ['', 0];
  engine.onUart((bytes) => (output += Buffer.from(bytes).toString('latin1')));
  engine.onReady(() => ready++);
  stops.push(() => expectSound(settings.flashFile, output, options));
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= engine.stop().then(() => closeDoors(doors));
    return stopping;
  };
  stops.push(stop);
  await engine.start();
  const core: Core = {
    uart: { write: (bytes) => engine.uartWrite(Buffer.from(bytes, 'latin1')), output: () => output },
    tcpPort: doors.tcp.port,
    httpPort: doors.http.port,
    dnsPort: doors.dns.port,
    readyCount: () => ready,
    control: (request) => answerRequest(engine, request),
    log: () => log,
    pass: (ms) => new Promise((resolve) => (ms > 1 ? setTimeout(resolve, POLL_MS) : setImmediate(resolve))),
    nowMs: () => performance.now() * pace,
    slackMs: SLACK_MS * pace,
    isReal: true,
    events: () => engine.events(),
    evaluate: (expression) => engine.evaluate(expression),
    stop,
    ...(options.measureStack ? { stack: await stackShareOf(interpreter, engine) } : {}),
  };
  return up(core, options);
}

async function stackShareOf(interpreter: string, engine: EspruinoEngine): Promise<StackShare> {
  const { wholeBytes } = await measureStackUnit(interpreter);
  return {
    reset: () => engine.stack().reset(),
    percent: () => Math.round((100 * engine.stack().used()) / wholeBytes),
  };
}

/** Comes to its doors, unless the row wants to see it come up. */
async function up(core: Core, options: Options): Promise<Rig> {
  const rig = rigOf(core);
  if (!options.start?.bootWindow) await rig.until(() => core.readyCount() > 0);
  return rig;
}

/** While the access point starts, heap is set aside for it, and a second connection is told to come back. */
async function calm(rig: Rig, { provisioned, flash }: Options): Promise<Rig> {
  const isStarting = !provisioned && !flash;
  if (rig.core.isReal && isStarting) await rig.until(async () => (await rig.state()).ap !== null, 15_000);
  return rig;
}

/** One device for all rows of a group that only ask; it is stopped after the last of them. */
function shareBy(start: (options: Options, stops: Stops) => Promise<Rig>): Start {
  const stops: Stops = [];
  let rig: Promise<Rig> | undefined;
  afterAll(() => stopAll(stops));
  return (options = {}) => {
    rig ??= start(options, stops).then((started) => calm(started, options));
    return rig;
  };
}

/** The rows once on each interpreter; none of its devices is shared with another's. */
function onEspruino(title: string, rows: (start: Start, share: Start) => void): void {
  describe(`${title} (espruino)`, { timeout: ROW_MS }, () =>
    onInterpreters((path) =>
      rows(
        (options = {}) => startEspruino(path, options),
        shareBy((options, stops) => startEspruino(path, options, stops)),
      ),
    ),
  );
}

/** Rows that both engines run: at most 5 s of device time each. `share` gives every row of the group the same device. */
export function onBothEngines(title: string, rows: (start: Start, share: Start) => void): void {
  describe(`${title} (node)`, { timeout: ROW_MS }, () => rows(startNode, shareBy(startNode)));
  onEspruino(title, rows);
}

/** Rows that need hours, power cuts or a look inside: the interpreter's time is our own. */
export function onNodeOnly(title: string, rows: (start: (options?: Options) => Promise<NodeRig>) => void): void {
  process.stderr.write(`Node engine only: ${title}\n`);
  describe(`${title} (node only)`, { timeout: ROW_MS }, () => rows(startNode));
}

/** Rows that only the real interpreter can run: what V8 would catch, or what would fill this process. */
export function onRealOnly(title: string, rows: (start: Start) => void): void {
  onEspruino(title, rows);
}

/** Rows about what only the real interpreter has: variables, and its ways of losing them. */
export function onInterpreterOnly(title: string, rows: (start: Start) => void): void {
  onEspruino(title, rows);
}
