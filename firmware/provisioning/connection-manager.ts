// Part: the radio, the trial of new settings, and what follows from it.

import type { Checked } from '../config/check.ts';
import { type Fault, fault, fieldFault } from '../lib/result.ts';
import { collect, espruinoRadio, espruinoVersion, reboot, setHostname, shutRadio } from '../platform/espruino.ts';
import type { RadioEvent } from '../platform/ports.ts';
import { appOf } from '../runtime/app.ts';
import { ON_PURPOSE } from '../runtime/boot/guard.ts';
import { FLOW_LINK, type Service } from '../runtime/service.ts';
import { HOLD_MAX_MS } from '../wifi/link/state.ts';
import { quirksOf } from '../wifi/quirks.ts';
import type { Outcome } from './apply.ts';
import { apply } from './apply.ts';
import { committedOf, type Engine } from './engine.ts';
import { cancelTrial } from './outcome.ts';
import { codeReady, onRadio, scan, send, settle, tick } from './radio.ts';
import { resumeText, trialText } from './resume.ts';
import { isCalm, isDue, isShort } from './shortage.ts';

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
/** For the port's events of a radio that goes down. */
const RADIO_DOWN_MS = 200;

function makeCode(service: Service): void {
  if ((service.kept.code && service.kept.seeded) || service.kept.making) return;
  service.load('maker')(service);
}

/** The radio goes down first: the port has died of a restart that came in the middle of its events. */
function goDown(service: Service, resume: string): void {
  service.kept.restarting = true;
  service.ports.clock.after(RADIO_DOWN_MS, reboot);
  shutRadio();
  // Last, since it may fail: what was promised is the restart.
  const vault = service.load('vault')(service.kept);
  vault.keepResume(resume);
  vault.mark(ON_PURPOSE);
}

function restart(service: Service, wipe: 'config' | 'all' | ''): void {
  if (service.kept.restarting) return;
  service.kept.restarting = true;
  service.ports.clock.after(RESTART_DELAY_MS, () => {
    // What is not wiped is not restarted for either, but may be asked for again.
    service.kept.restarting = false;
    if (wipe)
      service
        .load('vault')(service.kept)
        .wipe(wipe === 'all');
    goDown(service, '');
  });
}

/** Another part is there while somebody has asked for something in the last seconds, or is connected. */
function isQuiet(service: Service): boolean {
  if (service.given || service.kept.restarting || !isCalm(service.kept)) return false;
  return Object.keys(service.loaded).every((name) => name === 'engine' || !service.loaded[name]);
}

/** Before memory is short, in a moment in which nobody loses anything. */
function renew(service: Service): void {
  const kept = service.kept;
  if (!isDue(kept) || !isQuiet(service) || !isShort(kept, collect())) return;
  goDown(service, resumeText(kept, service.ports.clock.nowMs()));
}

function connect(engine: Engine): Fault | undefined {
  const config = committedOf(engine);
  if (config.mode === 1) return fault('invalid_request', 'mode is 1 (AP); set mode 0 to connect');
  if (!config['STA.SSID']) return fieldFault('missing_field', 'STA.SSID', 'STA.SSID is empty; set a network first');
  engine.kept.failed = undefined;
  send(engine, { type: 'connect' });
  return undefined;
}

function engineOf(service: Service): Engine {
  return {
    kept: service.kept,
    clock: service.ports.clock,
    radio: espruinoRadio(service.callbacks.radio, service.ports.link),
    quirks: quirksOf(espruinoVersion()),
    scanWaiters: [],
    emit: (event) => service.emit(event),
    log: (level, text) => service.log(FLOW_LINK, level, text),
    wakeAt: (ms) => service.wakeAt(ms),
    keep: (config) => service.load('vault')(service.kept).keep(config, service.kept.worked),
    settled() {
      service.gate().worked();
      if (BUILD_APP) appOf(service).settled();
    },
    markTrial(ssid) {
      const vault = service.load('vault')(service.kept);
      vault.keepResume(ssid && trialText(service.kept, ssid));
    },
    makeCode: () => makeCode(service),
    restart: () => restart(service, ''),
  };
}

/** A reply that has not left when the network is left is lost: so the radio waits for those of TCP and HTTP. */
function holdForReplies(service: Service, engine: Engine): void {
  if (service.owesReplies()) send(engine, { type: 'hold', ms: HOLD_MAX_MS });
}

export function create(service: Service): EngineModule {
  const engine = engineOf(service);
  return {
    begin() {
      setHostname(service.kept.host);
      engine.radio.stopAp();
      settle(engine);
    },
    tick() {
      tick(engine);
      renew(service);
    },
    onRadio: (event) => onRadio(engine, event),
    apply(checked) {
      holdForReplies(service, engine);
      return apply(engine, checked);
    },
    scan: (done, failed) => scan(engine, done, failed),
    connect() {
      holdForReplies(service, engine);
      return connect(engine);
    },
    disconnect() {
      holdForReplies(service, engine);
      cancelTrial(engine);
      send(engine, { type: 'disconnect' });
    },
    release: () => send(engine, { type: 'release' }),
    codeReady: () => codeReady(engine),
    restart: (wipe) => restart(service, wipe),
    busy: () => engine.scanWaiters.length > 0 || service.kept.restarting,
  };
}
