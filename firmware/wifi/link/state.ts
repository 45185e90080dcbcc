// The one machine for station and AP: what it knows, what can happen to it, what it asks for.
//
//              settings without network                     trial, connect, start with a network
//   ┌────────────────────────── idle ──────────────────────────┐
//   │                 (unprovisioned, idle, ap)                 ▼
//   │                                        ┌──────────── waiting ◄───────────┐
//   │         radioFreeAtMs, nextMs (pauses) │                                 │ failed, attempts left
//   │     disconnect, forget, manual over    ▼                                 │ (or a kept network: for ever)
//   └──────────────────────────────────── joining ── staDeadlineMs, jobEndMs ──┤
//                                            │                                 │
//                          link has the SSID │ and an address                  │ heartbeat (staDeadlineMs): link gone
//                                            ▼                                 │
//                                          online ─────────────────────────────┘
//
//   trial over without success -> back to the kept network (job known), or to idle when there is none
//   AP: down -> starting (apEndMs) -> up -> down; wanted by the rules in ap.ts
//   a long outage of a kept network: scan, then joining only if it was heard (outage.ts)
//   several known networks: waiting goes in rounds, read which are known, scan, join one after the other (search.ts)
//   scan: wanted -> running (scanEndMs) -> done, or lost: the port never answers and only a restart heals it
//   joining, AP starting and scan running exclude each other; none begins before radioFreeAtMs
//   held (holdEndMs): replies are still on their way, so the radio is left alone; what the state says changes at once
//
// No radio event is trusted to come: every waiting state has a deadline, and success is what the port's own view shows.

import type { Link } from '../../platform/ports.ts';

/** The words that every door tells. */
export type StateName = 'unprovisioned' | 'idle' | 'connecting' | 'online' | 'retrying' | 'ap';

/** idle: nothing to join. known: a network that has worked. trial: new settings. manual: the client said `connect`. */
export type Job = 'idle' | 'known' | 'trial' | 'manual';

/** A network as it is joined. */
export interface Target {
  ssid: string;
  psk: string;
}

export interface LinkState {
  /** Mode, auto and network that have worked (or were set without a trial); a trial touches none before it succeeds. */
  mode: number;
  auto: number;
  /** Empty: no network. */
  ssid: string;
  psk: string;
  /** The network that is being joined. */
  trySsid: string;
  tryPsk: string;
  job: Job;
  sta: 'down' | 'waiting' | 'joining' | 'online';
  /** A client has asked for the network (auto 0): a trial that fails goes back to it. */
  asked: boolean;
  attempts: number;
  /** The port's reason numbers of this job's last attempts, newest last. */
  reasons: number[];
  associated: boolean;
  /** Kept attempts in a row of which the port told nothing at all. */
  silentAttempts: number;
  jobEndMs: number;
  /** When the attempt began; online: since when. */
  joinMs: number;
  /** joining: the attempt's deadline; online: the next look at the link. */
  staDeadlineMs: number;
  /** online: since when the port has shown no link; 0: it shows one. */
  missingMs: number;
  /** The port may still show the link that was left. */
  oldLink: boolean;
  /** The port has told nothing of this job's last attempt yet. */
  unheard: boolean;
  /** What it has not told yet is of another password under the same name. */
  late: boolean;
  nextMs: number;
  backoffMs: number;
  /** Until then the port may still be letting go of a link or of the AP. */
  radioFreeAtMs: number;
  /** Until then at the latest the radio is left alone, because a reply is still on its way; 0: it is not held. */
  holdEndMs: number;
  /** The link has to be left when the hold ends. */
  leaveDue: boolean;
  /** When the kept network was last there; below 0: before this start. */
  lostMs: number;
  ap: 'down' | 'starting' | 'up';
  /** starting: the deadline; down: no new start before. */
  apEndMs: number;
  /** The AP stays up at least until then. */
  apKeepMs: number;
  apTrial: boolean;
  /** The AP that is up has settings which no longer hold. */
  apRestartDue: boolean;
  /** The next attempt needs the AP down. */
  needsApDown: boolean;
  /** The AP is down for the attempt under way and comes back after it. */
  apSuspended: boolean;
  clients: number;
  pausedMs: number;
  /** In a long outage: scans since the last attempt; once the network was heard no more are needed (SCANS_MAX). */
  scans: number;
  scan: 'none' | 'wanted' | 'running' | 'lost';
  scanEndMs: number;
  scanned: boolean;
  word: StateName;
  /** Known networks beside the kept one. This and what follows is absent where there are none: it costs no memory then. */
  others?: number;
  /** Those still to be tried in this round of the search; absent: the next round begins with reading them. */
  queue?: Target[];
  /** This round's scan is over, or there is none. */
  listened?: boolean;
  /** Rounds of a long outage in which one was tried that no scan had heard. */
  guesses?: number;
}

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

