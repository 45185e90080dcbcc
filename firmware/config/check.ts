// Judges a whole request against the present config: all of it is applied or nothing.
//
// The chip reads code letter by letter each time: 30 letters that are run or skipped cost as much as JSON.parse of a
// field. So the loop over the fields is short, and what is rare or has to be explained stands in functions of its own.

import { type Fault, fault, fieldFault, isFault, type Warning } from '../lib/result.ts';
import { quickChanges } from './fast-path.ts';
import { checkField, fits } from './fields.ts';
import { duplicate, repeated, unknown } from './names.ts';
import { AUTH_OPEN, type Config, FIELDS, type Field, MASK, type Path } from './schema.ts';

/** A request: fields, and the blocks STA and AP, in any spelling and of any type: nothing is known of them yet. */
export interface Changes {
  [name: string]: unknown;
}

export interface Checked {
  config: Config;
  warnings: Warning[];
}

interface Draft {
  /** Values of known fields; a PSK may still be MASK. */
  config: Changes;
  warnings: Warning[];
  now: Config;
  /** Fields that the request has. */
  count: number;
  /** An AP.PWD or STA.PWD that came in empty. */
  emptied: string;
  /** A PSK of the block that can't be one: no fault where the network is open, since it is dropped then. */
  wrongPsk?: Fault | undefined;
}

/** MASK means the PSK that is stored: which there must be, and for the same network. */
function keepPsk(draft: Draft, path: Path, ssid: Path): Fault | undefined {
  const now = draft.now;
  draft.config[path] = now[path];
  if (now[ssid] !== draft.config[ssid])
    return fieldFault('missing_field', path, `${path} is masked but ${ssid} changes: send the new password`);
  if (now[path] || path === 'AP.PWD') return undefined;
  return fieldFault('missing_field', path, `${path} is masked but none is stored: send the password`);
}

/** The same of a secret of the app's. */
function keepSecret(draft: Draft, path: Path): Fault | undefined {
  if (draft.now[path]) return undefined;
  return fieldFault('missing_field', path, `${path} is masked but none is stored: send the value`);
}

/** An AP without a PWD of its own has the setup code. */
function lackPsk(draft: Draft, path: Path, auth: Path): Fault | undefined {
  const need = `${auth} is ${draft.config[auth]}, so ${path} must have 8..63 bytes, or 64 hex digits`;
  if (draft.emptied.indexOf(path) >= 0) return fieldFault('invalid_value', path, `${path} is empty; ${need}`);
  return path === 'STA.PWD' ? fieldFault('missing_field', path, `${path} is missing: ${need}`) : undefined;
}

function checkPassword(draft: Draft, path: Path, ssid: Path, auth: Path): Fault | undefined {
  const config = draft.config;
  const wrong = config[path] === MASK ? keepPsk(draft, path, ssid) : undefined;
  if (wrong) return wrong;
  const isOpen = config[auth] === AUTH_OPEN;
  if (config[ssid] && !isOpen) return config[path] ? undefined : lackPsk(draft, path, auth);
  if (!config[ssid] && config[path] && config[path] !== draft.now[path])
    return fieldFault('missing_field', ssid, `${ssid} is missing: ${path} needs a network`);
  if (config[ssid] && config[path])
    draft.warnings.push({
      code: 'pwd_ignored',
      field: path,
      message: `${path} was dropped: ${auth} 1 is an open network`,
    });
  config[path] = '';
  return undefined;
}

/** Fields of one block that depend on each other: SSID, auth and PWD. */
function checkBlock(draft: Draft, block: 'STA' | 'AP'): Fault | undefined {
  const path: Path = `${block}.PWD`;
  const ssid: Path = `${block}.SSID`;
  const auth: Path = `${block}.auth`;
  const config = draft.config;
  const wrong = draft.wrongPsk;
  draft.wrongPsk = undefined;
  if (wrong && config[auth] !== AUTH_OPEN) return wrong;
  if ((config[path] as string).length > MASK.length && config[ssid] && config[auth] !== AUTH_OPEN) return undefined;
  return checkPassword(draft, path, ssid, auth);
}

