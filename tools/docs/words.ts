// What the manuals say of words whose lists the code only has as types: the compiler finds the one that is missing.

import type { Code, Warning } from '../../firmware/lib/result.ts';
import type { StateName } from '../../firmware/wifi/link/state.ts';
import type { Reason } from '../../firmware/wifi/reasons.ts';

/** When a refusal comes, and what helps. */
interface Explained {
  when: string;
  help: string;
}

export const CODES: { [code in Code]: Explained } = {
  bad_json: {
    when: 'the bytes are not strict JSON',
    help: 'look at the byte that `offset` names; the next line that begins a request is read again',
  },
  too_large: { when: 'a request over 2048 bytes', help: 'send less; the connection is closed' },
  too_long: {
    when: 'a UART line over 256 bytes, or a `WIFI:` text over 256',
    help: 'the line was dropped whole; send a shorter one',
  },
  too_deep: { when: 'more than 4 levels of `{` and `[`', help: 'the config needs 2' },
  timeout: { when: 'a TCP request that was not complete within 5 s', help: 'connect again; the connection is closed' },
  empty: { when: 'a request that sets nothing', help: 'give at least one field' },
  invalid_request: {
    when: 'not a command and not a config: a list, a number, both at once, a wrong number of words',
    help: 'the message says what was expected',
  },
  unknown_command: { when: 'no such command', help: 'the message names the nearest one; `help` lists all' },
  unknown_field: { when: 'no such key', help: 'the message names the nearest one' },
  duplicate_field: { when: 'one field given twice, in whatever spelling', help: 'send it once' },
  missing_field: { when: 'a field that the others need, most often the password', help: '`field` says which' },
  invalid_type: {
    when: 'a text where a number belongs, or the other way round',
    help: 'numbers are integers without quotes',
  },
  invalid_value: { when: 'a value outside its range', help: 'the message gives the range' },
  radio_limit: {
    when: "the standard allows it, stock Espruino's radio port cannot carry it",
    help: 'the message gives the limit; nothing was cut short',
  },
  window_closed: {
    when: 'a stranger asks while the setup window is closed',
    help: 'open it: BOOT button 5 s, `wifiprov open` on the UART, or five short power cycles; or use a sealed session',
  },
  busy: {
    when: 'three TCP clients are connected; memory is short beside others; or the setup code is still being made',
    help: 'try again in some seconds',
  },
  locked: {
    when: 'after wrong proofs of the setup code, for up to a minute',
    help: 'wait as long as the answer says',
  },
  bad_proof: {
    when: 'a sealed session, or `/api/open`, with a wrong setup code or an old `dn`; or bytes that were changed on the way',
    help: '`wifiprov code` on the UART shows the code',
  },
  storage_failed: { when: 'the flash did not take the record', help: 'nothing was changed; send it again' },
  storage_full: {
    when: 'a board without the raw partition has no room left',
    help: '`wifiprov compact` on the UART, then send it again',
  },
  uart_cut: {
    when: 'a burst of exactly 64 bytes on a build that drops what exceeds them',
    help: 'send at most 48 bytes and pause 150 ms',
  },
  not_supported: { when: 'this board or this version cannot', help: 'the message says what can be done instead' },
  internal: {
    when: 'a bug: the firmware failed in the middle of a request',
    help: 'look with `get` and `status` what has become of the request; please report it with what the UART says',
  },
};

export const WARNINGS: { [code in Warning['code']]: string } = {
  pwd_ignored:
    'an open network (auth 1) came with a password, or took the place of one that had a password: it was dropped',
  weak_signal: 'the last scan saw the network that is tried now, too weak to last: below -80 dBm',
  not_enforced: 'stored, but this radio port cannot do it; the field is named',
};

export const STATES: { [word in StateName]: string } = {
  unprovisioned: 'no network is known',
  idle: 'a network is known and `auto` is 0: waits for `connect`',
  connecting: 'a trial, or an attempt that was asked for, is under way',
  online: 'connected to the network, with an address',
  retrying: 'a network that has worked is not there; the device tries until it is back',
  ap: 'mode 1: the device is an access point',
};

/** How the device comes to say it. */
export const CAUSES: { [reason in Reason]: string } = {
  wrong_password:
    'the network refused the password in at least 2 attempts (one report of a port that tries three times by itself counts as such)',
  not_found: 'no network of that name answered',
  refused: 'the router said no for another reason than the password',
  no_ip: 'joined, and no address came',
  signal_lost: 'the beacons stopped',
  incompatible: "no security mode in common, or the last scan saw one that the port can't name (WPA3 alone)",
  timeout: 'the port told nothing at all until the 20 s were over, or the access point did not come up within 5 s',
  cancelled: 'a newer request came during the trial',
};
