// A tiny Wi-Fi port and its air in virtual time, in the port's three generations, for tests of the link machine alone.
//
// It is what the machine may have to live with, not a driver: answers come late, twice, for another network or never, and
// links vanish without a word. `faults` lists what the machine must never have asked for.

import type { Link } from '../../firmware/platform/ports.ts';
import type { LinkEvent } from '../../firmware/wifi/link/events.ts';
import type { AirModel, Generation, Lies, Network } from './air-terms.ts';

const TRY_MS = 700;
const MISSING_MS = 2_050;
const DHCP_MS = 900;
const AP_MS = 100;
const SCAN_MS = 2_050;
const ECHO_MS = 20;
const LATE_MS = 28_000;
const WRONG_PASSWORD = 15;
const NOT_FOUND = 201;
const AUTH_EXPIRE = 2;
const ASSOC_LEAVE = 8;

export function createAirModel(generation: Generation, chance: () => number): AirModel {
  let agenda: { atMs: number; run: () => LinkEvent[] }[] = [];
  let link: Link | null = null;
  let target = '';
  let attempt = 0;
  let joining = false;
  let staUp = false;
  let ap: 'down' | 'starting' | 'up' = 'down';
  let scanning = false;
  let scanStuck = false;
  let apRun = 0;
  let notBeforeMs = 0;
  let lastReason = 0;

  const lies = (kind: keyof Lies): boolean => chance() < (model.lies[kind] ?? 0);

  function later(delayMs: number, run: () => LinkEvent[]): void {
    agenda.push({ atMs: model.nowMs + delayMs, run });
    agenda.sort((a, b) => a.atMs - b.atMs);
  }

  /** An answer may be lost; a second copy of it comes a little later. */
  function hear(events: LinkEvent[]): LinkEvent[] {
    if (lies('lostEvent')) {
      note(events);
      return [];
    }
    if (lies('doubleEvent')) later(5, () => events);
    if (lies('lateEvent')) notBeforeMs = model.nowMs + LATE_MS;
    if (model.nowMs >= notBeforeMs) return note(events);
    later(notBeforeMs - model.nowMs, () => note(events));
    return [];
  }

  /** What the port notes as soon as it gets to the event. No attempt ends with the echo of a leaving. */
  function note(events: LinkEvent[]): LinkEvent[] {
    const event = events[0];
    if (event?.type === 'left') lastReason = event.reason === ASSOC_LEAVE ? 0 : event.reason;
    return events;
  }

  /** From generation B on the radio rests when there is only an idle station: its interface goes down. */
  function stopIfIdle(): void {
    if (generation !== 'A' && !link && !joining && ap === 'down') staUp = false;
  }

  function reasonOf(network: Network | undefined, psk: string): number {
    if (!network) return NOT_FOUND;
    if (network.hatesAp && ap === 'up') return AUTH_EXPIRE;
    return network.reason ?? (network.psk === psk ? 0 : WRONG_PASSWORD);
  }

  function associated(ssid: string, mine: number): LinkEvent[] {
    if (mine !== attempt) return [];
    link = { ssid, ip: '0.0.0.0', rssi: -50, channel: 6 };
    later(DHCP_MS, () => {
      if (mine !== attempt || !link || model.networks[ssid]?.dhcp === false) return [];
      joining = false;
      link.ip = '192.168.1.50';
      return hear([{ type: 'joined' }]);
    });
    return [];
  }

  function tryOnce(ssid: string, psk: string, triesLeft: number): void {
    const mine = attempt;
    const reason = reasonOf(model.networks[ssid], psk);
    later(reason === NOT_FOUND ? MISSING_MS : TRY_MS, () => {
      if (mine !== attempt) return [];
      if (!reason) return associated(ssid, mine);
      if (triesLeft > 1) {
        tryOnce(ssid, psk, triesLeft - 1);
        return [];
      }
      joining = false;
      stopIfIdle();
      return hear([{ type: 'left', ssid, reason }]);
    });
  }

  function join(ssid: string, psk: string): void {
    if (scanning) model.faults.push('join during a scan');
    if (joining || link) model.faults.push('join without a leave before');
    if (ap === 'starting') model.faults.push('join while the AP starts');
    const ignored = generation === 'B' && staUp;
    staUp = true;
    target = ssid;
    attempt++;
    if (ignored || lies('muteJoin')) return;
    joining = true;
    tryOnce(ssid, psk, generation === 'A' ? 1 : 3);
  }

  function leave(): void {
    const ssid = link ? link.ssid : target;
    const hadSome = link || joining;
    attempt++;
    link = null;
    joining = false;
    if (hadSome) later(ECHO_MS, () => hear([{ type: 'left', ssid, reason: ASSOC_LEAVE }]));
    stopIfIdle();
  }

  function startAp(): void {
    if (joining) model.faults.push('AP start during a join');
    if (scanning) model.faults.push('AP start during a scan');
    if (ap === 'up') model.faults.push('AP start over a running AP');
    const mine = ++apRun;
    if (lies('muteAp')) return;
    ap = 'starting';
    later(AP_MS, () => {
      if (mine !== apRun) return [];
      ap = 'up';
      return lies('silentAp') ? [] : hear([{ type: 'ap_up' }]);
    });
  }

  function stopAp(): void {
    if (joining) model.faults.push('AP stop during a join');
    if (scanning) model.faults.push('AP stop during a scan');
    apRun++;
    ap = 'down';
    later(ECHO_MS, () => {
      stopIfIdle();
      return [];
    });
  }

  function scan(): void {
    if (scanning) model.faults.push('scan during a scan');
    if (joining) model.faults.push('scan during a join');
    if (scanStuck || lies('muteScan') || joining) {
      scanStuck = true;
      return;
    }
    scanning = true;
    staUp = true;
    later(SCAN_MS, () => {
      if (!scanning) return [];
      scanning = false;
      stopIfIdle();
      const found = Object.entries(model.networks);
      return [{ type: 'scanned', ssids: found.map(([ssid, network]) => (network.hidden ? '' : ssid)) }];
    });
  }

  function powerCycle(): void {
    agenda = [];
    link = null;
    joining = staUp = scanning = scanStuck = false;
    ap = 'down';
    notBeforeMs = 0;
    lastReason = 0;
    attempt++;
    apRun++;
  }

  const model: AirModel = {
    networks: {},
    lies: {},
    faults: [],
    nowMs: 0,
    link: () => (link ? Object.assign({}, link) : null),
    lastReason: () => lastReason,
    apIsUp: () => ap === 'up',
    showsAp: () => ap !== 'down',
    perform(effect) {
      if (effect.do === 'join') join(effect.ssid, effect.psk);
      else if (effect.do === 'leave') leave();
      else if (effect.do === 'start_ap') startAp();
      else if (effect.do === 'stop_ap') stopAp();
      else if (effect.do === 'scan') scan();
    },
    nextMs: () => agenda[0]?.atMs ?? Number.POSITIVE_INFINITY,
    pop: () => agenda.shift()?.run() ?? [],
    dropLink() {
      attempt++;
      link = null;
      joining = false;
      stopIfIdle();
    },
    powerCycle,
  };
  return model;
}
