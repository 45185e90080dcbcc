// Part: the radio, the trial of new settings, and what follows from it.

import type { Checked } from '../config/check.ts';
import { type Fault, fault, fieldFault } from '../lib/result.ts';
import { collect, espruinoRadio, espruinoVersion, reboot, setHostname, shutRadio } from '../platform/espruino.ts';
import type { RadioEvent } from '../platform/ports.ts';
import { eventLines } from '../protocols/uart/event-lines.ts';
import { appOf } from '../runtime/app.ts';
import { ON_PURPOSE } from '../runtime/boot/guard.ts';
import { FLOW_LINK, type Kernel } from '../runtime/service.ts';
import { HOLD_MAX_MS } from '../wifi/link/state.ts';
import { quirksOf } from '../wifi/quirks.ts';
import type { Outcome } from './apply.ts';
import { apply } from './apply.ts';
import { committedOf, type Engine } from './engine.ts';
import { cancelTrial } from './outcome.ts';
import { codeReady, onRadio, scan, send, settle, tick } from './radio.ts';
import { resumeText, trialText } from './resume.ts';
import { isCalm, isDue, isShort, isStill, isTooFull } from './shortage.ts';

export interface EngineModule {
  /** The config is known: the radio may begin. */
  begin(): void;
  tick(): void;
  onRadio(event: RadioEvent): void;
  apply(checked: Checked): Outcome;
  /** `failed` is called in place of what `done` would have led to. */
  scan(done: () => void, failed: (fault: Fault) => void): void;
  connect(): Fault | undefined;
  disconnect(): void;
  /** No reply is on its way over a socket any more. Without it the radio is left alone for HOLD_MAX_MS. */
  release(): void;
  /** The setup code has been made. */
  codeReady(): void;
  /** Lets replies go out, forgets what is named, restarts. */
  restart(wipe: 'config' | 'all' | ''): void;
  busy(): boolean;
}

/** Replies get this long to reach their readers before the restart. */
export const RESTART_DELAY_MS = 500;
const RENEWING = 'memory is low: the device restarts now; send this again once it is back';
/** For the port's events of a radio that goes down. */
const RADIO_DOWN_MS = 200;

function makeCode(kernel: Kernel): void {
  if ((kernel.kept.code && kernel.kept.seeded) || kernel.kept.making) return;
  kernel.load('maker')(kernel);
}

/** The radio goes down first: the port has died of a restart that came in the middle of its events. */
function goDown(kernel: Kernel, resume: string): void {
  kernel.kept.restarting = true;
  kernel.ports.clock.after(RADIO_DOWN_MS, reboot);
  shutRadio();
  // Last, since it may fail: what was promised is the restart.
  const vault = kernel.load('vault')(kernel.kept);
  vault.keepResume(resume);
  vault.mark(ON_PURPOSE);
}

function restart(kernel: Kernel, wipe: 'config' | 'all' | ''): void {
  if (kernel.kept.restarting) return;
  kernel.kept.restarting = true;
  kernel.ports.clock.after(RESTART_DELAY_MS, () => {
    // What is not wiped is not restarted for either, but may be asked for again.
    kernel.kept.restarting = false;
    if (wipe)
      kernel
        .load('vault')(kernel.kept)
        .wipe(wipe === 'all');
    goDown(kernel, '');
  });
}

/** Another module is loaded while a person types, a client asked for something in the last seconds, or one is connected. */
function isAsked(kernel: Kernel): boolean {
  return !Object.keys(kernel.loaded).every((name) => name === 'engine' || !kernel.loaded[name]);
}

function goDownToRenew(kernel: Kernel): void {
  // Not by the console, which may not be in memory.
  kernel.ports.uart.write(eventLines('restarting: memory', ''));
  goDown(kernel, resumeText(kernel.kept, kernel.ports.clock.nowMs()));
}

/** Before memory runs short, at a moment when no client loses anything. */
function renew(kernel: Kernel): void {
  const kept = kernel.kept;
  if (!isDue(kept) || kernel.given || kept.restarting) return;
  const now = kernel.ports.clock.nowMs();
  if (isAsked(kernel)) kept.stirredMs = now;
  else if (isCalm(kept) && isShort(kept, collect()) && isStill(kept, now)) goDownToRenew(kernel);
}

/** Where nobody has left a moment for the restart and there is too little memory to change the network: told, done now. */
function renewFirst(kernel: Kernel): Fault | undefined {
  const kept = kernel.kept;
  if (!isDue(kept) || (!kept.isShort && !isTooFull(kept, collect()))) return undefined;
  kept.restarting = true;
  kernel.ports.clock.after(RESTART_DELAY_MS, () => goDownToRenew(kernel));
  return fault('busy', RENEWING);
}

function connect(engine: Engine): Fault | undefined {
  const config = committedOf(engine);
  if (config.mode === 1) return fault('invalid_request', 'mode is 1 (AP); set mode 0 to connect');
  if (!config['STA.SSID']) return fieldFault('missing_field', 'STA.SSID', 'STA.SSID is empty; set a network first');
  engine.kept.failed = undefined;
  send(engine, { type: 'connect' });
  return undefined;
}

function engineOf(kernel: Kernel): Engine {
  return {
    kept: kernel.kept,
    clock: kernel.ports.clock,
    radio: espruinoRadio(kernel.ears.radio, kernel.ports.link),
    quirks: quirksOf(espruinoVersion()),
    scanners: [],
    tell(news) {
      kernel.kept.stirredMs = kernel.ports.clock.nowMs();
      kernel.tell(news);
    },
    log: (level, text) => kernel.log(FLOW_LINK, level, text),
    wakeAt: (ms) => kernel.wakeAt(ms),
    keep: (config) => kernel.load('vault')(kernel.kept).keep(config, kernel.kept.worked),
    settled() {
      kernel.gate().worked();
      if (BUILD_APP) appOf(kernel).settled();
    },
    markTrial(ssid) {
      const vault = kernel.load('vault')(kernel.kept);
      vault.keepResume(ssid && trialText(kernel.kept, ssid));
    },
    makeCode: () => makeCode(kernel),
    restart: () => restart(kernel, ''),
  };
}

/** A reply that has not left when the network is left is lost: so the radio waits for those of TCP and HTTP. */
function holdForReplies(kernel: Kernel, engine: Engine): void {
  if (kernel.owesReplies()) send(engine, { type: 'hold', ms: HOLD_MAX_MS });
}

export function create(kernel: Kernel): EngineModule {
  const engine = engineOf(kernel);
  return {
    begin() {
      setHostname(kernel.kept.host);
      engine.radio.stopAp();
      settle(engine);
    },
    tick() {
      tick(engine);
      renew(kernel);
    },
    onRadio: (event) => onRadio(engine, event),
    apply(checked) {
      const wrong = renewFirst(kernel);
      if (wrong) return wrong;
      holdForReplies(kernel, engine);
      return apply(engine, checked);
    },
    scan: (done, failed) => scan(engine, done, failed),
    connect() {
      const wrong = renewFirst(kernel);
      if (wrong) return wrong;
      holdForReplies(kernel, engine);
      return connect(engine);
    },
    disconnect() {
      holdForReplies(kernel, engine);
      cancelTrial(engine);
      send(engine, { type: 'disconnect' });
    },
    release: () => send(engine, { type: 'release' }),
    codeReady: () => codeReady(engine),
    restart: (wipe) => restart(kernel, wipe),
    busy: () => engine.scanners.length > 0 || kernel.kept.restarting,
  };
}
