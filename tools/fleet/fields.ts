// The settings of a row: its cells over what the flags say for all rows, judged as the device judges them.

import { createHash } from 'node:crypto';
import { checkChanges } from '../../firmware/config/check.ts';
import { AUTH_OPEN, type Config, defaultConfig, FIELDS, type Field } from '../../firmware/config/schema.ts';
import { isFault } from '../../firmware/lib/result.ts';
import { changesOf, keyOf } from '../cli/fields.ts';
import type { FieldChanges } from '../client/api.ts';
import { toBytes } from '../client/text.ts';
import type { BadTarget } from './target.ts';

/** As commander has them. */
export type Flags = { [name: string]: unknown };

const ANY_PSK = 'any password';
const FINGERPRINT_DIGITS = 12;

function typed(field: Field, cell: string): number | string {
  return typeof field.fallback === 'number' && /^\d+$/.test(cell.trim()) ? Number(cell) : cell;
}

/** An empty cell says nothing. A row with an open network does not get the password that is for the others. */
export function changesOfRow(cells: ReadonlyMap<string, string>, common: Flags): FieldChanges {
  const own: Flags = {};
  for (const [path, cell] of cells) {
    const field = FIELDS[path];
    if (field && cell !== '') own[keyOf(path)] = typed(field, cell);
  }
  const changes = changesOf({ ...common, ...own });
  if (changes.STA?.auth !== AUTH_OPEN || own[keyOf('STA.PWD')] !== undefined) return changes;
  const { PWD: _, ...sta } = changes.STA;
  return { ...changes, STA: sta };
}

type Tree = { [name: string]: unknown };

function asBytes(value: unknown): unknown {
  if (typeof value === 'string') return toBytes(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, asBytes(one)]));
}

/** A device which has these very networks already: what even that one refuses, every device refuses. */
function willing(changes: Tree): Config {
  const now = { ...defaultConfig('any'), 'STA.SSID': 'any', 'STA.PWD': ANY_PSK, 'AP.PWD': ANY_PSK };
  const [sta, ap] = [changes['STA'] as Tree | undefined, changes['AP'] as Tree | undefined];
  if (ap && !sta) now.mode = 1;
  if (typeof sta?.['SSID'] === 'string') now['STA.SSID'] = sta['SSID'];
  if (typeof ap?.['SSID'] === 'string') now['AP.SSID'] = ap['SSID'];
  return now;
}

function without(changes: Tree, path: string): Tree | undefined {
  const [block = '', key] = path.split('.');
  const inner = changes[block];
  if (key === undefined || typeof inner !== 'object') {
    const { [block]: gone, ...rest } = changes;
    return gone === undefined ? undefined : rest;
  }
  const { [key]: gone, ...rest } = inner as Tree;
  return gone === undefined ? undefined : { ...changes, [block]: rest };
}

/** All that a device would refuse, field by field, in its own sentences. */
export function faultsOf(changes: FieldChanges): BadTarget[] {
  const faults: BadTarget[] = [];
  const bytes = asBytes(changes) as Tree;
  for (let rest: Tree | undefined = bytes; rest; ) {
    const checked = checkChanges(rest, willing(bytes));
    // Nothing to say of a row whose every field was refused.
    if (!isFault(checked) || (checked.code === 'empty' && faults.length > 0)) return faults;
    const { code, message, field = '' } = checked;
    faults.push({ meaning: field, code, message });
    rest = without(rest, field);
  }
  return faults;
}

/** A network is named, is not marked as open, and has no password. */
export function lacksPassword({ STA: sta }: FieldChanges): boolean {
  return sta?.SSID !== undefined && sta.SSID !== '' && sta.auth !== AUTH_OPEN && sta.PWD === undefined;
}

/** Identifies settings in a report. Passwords are left out, because a short hash of one can be guessed. */
export function fingerprint(changes: FieldChanges, further: readonly { ssid: string }[] = []): string {
  const told: unknown[] = Object.keys(FIELDS)
    .filter((path) => FIELDS[path]?.kind !== 'psk' && FIELDS[path]?.kind !== 'secret')
    .map((path) => {
      const [block = '', key] = path.split('.');
      const value = (changes as Tree)[block];
      return key === undefined ? value : (value as Tree | undefined)?.[key];
    });
  told.push(...further.map(({ ssid }) => ssid));
  return createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, FINGERPRINT_DIGITS);
}