/** Any field at leisure. */
function validate(draft: Draft, field: Field, value: unknown): Fault | undefined {
  const path = field.path;
  if (BUILD_APP && field.kind === 'secret' && value === MASK) return keepSecret(draft, path);
  const wrong = field.kind === 'psk' && value === MASK ? undefined : checkField(field, value);
  if (wrong && (field.kind !== 'psk' || wrong.code === 'invalid_type')) return wrong;
  if (field.kind === 'psk') draft.wrongPsk = wrong;
  if (field.kind === 'psk' && value === '') draft.emptied += path;
  draft.config[path] = value;
  const isWeak =
    typeof value === 'number' ? value > field.hi || (value < field.lo && field.kind === 'int') : field.kind === 'word';
  if (!isWeak || value === field.fallback) return undefined;
  const message = `${path} ${value} is stored, but this radio port can't enforce it`;
  draft.warnings.push({ code: 'not_enforced', field: path, message });
  return undefined;
}

function isProper(block: string, name: string): boolean {
  const path = block + name;
  const field = FIELDS[path];
  return field
    ? field.path === path && (block !== '' || name.indexOf('.') < 0)
    : path === 'STA' || path === 'AP' || (BUILD_APP && path === 'app');
}

/** The object with the proper spelling of each name. */
function respell(object: Changes, block: string): Changes | Fault {
  const paths = `,${Object.keys(FIELDS).join()},STA,AP,${BUILD_APP ? 'app,' : ''}`;
  const low = paths.toLowerCase();
  const proper: Changes = {};
  for (const name in object) {
    const path = `,${block}${name},`;
    const at = name.indexOf(',') < 0 ? low.indexOf(path.toLowerCase()) : -1;
    const right = paths.slice(at + 1 + block.length, at - 1 + path.length);
    if (at < 0 || !isProper(block, right)) return unknown(block, name);
    if (proper.hasOwnProperty(right)) return duplicate(block + right);
    proper[right] = object[name];
  }
  return proper;
}

function takeBlock(draft: Draft, value: unknown, block: 'STA' | 'AP' | 'app'): Fault | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fieldFault('invalid_type', block, `${block} must be an object`);
  draft.count--;
  const wrong = take(draft, value as Changes, `${block}.`);
  return wrong || (BUILD_APP && block === 'app') ? wrong : checkBlock(draft, block as 'STA' | 'AP');
}

/* @hot */
function takeField(draft: Draft, path: string, value: unknown): Fault | undefined {
  const field = FIELDS[path];
  if (!field) return takeBlock(draft, value, path as 'STA' | 'AP' | 'app');
  if (!fits(field, value)) return validate(draft, field, value);
  draft.config[path] = value;
  return undefined;
}

/* @hot */
function take(draft: Draft, given: Changes, block: string): Fault | undefined {
  let count = 0;
  let isSpelled = true;
  for (const name in given) {
    count++;
    if (!isProper(block, name)) isSpelled = false;
  }
  if (count !== Object.keys(given).length) return duplicate(`${block}${repeated(given)}`);
  const object = isSpelled ? given : respell(given, block);
  if (object !== given && isFault(object)) return object;
  for (const name in object) {
    const wrong = takeField(draft, block + name, (object as Changes)[name]);
    if (wrong) return wrong;
  }
  draft.count += count;
  return undefined;
}

/** Applies a request to a copy of `now`, field by field. */
export function validateChanges(changes: Changes, now: Config): Checked | Fault {
  const config = Object.assign({}, now);
  const draft: Draft = { config: config as unknown as Changes, warnings: [], now, count: 0, emptied: '' };
  const wrong = take(draft, changes, '');
  if (wrong) return wrong;
  return draft.count ? { config, warnings: draft.warnings } : fault('empty', 'nothing to set: give at least one field');
}

/** The same, at once where it can be. */
export function checkChanges(changes: Changes, now: Config): Checked | Fault {
  const config = quickChanges(changes, Object.assign({}, now));
  return config ? { config, warnings: [] } : validateChanges(changes, now);
}
