// Judges the last starts by their log: safe mode after three crashes in a row, and how many quick power cycles.
//
// The log holds letters, oldest first: each start is one of POWER_ON and RESET, followed by what it lived to see.
// How a start ended is told by the next one: POWER_ON means that the power failed, RESET that the chip was reset.
// All letters have three one bits, so a letter whose writing was cut short is never another letter.

export const POWER_ON = 'p';
export const RESET = 'R';
export const DOORS_OPEN = 'd';
/** Lived 10 s: no longer one of the quick power cycles. */
export const TEN_SECONDS = 'T';
/** Lived 30 s: no longer a crash. */
export const HALF_MINUTE = 'h';
/** Ended by reboot, reset or repl, or spent in safe mode: neither a crash nor a power cycle. */
export const ON_PURPOSE = 'E';
/** An embedder's app is about to run; it has run for APP_FINE_MS. */
export const APP_RUNS = 'a';
export const APP_FINE = 'b';
/** A wrong proof of the setup code, and the right one after it. */
export const WRONG_PROOF = 'F';
export const RIGHT_PROOF = 'C';

/** Of the watchdog: a script that blocks longer is ended. */
export const WATCHDOG_S = 60;
/** So long the UART is listened to for a Ctrl-C before anything starts. */
export const BOOT_WINDOW_MS = 2000;
export const TEN_SECONDS_MS = 10000;
export const HALF_MINUTE_MS = 30000;
/** This many short power cycles open the setup window. */
export const POWER_CYCLES_TO_OPEN = 5;
/** 2^6 s is over the longest lock of 60 s: more are not written. */
export const MAX_WRONG_PROOFS = 6;
const CRASHES_TO_SAFE_MODE = 3;
/** After this many crashes the next start leaves the app out. */
export const CRASHES_WITHOUT_APP = 2;
/** An app has more time to crash than the firmware: it fills the memory, or hangs, when it has something to do. */
export const APP_FINE_MS = 600_000;
const CAUSE_POWER_ON = 1;

interface BootPlan {
  /** Start nothing, leave the UART to the REPL. */
  safe: boolean;
  /** Quick power cycles in a row, this start included; 0 when this start is not a power-on. */
  powerCycles: number;
  /** Crashes in a row before this start. */
  crashes: number;
}

/** The letter of a start; written before anything else is tried. */
export function startEvent(resetCause: number): string {
  return resetCause === CAUSE_POWER_ON ? POWER_ON : RESET;
}

function lastStart(events: string): number {
  return Math.max(events.lastIndexOf(POWER_ON), events.lastIndexOf(RESET));
}

/** What one start was, by what it lived to see and by what ended it. */
function kindOf(lived: string, endedBy: string): 'crash' | 'cycle' | 'fine' {
  if (lived.includes(ON_PURPOSE)) return 'fine';
  if (!lived.includes(DOORS_OPEN)) return 'crash';
  if (endedBy === POWER_ON) return lived.includes(TEN_SECONDS) ? 'fine' : 'cycle';
  if (BUILD_APP && lived.includes(APP_RUNS) && !lived.includes(APP_FINE)) return 'crash';
  return lived.includes(HALF_MINUTE) ? 'fine' : 'crash';
}

/**
 * `events` ends with the present start. An empty or unreadable log knows no crash.
 * After a safe start the caller writes ON_PURPOSE: it breaks the run, so that the next power-on tries again, three times.
 */
export function planBoot(events: string): BootPlan {
  let start = lastStart(events);
  const isPowerOn = events.charAt(start) === POWER_ON;
  let first = '';
  let run = 0;
  while (start > 0) {
    const before = events.substring(0, start);
    const previous = lastStart(before);
    if (previous < 0) break;
    const kind = kindOf(before.substring(previous), events.charAt(start));
    // One start cannot be both, so only the run that ends now is counted.
    if (kind === 'fine' || (first !== '' && kind !== first)) break;
    first = kind;
    run++;
    start = previous;
  }
  const crashes = first === 'crash' ? run : 0;
  return {
    safe: crashes >= CRASHES_TO_SAFE_MODE,
    powerCycles: isPowerOn ? 1 + (first === 'cycle' ? run : 0) : 0,
    crashes,
  };
}

/** Wrong proofs since the last right one. */
export function wrongProofs(events: string): number {
  return events.substring(events.lastIndexOf(RIGHT_PROOF) + 1).split(WRONG_PROOF).length - 1;
}
