// The one machine for station and AP: what it knows.
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
  /** What the port showed of the attempts before this one, see Radio.lastReason. */
  oldReason: number;
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
    oldReason: 0,
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

export function stateOf(state: LinkState): StateName {
  if (state.sta === 'online') return 'online';
  if (state.job === 'trial') return 'connecting';
  if (state.mode === 1 || state.apTrial) return 'ap';
  if (state.job === 'idle') return state.ssid ? 'idle' : 'unprovisioned';
  return state.job === 'known' && state.backoffMs ? 'retrying' : 'connecting';
}
