// The flags of `set`, made from the schema: one for each field.

import { InvalidArgumentError, Option } from 'commander';
import { COUNTRIES, type Config, FIELDS, type Field } from '../../firmware/config/schema.ts';
import { MEANINGS } from '../../firmware/protocols/http/page/field-texts.ts';
import type { FieldChanges } from '../client/api.ts';

function whole(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

/** `STA.SSID` is --sta-ssid, and in short --ssid. */
export function flagOf(path: string): string {
  const long = `--${path.toLowerCase().replace(/[._]/g, '-')}`;
  return path.startsWith('STA.') ? `${long.replace('sta-', '')}, ${long}` : long;
}

function wordOf(field: Field): string {
  if (field.kind === 'psk') return ' [password]';
  if (field.kind === 'secret') return ' [text]';
  if (field.kind === 'text') return ' <text>';
  if (field.kind === 'ssid') return ' <name>';
  return field.kind === 'word' ? ' <word>' : ' <number>';
}

function rangeOf(field: Field): string {
  if (field.kind === 'int') return ` (${field.min}..${field.max})`;
  if (field.kind === 'text' || field.kind === 'secret') return ` (${field.min}..${field.max} bytes)`;
  return field.kind === 'word' ? ` (${COUNTRIES.join(', ')})` : '';
}

function optionOf(path: string, field: Field): Option {
  const option = new Option(flagOf(path) + wordOf(field), MEANINGS[path as keyof Config] + rangeOf(field));
  return typeof field.fallback === 'number' ? option.argParser(whole) : option;
}

export function fieldOptions(): Option[] {
  return Object.entries(FIELDS).map(([path, field]) => optionOf(path, field));
}

/** As commander names the option. */
export function keyOf(path: string): string {
  return optionOf(path, FIELDS[path] as Field).attributeName();
}

/** What the flags say, but for a password that is still to be asked for. */
export function changesOf(options: { [name: string]: unknown }): FieldChanges {
  const changes: { [block: string]: unknown } = {};
  for (const path of Object.keys(FIELDS)) {
    const value = options[keyOf(path)];
    if (value === undefined || value === true) continue;
    const [block = '', key] = path.split('.');
    changes[block] = key === undefined ? value : { ...(changes[block] as object), [key]: value };
  }
  return changes;
}
