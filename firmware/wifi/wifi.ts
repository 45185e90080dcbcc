// Owns the radio: feeds the link machine with events and time, and carries out what it asks for.

import type { ApSettings, Clock, Radio, RadioEvent, Sighting } from '../ports.ts';
import { type Effect, type LinkEvent, type LinkState, type Sight, initialState } from './link/state.ts';
import { step, wakeMs } from './link/step.ts';
import { apChannel, digest, pack, unpack } from './networks.ts';
import { type Reason, reasonOf, sentence } from './reasons.ts';

/** Failure as it is told at every door. */
export interface Failed {
  reason: Reason;
  message: string;
  ssid: string;
  attempts: number;
  /** What failed was a trial of new settings, station or AP; else the kept network was missed. */
  trial: boolean;
}

export interface WifiHooks {
  /** Settings of the AP to open; its channel is only the fallback. Undefined: not yet (no setup code). */
  apSettings(): ApSettings | undefined;
  state(): void;
  worked(): void;
  failed(failed: Failed): void;
  online(): void;
  /** A scan begins: the radio is on. */
  scanning(): void;
  scanned(): void;
  restart(): void;
}

export interface Wifi {
  send(event: LinkEvent): void;
  state(): LinkState;
  networks(): Sighting[];
  /** The AP follows the station's channel, whatever it was started on. */
  apChannel(): number;
  /** Milliseconds since the last scan, -1 before the first. */
  scanAgeMs(): number;
}

export interface WifiQuirks {
  joinsAlone: boolean;
  portRetries: boolean;
}

export function createWifi(clock: Clock, radio: Radio, quirks: WifiQuirks, hooks: WifiHooks): Wifi {
  let link: LinkState = initialState();
  let seen = '';
  let seenMs = -1;
  let keptChannel = 0;
  let startedOn = 0;
  let timer = 0;
  let queue: LinkEvent[] = [];
  let running = false;

  function sight(): Sight {
    const now = radio.link();
    if (now && now.ssid === link.ssid && now.channel) keptChannel = now.channel;
    return { nowMs: clock.nowMs(), link: now, joinsAlone: quirks.joinsAlone, portRetries: quirks.portRetries };
  }

  function startAp(): void {
    const ap = hooks.apSettings();
    if (!ap) return;
    if (link.mode === 0) ap.channel = apChannel(unpack(seen), link.ssid ? keptChannel : 0, ap.channel);
    startedOn = ap.channel;
    radio.startAp(ap);
  }

  function scan(): void {
    radio.scan();
    hooks.scanning();
  }

  function fail(effect: Effect & { do: 'failed' }): void {
    const row = unpack(seen).filter((one) => one.ssid === effect.ssid)[0];
    const failure = Object.assign({ portRetries: quirks.portRetries }, effect);
    const reason = reasonOf(failure, row);
    const trial = effect.job === 'trial';
    hooks.failed({ reason, message: sentence(reason), ssid: effect.ssid, attempts: effect.attempts, trial });
  }

  function perform(effect: Effect): void {
    if (effect.do === 'join') radio.join(effect.ssid, effect.psk);
    else if (effect.do === 'leave') radio.leave();
    else if (effect.do === 'start_ap') startAp();
    else if (effect.do === 'stop_ap') radio.stopAp();
    else if (effect.do === 'scan') scan();
    else if (effect.do === 'failed') fail(effect);
    else if (effect.do === 'worked') hooks.worked();
    else if (effect.do === 'online') hooks.online();
    else if (effect.do === 'word') hooks.state();
    else hooks.restart();
  }

  function sleep(): void {
    clock.cancel(timer);
    const nowMs = clock.nowMs();
    const wake = wakeMs(link, nowMs);
    timer = wake ? clock.after(wake - nowMs, () => send({ type: 'tick' })) : 0;
  }

  /** Events that come while effects are carried out wait their turn. */
  function send(event: LinkEvent): void {
    queue.push(event);
    if (running) return;
    running = true;
    while (queue.length) {
      const next = step(link, queue.shift() as LinkEvent, sight());
      link = next.next;
      next.effects.forEach(perform);
    }
    running = false;
    sleep();
  }

  function onRadio(event: RadioEvent): void {
    if (event.type !== 'scanned') {
      send(event);
      return;
    }
    seen = pack(digest(event.networks));
    seenMs = clock.nowMs();
    send({ type: 'scanned' });
    hooks.scanned();
  }

  radio.listen(onRadio);
  return {
    send,
    state: () => link,
    networks: () => unpack(seen),
    apChannel() {
      const now = link.sta === 'online' ? radio.link() : null;
      return now ? now.channel : startedOn;
    },
    scanAgeMs: () => (seenMs < 0 ? -1 : clock.nowMs() - seenMs),
  };
}
