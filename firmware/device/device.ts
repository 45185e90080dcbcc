// The device as every door sees it: one config, one trial at a time, news for whoever listens.

import { type Changes, type Checked, checkChanges } from '../config/check.ts';
import { type Config, AUTH_OPEN, defaultApSsid } from '../config/schema.ts';
import { type Fault, type Warning, isFault } from '../core/result.ts';
import type { ApSettings, BootMarks, Clock, Link, Radio, Sighting, System } from '../ports.ts';
import type { LinkState } from '../wifi/link/state.ts';
import { sentence } from '../wifi/reasons.ts';
import { type Failed, type WifiQuirks, createWifi } from '../wifi/wifi.ts';
import { recall, remember } from './history.ts';
import { type Vault, keep, restore } from './keep.ts';
import { planOf } from './plan.ts';

/** What the doors tell those who are connected; the keys are those of the contract's event lines. */
export interface News {
  event: 'state' | 'failed' | 'saved' | 'error';
  state?: string;
  ssid?: string;
  ip?: string;
  reason?: string;
  code?: string;
  message?: string;
  attempts?: number;
  rolled_back?: boolean;
}

/** What a config request is answered with. */
export type Outcome =
  | Fault
  | { ok: true; unchanged: true; state: string }
  | { ok: true; state: string; saved: boolean; warnings: Warning[] };

export interface Device {
  config(): Config;
  change(changes: Changes): Outcome;
  facts(): Facts;
  networks(): Sighting[];
  scanAge_s(): number;
  /** `done` is called once: with fresh results, or with those at hand when the radio is busy or does not answer. */
  scan(done: () => void): void;
  connect(): Fault | undefined;
  disconnect(): void;
  history(): object[];
  /** Forgets what `wipe` clears, then restarts. */
  restart(wipe?: () => void): void;
  listen(fn: (news: News) => void): () => void;
  start(): void;
  /** The setup code has been made: an AP that waited for it may open. */
  codeReady(): void;
}

/** For `status`; see commands/status.ts. */
export interface Facts {
  state: string;
  link: LinkState;
  radio: { link: Link | null; apChannel: number };
  failed: (Failed & { rolled_back: boolean }) | undefined;
}

export interface DeviceParts {
  clock: Clock;
  radio: Radio;
  system: System;
  boot: BootMarks;
  vault: Vault;
  quirks: WifiQuirks;
  /** The setup code without hyphens; empty until it has been made. */
  code(): string;
  /** The radio has just been switched on. */
  radioOn(): void;
}

/** Replies get this long to reach their readers before the restart. */
export const RESTART_DELAY_MS = 500;
/** A scan is answered by then, with what is known. */
export const SCAN_REPLY_MS = 10_000;

