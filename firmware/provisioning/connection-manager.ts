// Module: the radio, the trial of new settings, and what follows from it.

import type { Checked } from '../config/check.ts';
import type { Known } from '../config/known.ts';
import { type Fault, fault, fieldFault } from '../lib/result.ts';
import { collect, espruinoRadio, espruinoVersion, reboot, setHostname, shutRadio } from '../platform/espruino.ts';
import type { RadioEvent } from '../platform/ports.ts';
import { eventLines } from '../protocols/uart/event-lines.ts';
import { appOf } from '../runtime/app.ts';
import { askers } from '../runtime/askers.ts';
import { ON_PURPOSE } from '../runtime/boot/guard.ts';
import { BUSY } from '../runtime/clock.ts';
import { FLOW_LINK, type Service } from '../runtime/service.ts';
import { othersIn } from '../storage/known-networks.ts';
import { HOLD_MAX_MS } from '../wifi/link/limits.ts';
import { quirksOf } from '../wifi/quirks.ts';
import { codeReady } from './access-point.ts';
import type { Outcome } from './apply.ts';
import { apply, forget } from './apply.ts';
import { type ConnectionContext, committedOf } from './connection-context.ts';
import type { KnownNetwork } from './networks.ts';
import { cancelTrial } from './outcome.ts';
import { followConfig, send } from './radio.ts';
import { onRadio, tick } from './radio-events.ts';
import { resumeText, trialText } from './resume.ts';
import { scan } from './scan-waiters.ts';
import { isCalm, isDue, isShort, isStill, isTooFull, isTooTight } from './shortage.ts';

export interface ConnectionManager {
  /** The config is known: the radio may begin. */
  begin(): void;
  tick(): void;
  onRadio(event: RadioEvent): void;
  apply(checked: Checked): Outcome;
  /** `failed` is called in place of what `done` would have led to. */
  scan(done: () => void, failed: (fault: Fault) => void): void;
  connect(): Fault | undefined;
  disconnect(): void;
  /** The known networks, the one in use first. */
  networks(): KnownNetwork[];
  /** Whatever a client has given as its name. */
  forget(ssid: unknown, reply: (wrong: Fault | undefined) => void): void;
  /** The network of the config. */
  /** `next` takes its place. */
  forgetKept(next: Known | undefined): Fault | undefined;
  /** One of the others is forgotten: an attempt at it is broken off. */
  recount(): void;
  /** No reply is on its way over a socket any more. Without it the radio is left alone for HOLD_MAX_MS. */
  release(): void;
  /** The setup code has been made. */
  codeReady(): void;
  /** Lets replies go out, forgets what is named, restarts. */
  restart(wipe: 'config' | 'all' | ''): void;
  busy(): boolean;
}

/** Replies get this long to reach their readers before the restart. */
const RESTART_DELAY_MS = 500;
const RENEWING = 'memory is low: the device restarts now; send this again once it is back';
/** For the port's events of a radio that goes down. */
const RADIO_DOWN_MS = 200;

function makeCode(service: Service): void {
  if ((service.state.code && service.state.seeded) || service.state.making) return;
  service.load('secrets')(service);
}

/** The radio goes down first: the port has died of a restart that came in the middle of its events. */
function goDown(service: Service, resume: string): void {
  service.state.restarting = true;
  service.ports.clock.after(RADIO_DOWN_MS, reboot);
  shutRadio();
  // Last, since it may fail: what was promised is the restart.
  const store = service.load('store')(service.state);
  store.keepResume(resume);
  store.mark(ON_PURPOSE);
}

function restart(service: Service, wipe: 'config' | 'all' | ''): void {
  if (service.state.restarting) return;
  service.state.restarting = true;
  service.ports.clock.after(RESTART_DELAY_MS, () => {
    // What is not wiped is not restarted for either, but may be asked for again.
    service.state.restarting = false;
    if (wipe)
      service
        .load('store')(service.state)
        .wipe(wipe === 'all');
    goDown(service, '');
  });
}

/** Another module is loaded while a person types, a client asked for something in the last seconds, or one is connected. */
function isAsked(service: Service): boolean {
  return !Object.keys(service.loaded).every((name) => name === 'connection' || !service.loaded[name]);
}

function goDownToRenew(service: Service): void {
  // Not by the console, which may not be in memory.
  service.ports.uart.write(eventLines('restarting: memory', ''));
  goDown(service, resumeText(service.state, service.ports.clock.nowMs()));
}

/** Before memory runs short, at a moment when no client loses anything. */
function renew(service: Service): void {
  const state = service.state;
  if (!isDue(state) || service.isReplActive || state.restarting) return;
  const now = service.ports.clock.nowMs();
  if (isAsked(service)) state.activeMs = now;
  else if (isCalm(state) && isShort(state, collect()) && isStill(state, now)) goDownToRenew(service);
}

