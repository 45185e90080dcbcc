// What goes into a step of the machine and what comes out: events, what the port shows, effects.

import type { Link } from '../../platform/ports.ts';
import type { Job, LinkState, Target } from './state.ts';

export type LinkEvent =
  | { type: 'tick' }
  | { type: 'settings'; mode: number; auto: number; ssid: string; psk: string }
  | { type: 'trial'; ssid: string; psk: string }
  | { type: 'ap_trial' }
  | { type: 'connect' }
  | { type: 'disconnect' }
  /** Comes before the event of a request whose reply has to leave over the network that the event may end. */
  | { type: 'hold'; ms: number }
  /** The replies have left. */
  | { type: 'release' }
  | { type: 'scan' }
  /** Whatever link the port shows from now on is a new one. */
  | { type: 'joined' }
  | { type: 'left'; ssid: string; reason: number }
  | { type: 'ap_up' }
  | { type: 'ap_clients'; clients: number }
  /** The names of what was seen, strongest first; a hidden network has none. */
  | { type: 'scanned'; ssids: string[] }
  /** How many networks are known beside the kept one. */
  | { type: 'known'; others: number }
  /** Which they are, the one that was used last first: the answer to `recall`. */
  | { type: 'recalled'; known: Target[] };

export type Effect =
  | { do: 'join'; ssid: string; psk: string }
  | { do: 'leave' }
  | { do: 'start_ap' }
  | { do: 'stop_ap' }
  | { do: 'scan' }
  /** The trial (station or AP) has worked. */
  | { do: 'worked' }
  | { do: 'online' }
  /** Another known network has been joined: it is the kept one now. */
  | { do: 'switched' }
  /** Which networks are known beside the kept one? */
  | { do: 'recall' }
  | { do: 'failed'; job: Job; ssid: string; reasons: number[]; associated: boolean; attempts: number }
  | { do: 'word' }
  | { do: 'restart' };

/** What carries out each effect: one that is forgotten does not compile. */
export type Performers<Owner> = { [E in Effect as E['do']]: (owner: Owner, effect: E) => void };

/** What these events do, each by its type. The rest only make the machine look at time and link. */
export type Handlers = {
  [E in LinkEvent as Exclude<E['type'], 'tick' | 'refused'>]: (draft: Draft, event: E) => void;
};

/** What the machine may look at in one step. */
export interface LinkInputs {
  nowMs: number;
  link: Link | null;
  /** At the deadline of an attempt: the network has taken the station in, though it has no address. */
  isAssociated: boolean;
  /** Without a link: why the last attempt failed, see Radio.lastReason. */
  lastReason: number;
  /** AP_TRUST_MS after the start of the AP: the port shows it. */
  showsAp: boolean;
  /** The setup window was opened by hand and is open. */
  wantsAp: boolean;
  /** The AP must not open by itself: the build's policy says so, now or ever. */
  apByHandOnly?: boolean;
  /** The port can't join while the AP is up (generation B). */
  joinsAlone: boolean;
  /** The port tries three times by itself and reports once (generations B and C). */
  portRetries: boolean;
  /** Its events may come half a minute late (generation A). */
  holdsEvents: boolean;
}

/** A step in the making: `state` is a copy that may be written to. */
export interface Draft {
  state: LinkState;
  effects: Effect[];
  inputs: LinkInputs;
}
