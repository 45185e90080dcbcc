// Every way in which asking a device can fail, as one kind of Error: `kind` to branch on, `code` to be exact.

import type { DeviceError, ErrorKind } from './api.ts';
import type { Failure, FailureCode } from './failure.ts';
import type { Message } from './line-reader.ts';

/** What a sealed session ends with. */
const KINDS: Record<FailureCode, ErrorKind> = {
  bad_code: 'usage',
  bad_proof: 'refused',
  locked: 'refused',
  busy: 'refused',
  wrong_device: 'refused',
  tampered: 'refused',
  ended: 'unreachable',
  protocol: 'unreachable',
  timeout: 'timeout',
  closed: 'unreachable',
  too_large: 'usage',
};

export function deviceError(
  kind: ErrorKind,
  code: string,
  message: string,
  more: { field?: string; seconds?: number } = {},
): DeviceError {
  return Object.assign(new Error(message), { kind, code, ...more });
}

/** Of a reply `{"ok":false,"code":...}`. */
export function refusal(reply: Message): DeviceError {
  const field = typeof reply['field'] === 'string' ? { field: reply['field'] } : {};
  return deviceError('refused', String(reply['code']), String(reply['message'] ?? reply['code']), field);
}

export function isDeviceError(error: unknown): error is DeviceError {
  return error instanceof Error && 'kind' in error;
}

/** Anything that is none of ours is a bug, and stays what it is. */
export function asDeviceError(error: unknown): unknown {
  if (isDeviceError(error) || !(error instanceof Error)) return error;
  const { code, seconds, message } = error as Failure;
  const kind = Object.hasOwn(KINDS, code) ? KINDS[code] : undefined;
  return kind ? deviceError(kind, code, message, seconds ? { seconds } : {}) : error;
}
