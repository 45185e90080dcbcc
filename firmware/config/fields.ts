// Judges one value against its row of the schema.

import { type Fault, fieldFault } from '../core/result.ts';
import { isText } from '../core/json/text.ts';
import { AUTHS, AUTH_WEP, COUNTRIES, type Field, PASSPHRASE_MAX, PSK_HEX, PSK_MIN, RADIO_MAX, SSID_MAX } from './schema.ts';

function checkNumber(field: Field, value: unknown): Fault | undefined {
  const path = field.path;
  if (typeof value !== 'number' || value % 1 !== 0)
    return fieldFault('invalid_type', path, `${path} must be an integer, ${field.min}..${field.max}`);
  if (field.kind === 'auth' && AUTHS.indexOf(value) < 0) {
    const why = value === AUTH_WEP ? 'WEP is not supported; ' : '';
    return fieldFault('invalid_value', path, `${path} is ${value}; ${why}it must be one of ${AUTHS.join(', ')}`);
  }
  if (value < field.min || value > field.max)
    return fieldFault('invalid_value', path, `${path} is ${value}; it must be ${field.min}..${field.max}`);
  return undefined;
}

function checkWord(field: Field, value: string): Fault | undefined {
  if (COUNTRIES.indexOf(value) >= 0) return undefined;
  return fieldFault('invalid_value', field.path, `${field.path} must be one of ${COUNTRIES.join(', ')}`);
}

function checkSsid(field: Field, value: string): Fault | undefined {
  if (value.length >= field.min && value.length <= SSID_MAX) return undefined;
  return fieldFault('invalid_value', field.path, `${field.path} has ${value.length} bytes; it must have 1..${SSID_MAX}`);
}

function isPsk(value: string): boolean {
  if (value.length === PSK_HEX) return !/[^0-9a-fA-F]/.test(value);
  return value.length >= PSK_MIN && value.length <= PASSPHRASE_MAX;
}

/** Only the form; whether a PSK is needed at all depends on auth and is judged in check.ts. */
function checkPsk(field: Field, value: string): Fault | undefined {
  if (value === '' || isPsk(value)) return undefined;
  const limits = `${PSK_MIN}..${PASSPHRASE_MAX} bytes, or ${PSK_HEX} hex digits`;
  return fieldFault('invalid_value', field.path, `${field.path} has ${value.length} bytes; it must have ${limits}`);
}

/** A value that the standard allows but the radio port would cut short. */
function checkRadio(field: Field, value: string): Fault | undefined {
  const limit = RADIO_MAX[field.path];
  if (limit === undefined || value.length <= limit) return undefined;
  const message = `${field.path} has ${value.length} bytes; this radio port carries at most ${limit}`;
  return fieldFault('radio_limit', field.path, message);
}

function checkText(field: Field, value: unknown): Fault | undefined {
  const path = field.path;
  if (typeof value !== 'string') return fieldFault('invalid_type', path, `${path} must be a string`);
  if (field.kind === 'word') return checkWord(field, value);
  if (!isText(value)) return fieldFault('invalid_value', path, `${path} has a NUL byte or a lone surrogate; send UTF-8`);
  const wrong = field.kind === 'ssid' ? checkSsid(field, value) : checkPsk(field, value);
  return wrong || checkRadio(field, value);
}

export function checkField(field: Field, value: unknown): Fault | undefined {
  return field.kind === 'int' || field.kind === 'auth' ? checkNumber(field, value) : checkText(field, value);
}