/** What has read and checked the request goes first. */
function isTight(service: Service): boolean {
  const asking = askers(service.loaded);
  if (!isTooTight(asking, collect())) return false;
  service.kept = {};
  return isTooTight(asking, collect());
}

/** Too little memory to change the network: told. Where nobody has left a moment for the restart, it is done now. */
function lacksMemory(service: Service): Fault | undefined {
  const state = service.state;
  if (!isDue(state) || (!state.isShort && !isTooFull(state, collect())))
    return isTight(service) ? fault('busy', BUSY) : undefined;
  state.restarting = true;
  service.ports.clock.after(RESTART_DELAY_MS, () => goDownToRenew(service));
  return fault('busy', RENEWING);
}

function connect(connection: ConnectionContext): Fault | undefined {
  const config = committedOf(connection);
  if (config.mode === 1) return fault('invalid_request', 'mode is 1 (AP); set mode 0 to connect');
  if (!config['STA.SSID']) return fieldFault('missing_field', 'STA.SSID', 'STA.SSID is empty; set a network first');
  connection.state.failed = undefined;
  send(connection, { type: 'connect' });
  return undefined;
}

function noteOthers(connection: ConnectionContext, others: number): void {
  if (others !== (connection.state.link.others || 0)) send(connection, { type: 'known', others });
}

function contextOf(service: Service): ConnectionContext {
  const connection: ConnectionContext = {
    state: service.state,
    clock: service.ports.clock,
    radio: espruinoRadio(service.callbacks.radio, service.ports.link),
    quirks: quirksOf(espruinoVersion()),
    scanWaiters: [],
    emit(event) {
      service.state.activeMs = service.ports.clock.nowMs();
      service.emit(event);
    },
    log: (level, text) => service.log(FLOW_LINK, level, text),
    wakeAt: (ms) => service.wakeAt(ms),
    keep(config, isForgotten) {
      const store = service.load('store')(service.state);
      store.open();
      const wrong = store.keep(config, service.state.worked, isForgotten);
      if (BUILD_KNOWN) noteOthers(connection, othersIn(store, config['STA.SSID']).length);
      return wrong;
    },
    others: (ssid) => (BUILD_KNOWN ? othersIn(service.load('store')(service.state), ssid) : []),
    countOthers(ssid) {
      if (BUILD_KNOWN) noteOthers(connection, connection.others(ssid).length);
    },
    changed() {
      service.window().worked();
      if (BUILD_APP) appOf(service).changed();
    },
    markTrial(ssid) {
      const store = service.load('store')(service.state);
      store.keepResume(ssid && trialText(service.state, ssid));
    },
    makeCode: () => makeCode(service),
    restart: () => restart(service, ''),
  };
  return connection;
}

/** A reply that has not left when the network is left is lost: so the radio waits for those of TCP and HTTP. */
function holdForReplies(service: Service, connection: ConnectionContext): void {
  if (service.owesReplies()) send(connection, { type: 'hold', ms: HOLD_MAX_MS });
}

function begin(service: Service, connection: ConnectionContext): void {
  setHostname(service.state.host);
  connection.radio.stopAp();
  followConfig(connection);
  // With no access point to come, nothing else turns the radio on, by which the setup code is made.
  if (BUILD_AP_POLICY === 'never' && !service.state.code) send(connection, { type: 'scan' });
}

export function create(service: Service): ConnectionManager {
  const connection = contextOf(service);
  return {
    begin: () => begin(service, connection),
    tick() {
      tick(connection);
      renew(service);
    },
    onRadio: (event) => onRadio(connection, event),
    apply(checked) {
      const wrong = lacksMemory(service);
      if (wrong) return wrong;
      holdForReplies(service, connection);
      return apply(connection, checked);
    },
    scan: (done, failed) => scan(connection, done, failed),
    connect() {
      const wrong = lacksMemory(service);
      if (wrong) return wrong;
      holdForReplies(service, connection);
      return connect(connection);
    },
    disconnect() {
      holdForReplies(service, connection);
      cancelTrial(connection);
      send(connection, { type: 'disconnect' });
    },
    networks: () => (BUILD_KNOWN ? service.load('networks')(service) : []),
    forget(ssid, reply) {
      if (BUILD_KNOWN) service.load('forget')(service, ssid, reply);
    },
    forgetKept(next) {
      if (!BUILD_KNOWN) return undefined;
      holdForReplies(service, connection);
      return forget(connection, next);
    },
    recount() {
      if (!BUILD_KNOWN) return;
      connection.countOthers(committedOf(connection)['STA.SSID']);
      followConfig(connection);
    },
    release: () => send(connection, { type: 'release' }),
    codeReady: () => codeReady(connection),
    restart: (wipe) => restart(service, wipe),
    busy: () => connection.scanWaiters.length > 0 || service.state.restarting,
  };
}
