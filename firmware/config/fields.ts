// Judges one value against its row of the schema.

import { isText } from '../lib/json/text.ts';
import { type Code, type Fault, fieldFault } from '../lib/result.ts';
import { AUTH_WEP, AUTHS, COUNTRIES, type Field, PASSPHRASE_MAX, PSK_HEX, PSK_MIN, SSID_MAX } from './schema.ts';

const CONTROL = /[\x00-\x1f\x7f]/;

/**
 * Is the value right beyond doubt, so that nothing need be said of it? (MASK has 8 bytes, and a psk's `lo` is 9.) Short,
 * since the chip reads every letter of it for each field; checkField says the rest.
 */
export function fits(field: Field, value: unknown): boolean {
  const size = typeof value === 'string' ? value.length : (value as number);
  if (size < field.lo || size > field.hi || size % 1 || typeof value !== typeof field.fallback) return false;
  return size === value || (isText(value as string) && !CONTROL.test(value as string));
}

function controlName(byte: string): string {
  if (byte === '\r' || byte === '\n') return 'a line end';
  if (byte === '\t') return 'a TAB';
  const hex = byte.charCodeAt(0).toString(16).toUpperCase();
  return `a control character (${hex.length < 2 ? '0' : ''}${hex})`;
}

/** It can't be typed, and no router takes it. */
function controlFault(path: string, value: string): Fault | undefined {
  const found = CONTROL.exec(value);
  if (!found) return undefined;
  const what = controlName(value.charAt(found.index));
  // A line may end in two bytes.
  const isLast = !/[^\r\n]/.test(value.slice(found.index + 1));
  const after = found.index;
  const where = after ? `has ${what} after ${after} byte${after > 1 ? 's' : ''}` : `begins with ${what}`;
  const said = isLast ? `ends in ${what}` : where;
  return fieldFault('invalid_value', path, `${path} ${said}; send it without`);
}

const NO_AP = 'mode is 1, an access point for good; this build never opens one, so mode must be 0';

function numberFault(field: Field, value: unknown): Fault | undefined {
  const path = field.path;
  if (typeof value !== 'number' || value % 1 !== 0)
    return fieldFault('invalid_type', path, `${path} must be an integer, ${field.min}..${field.max}`);
  if (field.kind === 'auth' && AUTHS.indexOf(value) < 0) {
    const why = value === AUTH_WEP ? 'WEP is not supported; ' : '';
    return fieldFault('invalid_value', path, `${path} is ${value}; ${why}it must be one of ${AUTHS.join(', ')}`);
  }
  if (value < field.min || value > field.max)
    return fieldFault('invalid_value', path, `${path} is ${value}; it must be ${field.min}..${field.max}`);
  if (BUILD_AP_POLICY === 'never' && path === 'mode' && value) return fieldFault('not_supported', path, NO_AP);
  return undefined;
}

function isPsk(value: string): boolean {
  if (value.length === PSK_HEX) return !/[^0-9a-fA-F]/.test(value);
  return value === '' || (value.length >= PSK_MIN && value.length <= PASSPHRASE_MAX);
}

function sizeFault(code: Code, path: string, size: number, limits: string): Fault {
  return fieldFault(code, path, `${path} has ${size} byte${size === 1 ? '' : 's'}; ${limits}`);
}

/** Of a text of its own kind, or of an app's. */
function ownFault(field: Field, size: number): Fault | undefined {
  if (size >= field.min && size <= field.max) return undefined;
  return sizeFault('invalid_value', field.path, size, `it must have ${field.min}..${field.max}`);
}

function wordFault(path: string, value: string): Fault | undefined {
  if (COUNTRIES.indexOf(value) >= 0) return undefined;
  return fieldFault('invalid_value', path, `${path} must be one of ${COUNTRIES.join(', ')}`);
}

/** Only the form; whether a PSK is needed at all depends on auth and is judged in check.ts. */
function textFault(field: Field, value: unknown): Fault | undefined {
  const path = field.path;
  if (typeof value !== 'string') return fieldFault('invalid_type', path, `${path} must be a string`);
  if (field.kind === 'word') return wordFault(path, value);
  if (!isText(value))
    return fieldFault('invalid_value', path, `${path} has a NUL byte or a lone surrogate; send UTF-8`);
  const size = value.length;
  if ((BUILD_TEXT_FIELDS && field.kind === 'text') || (BUILD_APP && path.slice(0, 4) === 'app.'))
    return ownFault(field, size);
  const wrong = controlFault(path, value);
  if (wrong) return wrong;
  const isSsid = field.kind === 'ssid';
  if (isSsid ? size < field.min || size > SSID_MAX : !isPsk(value)) {
    const limits = isSsid ? `1..${SSID_MAX}` : `${PSK_MIN}..${PASSPHRASE_MAX} bytes, or ${PSK_HEX} hex digits`;
    return sizeFault('invalid_value', path, size, `it must have ${limits}`);
  }
  if (size <= field.hi) return undefined;
  return sizeFault('radio_limit', path, size, `this radio port carries at most ${field.hi}`);
}

/* @hot */
export function checkField(field: Field, value: unknown): Fault | undefined {
  return typeof field.fallback === 'number' ? numberFault(field, value) : textFault(field, value);
}