export const TRIAL_MS = 20_000;
export const ATTEMPTS = 3;
/** A client that never reads its reply does not delay the change for longer. */
export const HOLD_MAX_MS = 1_000;
/** After leaving a network or stopping the AP: the port's own event handlers get to finish. */
export const PAUSE_MS = 500;
export const BACKOFF_FIRST_MS = 1_000;
export const BACKOFF_MAX_MS = 60_000;
/** A kept network may need its whole DHCP time; then the next attempt. */
export const KEEP_ATTEMPT_MS = 20_000;
/** From the beginning of an attempt or a scan to the next: a network that returns is found and joined within a minute. */
export const SCAN_GAP_MS = BACKOFF_MAX_MS - 10_000;
/** A scan may miss a weak network again and again: after this many scans the device tries to join anyway. */
export const SCANS_MAX = 20;
export const KEEP_GAP_MS = SCAN_GAP_MS - KEEP_ATTEMPT_MS;
/** After this many attempts without any answer (half an hour) the radio counts as stuck. */
export const SILENT_ATTEMPTS_MAX = 30;
export const HEARTBEAT_MS = 5_000;
/** A link that is not there may be an old event that comes late, and a new address on its way. */
export const MISSING_MS = 3_000;
/** A report this soon after a join can be of the attempt before. */
export const EARLY_MS = 300;
/** While joining, the port's view is polled this often: its callbacks may never come. */
export const POLL_MS = 1_000;
/** So long an attempt may be without a word before the port is made to tell what it knows; a missing network takes 2.5 s. */
export const SILENT_MS = 4_000;
export const FALLBACK_AP_MS = 180_000;
export const AP_AFTER_SUCCESS_MS = 60_000;
/** A phone that fell off the AP during an attempt is back on it by then, if it comes back at all. */
export const COMEBACK_MS = 15_000;
export const AP_START_MS = 5_000;
/** Its callback comes within 2 s or not at all; then the port's own view counts, which is too hopeful before. */
export const AP_TRUST_MS = 3_000;
/**
 * After a join the ESP-IDF's heap is some 4 KB short for a while, and an AP with a password takes 16 KB while it starts:
 * an AP that is not up yet waits for so long.
 */
export const AP_AFTER_JOIN_MS = 4_000;
/** An AP that did not come up leaves the radio to the station for a while. */
export const AP_RETRY_MS = 10_000;
export const SCAN_MS = 10_000;
/** A lost scan is healed by a restart, but not before a user had time to find the AP: otherwise no AP would stay up. */
export const HEAL_MS = 60_000;
/** A client on the AP holds back the next attempt, but not for ever: a forgotten phone must not strand the device. */
export const CLIENT_PAUSE_MS = 300_000;

type ApState = Pick<
  LinkState,
  'ap' | 'apEndMs' | 'apKeepMs' | 'apTrial' | 'apRestartDue' | 'needsApDown' | 'apSuspended' | 'clients' | 'pausedMs'
>;

function apDown(): ApState {
  return {
    ap: 'down',
    apEndMs: 0,
    apKeepMs: 0,
    apTrial: false,
    apRestartDue: false,
    needsApDown: false,
    apSuspended: false,
    clients: 0,
    pausedMs: 0,
  };
}

export function initialState(): LinkState {
  return Object.assign(apDown(), {
    mode: 0,
    auto: 1,
    ssid: '',
    psk: '',
    trySsid: '',
    tryPsk: '',
    job: 'idle' as Job,
    sta: 'down' as const,
    asked: false,
    attempts: 0,
    reasons: [] as number[],
    associated: false,
    silentAttempts: 0,
    jobEndMs: 0,
    joinMs: 0,
    staDeadlineMs: 0,
    missingMs: 0,
    oldLink: false,
    unheard: false,
    late: false,
    nextMs: 0,
    backoffMs: 0,
    radioFreeAtMs: 0,
    holdEndMs: 0,
    leaveDue: false,
    lostMs: 0,
    scans: 0,
    scan: 'none' as const,
    scanEndMs: 0,
    scanned: false,
    word: 'unprovisioned' as const,
  });
}