export function createDevice(parts: DeviceParts): Device {
  const apSsid = defaultApSsid(parts.system.mac());
  let committed = JSON.stringify(restore(parts.vault.load(), apSsid));
  let trial = '';
  let attempts = '';
  let failed: (Failed & { rolled_back: boolean }) | undefined;
  let restarting = false;
  let listeners: ((news: News) => void)[] = [];
  let scanners: (() => void)[] = [];

  function config(): Config {
    return JSON.parse(committed) as Config;
  }

  function tell(news: News): void {
    listeners.forEach((fn) => fn(news));
  }

  function note(ssid: string, reason: string): void {
    const at_s = Math.floor(parts.clock.nowMs() / 1000);
    attempts = remember(attempts, { at_s, ssid, ok: !reason, reason });
  }

  function apSettings(): ApSettings | undefined {
    const now = (trial ? JSON.parse(trial) : config()) as Config;
    const psk = now['AP.auth'] === AUTH_OPEN ? '' : now['AP.PWD'] || parts.code();
    if (!psk && now['AP.auth'] !== AUTH_OPEN) return undefined;
    return { ssid: now['AP.SSID'], psk, channel: now['AP.ch'], auth: now['AP.auth'] };
  }

  function tellState(): void {
    const state = wifi.state();
    const news: News = { event: 'state', state: state.word };
    if (state.sta !== 'down' && state.trySsid) news.ssid = state.trySsid;
    const link = parts.radio.link();
    if (state.word === 'online' && link) news.ip = link.ip;
    tell(news);
  }

  /** The link machine's kept network is that of the config. */
  function settle(): void {
    const now = config();
    const network = { mode: now.mode, auto: now['STA.auto'], ssid: now['STA.SSID'], psk: now['STA.PWD'] };
    wifi.send(Object.assign({ type: 'settings' as const }, network));
  }

  function worked(): void {
    if (!trial) return;
    committed = trial;
    trial = '';
    failed = undefined;
    const now = config();
    if (now.mode === 0) note(now['STA.SSID'], '');
    if (!now.save_config) return;
    const wrong = keep(parts.vault, now);
    if (wrong) tell({ event: 'error', code: wrong.code, message: wrong.message });
    else tell({ event: 'saved' });
  }

  function onFailed(news: Failed): void {
    const now = config();
    const rolled_back = news.trial && (now.mode === 1 || now['STA.SSID'] !== '');
    failed = Object.assign({ rolled_back }, news);
    if (news.ssid) note(news.ssid, news.reason);
    if (news.trial) trial = '';
    const told = { reason: news.reason, message: news.message, ssid: news.ssid, attempts: news.attempts, rolled_back };
    tell(Object.assign({ event: 'failed' as const }, told));
    if (news.trial) settle();
  }

  function online(): void {
    failed = undefined;
    note(wifi.state().ssid, '');
  }

  function scanned(): void {
    const waiting = scanners;
    scanners = [];
    waiting.forEach((done) => done());
  }

  function restart(wipe?: () => void): void {
    if (restarting) return;
    restarting = true;
    parts.clock.after(RESTART_DELAY_MS, () => {
      if (wipe) wipe();
      parts.boot.endsOnPurpose();
      parts.system.reboot();
    });
  }

  function cancelTrial(): void {
    if (!trial) return;
    const was = JSON.parse(trial) as Config;
    const link = wifi.state();
    trial = '';
    if (was.mode !== 0) return;
    const news = { reason: 'cancelled' as const, message: sentence('cancelled'), ssid: was['STA.SSID'], attempts: link.attempts };
    note(news.ssid, news.reason);
    tell(Object.assign({ event: 'failed' as const, rolled_back: false }, news));
  }

  function begin(next: Config): void {
    trial = JSON.stringify(next);
    failed = undefined;
    if (next.mode === 1) wifi.send({ type: 'ap_trial' });
    else wifi.send({ type: 'trial', ssid: next['STA.SSID'], psk: next['STA.PWD'] });
  }

  /** Nothing to try first: in flash, then live. */
  function adopt(next: Config): Fault | boolean {
    if (next.save_config) {
      const wrong = keep(parts.vault, next);
      if (wrong) return wrong;
    }
    committed = JSON.stringify(next);
    return next.save_config === 1;
  }

  function apply(checked: Checked): Outcome {
    const next = checked.config;
    const text = JSON.stringify(next);
    if (text === (trial || committed)) return { ok: true, unchanged: true, state: wifi.state().word };
    const plan = trial ? planOf(JSON.parse(trial) as Config, next, false) : planOf(config(), next, wifi.state().sta === 'online');
    let saved = false;
    if (plan === 'trial' || plan === 'ap_trial') {
      cancelTrial();
      begin(next);
    } else {
      const done = adopt(next);
      if (typeof done === 'object') return done;
      saved = done;
      cancelTrial();
      settle();
    }
    return { ok: true, state: wifi.state().word, saved, warnings: checked.warnings };
  }

  function change(changes: Changes): Outcome {
    const checked = checkChanges(changes, config());
    return isFault(checked) ? checked : apply(checked);
  }

  function scan(done: () => void): void {
    const link = wifi.state();
    if (link.sta === 'joining' || link.scan === 'lost') {
      done();
      return;
    }
    let timer = 0;
    function answer(): void {
      parts.clock.cancel(timer);
      scanners = scanners.filter((one) => one !== answer);
      done();
    }
    timer = parts.clock.after(SCAN_REPLY_MS, answer);
    scanners.push(answer);
    wifi.send({ type: 'scan' });
  }

  function connect(): Fault | undefined {
    const now = config();
    if (now.mode === 1) return { ok: false, code: 'invalid_request', message: 'mode is 1 (AP); set mode 0 to connect' };
    if (!now['STA.SSID']) return { ok: false, code: 'missing_field', field: 'STA.SSID', message: 'STA.SSID is empty; set a network first' };
    wifi.send({ type: 'connect' });
    return undefined;
  }

  function listen(fn: (news: News) => void): () => void {
    listeners = listeners.concat([fn]);
    return () => {
      listeners = listeners.filter((one) => one !== fn);
    };
  }

  const hooks = { apSettings, state: tellState, worked, failed: onFailed, online, scanning: parts.radioOn, scanned, restart };
  const wifi = createWifi(parts.clock, parts.radio, parts.quirks, hooks);
  return {
    config,
    change,
    facts() {
      const radio = { link: parts.radio.link(), apChannel: wifi.apChannel() };
      return { state: wifi.state().word, link: wifi.state(), radio, failed };
    },
    networks: wifi.networks,
    scanAge_s: () => Math.round(wifi.scanAgeMs() / 1000),
    scan,
    connect,
    disconnect: () => wifi.send({ type: 'disconnect' }),
    history: () => recall(attempts, Math.floor(parts.clock.nowMs() / 1000)),
    restart,
    listen,
    start: settle,
    codeReady: () => wifi.send({ type: 'tick' }),
  };
}
