// What can go wrong that a user can cause, as values. Exceptions are bugs.

/** Closed union of error codes; the same at every door (UART, TCP, page). */
export type Code =
  | 'bad_json'
  | 'too_large'
  | 'too_long'
  | 'too_deep'
  | 'timeout'
  | 'empty'
  | 'invalid_request'
  | 'unknown_command'
  | 'unknown_field'
  | 'duplicate_field'
  | 'missing_field'
  | 'invalid_type'
  | 'invalid_value'
  | 'radio_limit'
  | 'window_closed'
  | 'busy'
  | 'locked'
  | 'bad_proof'
  | 'storage_failed'
  | 'storage_full'
  | 'uart_cut'
  | 'not_supported'
  | 'internal';

/** A refusal, in the very shape in which TCP sends it. `offset` (bytes) only with `bad_json`. */
export interface Fault {
  ok: false;
  code: Code;
  field?: string;
  message: string;
  offset?: number;
}

const OF_VALUES = ['invalid_value', 'missing_field', 'radio_limit', 'invalid_type', 'not_supported', 'too_long'];

/** Accepted all the same, but the user should know. */
export interface Warning {
  code: 'pwd_ignored' | 'not_enforced' | 'weak_signal';
  field: string;
  message: string;
}

/** Of `internal`: an exception may have come before, amid or after what was asked for. */
export const INTERNAL = 'internal error, shown on the UART; use get and status to see what was changed';

export function fault(code: Code, message: string): Fault {
  return { ok: false, code, message };
}

export function fieldFault(code: Code, field: string, message: string): Fault {
  return { ok: false, code, field, message };
}

export function isFault(value: object): value is Fault {
  return (value as { ok?: unknown }).ok === false;
}

/** It says something of what was typed, so a page can say what would be right. */
export function isOfValue(code: string): boolean {
  return OF_VALUES.indexOf(code) >= 0;
}
