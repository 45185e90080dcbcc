// The link machine on a bench: driven by its own wake times and by a model of the air, with a log of what it asked for.

import type { Effect, LinkEvent } from '../../firmware/wifi/link/events.ts';
import { AP_START_MS, AP_TRUST_MS, HOLD_MAX_MS } from '../../firmware/wifi/link/limits.ts';
import { initialState, type LinkState, type Target } from '../../firmware/wifi/link/state.ts';
import { type Step, step } from '../../firmware/wifi/link/step.ts';
import { wakeMs } from '../../firmware/wifi/link/wake.ts';
import { createAirModel } from './air-model.ts';
import type { AirModel, Generation } from './air-terms.ts';

interface Settings {
  mode: number;
  auto: number;
  ssid: string;
  psk: string;
}

export interface LinkRig {
  air: AirModel;
  state(): LinkState;
  send(event: LinkEvent): void;
  /** The step that an event would cause, not taken. */
  peek(event: LinkEvent): Step;
  advance(ms: number): void;
  /** Effects with their time, since the last call. */
  news(): { atMs: number; effect: Effect }[];
  /** The config as flash has it; what a restart begins with. */
  kept: Settings;
  /** The known networks beside the kept one, the one that was used last first: as flash has them. */
  others: Target[];
  /** One that has worked joins them when another takes its place. */
  remembers: boolean;
  /** The setup window was opened by hand and is open. */
  wantsAp: boolean;
  /** The build's policy keeps the AP from opening by itself. */
  apByHandOnly: boolean;
  /** Steps that no outside event caused, in the busiest second. */
  busiest(): number;
  /** `left`: what the last start has left for this one. */
  boot(settings: Settings, left?: Partial<LinkState>): void;
}

const RADIO: Effect['do'][] = ['join', 'leave', 'start_ap', 'stop_ap', 'scan', 'restart'];

export function createLinkRig(generation: Generation, chance: () => number = () => 1): LinkRig {
  const air = createAirModel(generation, chance);
  const quirks = { joinsAlone: generation === 'B', portRetries: generation !== 'A', holdsEvents: generation === 'A' };
  let state = initialState();
  const log: { atMs: number; effect: Effect }[] = [];
  let trial: Settings | undefined;
  let wake = Number.POSITIVE_INFINITY;
  let second = -1;
  let inSecond = 0;
  let most = 0;
  // Kept apart from the machine's own idea of it.
  let heldToMs = 0;

  function count(): void {
    const now = Math.floor(air.nowMs / 1000);
    inSecond = now === second ? inSecond + 1 : 1;
    second = now;
    most = Math.max(most, inSecond);
  }

  function note(event: LinkEvent): void {
    if (event.type === 'settings') rig.kept = { mode: event.mode, auto: event.auto, ssid: event.ssid, psk: event.psk };
    if (event.type === 'trial') trial = { mode: 0, auto: 1, ssid: event.ssid, psk: event.psk };
    if (event.type === 'ap_trial') trial = Object.assign({}, rig.kept, { mode: 1 });
  }

  function holds(event: LinkEvent): void {
    if (event.type === 'hold' && air.nowMs >= heldToMs) heldToMs = air.nowMs + Math.min(event.ms, HOLD_MAX_MS);
  }

  /** The network that was kept is known from now on. */
  function replace(next: Settings): void {
    const { ssid, psk } = rig.kept;
    const old = rig.remembers && ssid && ssid !== next.ssid ? [{ ssid, psk }] : [];
    rig.others = [...old, ...rig.others.filter((one) => one.ssid !== next.ssid && one.ssid !== ssid)].slice(0, 4);
    rig.kept = next;
  }

  /** Turns come after the step. */
  function follow(effect: Effect): void {
    if (effect.do === 'recall') send({ type: 'recalled', known: rig.others });
    if (effect.do === 'switched') replace({ ...rig.kept, ssid: state.ssid, psk: state.psk });
    if (effect.do === 'worked' && trial) replace(trial);
    if ((state.others ?? 0) !== rig.others.length) send({ type: 'known', others: rig.others.length });
  }

  function perform(effect: Effect): void {
    log.push({ atMs: air.nowMs, effect });
    if (air.nowMs < heldToMs && RADIO.includes(effect.do)) air.faults.push(`${effect.do} while the radio is held`);
    air.perform(effect);
  }

  function peek(event: LinkEvent): Step {
    // As provisioning/radio.ts looks at the port.
    const link = air.link();
    const isOver = state.sta === 'joining' && air.nowMs >= state.staDeadlineMs;
    const isAssociated = isOver && link?.ssid === state.trySsid;
    const isDue = state.ap === 'starting' && air.nowMs >= state.apEndMs - AP_START_MS + AP_TRUST_MS;
    const view = {
      link: link?.ip === '0.0.0.0' ? null : link,
      isAssociated,
      showsAp: isDue && air.showsAp(),
      lastReason: link ? 0 : air.lastReason(),
    };
    const { wantsAp, apByHandOnly } = rig;
    return step(state, event, { nowMs: air.nowMs, wantsAp, apByHandOnly, ...view, ...quirks });
  }

  function send(event: LinkEvent): void {
    note(event);
    if (event.type === 'release') heldToMs = 0;
    const next = peek(event);
    state = next.next;
    next.effects.forEach(perform);
    holds(event);
    next.effects.forEach(follow);
    if (next.effects.some((effect) => effect.do === 'restart')) boot(rig.kept);
    // As a runner's timer: set once after each step, whatever comes later.
    wake = wakeMs(state, air.nowMs) || Number.POSITIVE_INFINITY;
  }

  function boot(settings: Settings, left: Partial<LinkState> = {}): void {
    air.powerCycle();
    heldToMs = 0;
    state = Object.assign(initialState(), left, rig.others.length ? { others: rig.others.length } : {});
    send(Object.assign({ type: 'settings' as const }, settings));
  }

  function advance(ms: number): void {
    const endMs = air.nowMs + ms;
    for (;;) {
      const next = Math.min(wake, air.nextMs());
      if (next > endMs) break;
      air.nowMs = next;
      count();
      const events = air.nextMs() <= next ? air.pop() : [{ type: 'tick' as const }];
      events.forEach(send);
    }
    air.nowMs = endMs;
  }

  const rig: LinkRig = {
    air,
    state: () => state,
    send,
    peek,
    advance,
    news: () => log.splice(0),
    kept: { mode: 0, auto: 1, ssid: '', psk: '' },
    others: [],
    remembers: false,
    wantsAp: false,
    apByHandOnly: false,
    busiest: () => most,
    boot,
  };
  return rig;
}
