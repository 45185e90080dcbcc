// Judges a whole request against the present config: all of it is applied or nothing.
//
// The chip reads code letter by letter each time: 30 letters that are run or skipped cost as much as JSON.parse of a
// field. So the loop over the fields is short, and what is rare or has to be explained stands in functions of its own.

import { type Fault, type Warning, fault, fieldFault } from '../core/result.ts';
import { checkField, fits } from './fields.ts';
import { duplicate, unknown } from './names.ts';
import { AUTH_OPEN, type Config, FIELDS, type Field, MASK, PLAIN, type Path } from './schema.ts';

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
}

/** MASK means the PSK that is stored: which there must be, and for the same network. */
function keepPsk(draft: Draft, path: Path, ssid: Path): Fault | undefined {
  const now = draft.now;
  draft.config[path] = now[path];
  if (now[ssid] !== draft.config[ssid])
    return fieldFault('missing_field', path, `${path} is masked but ${ssid} changes: send the new password itself`);
  if (now[path] || path === 'AP.PWD') return undefined;
  return fieldFault('missing_field', path, `${path} is masked but none is stored: send the password itself`);
}

/** An AP without a PWD of its own has the setup code. */
function lackPsk(draft: Draft, path: Path, auth: Path): Fault | undefined {
  const need = `${auth} is ${draft.config[auth]}, so ${path} must have 8..63 bytes, or 64 hex digits`;
  if (draft.emptied.indexOf(path) >= 0) return fieldFault('invalid_value', path, `${path} is empty; ${need}`);
  return path === 'STA.PWD' ? fieldFault('missing_field', path, `${path} is missing: ${need}`) : undefined;
}

function settleRare(draft: Draft, path: Path, ssid: Path, auth: Path): Fault | undefined {
  const config = draft.config;
  const wrong = config[path] === MASK ? keepPsk(draft, path, ssid) : undefined;
  if (wrong) return wrong;
  const isOpen = config[auth] === AUTH_OPEN;
  if (config[ssid] && !isOpen) return config[path] ? undefined : lackPsk(draft, path, auth);
  if (!config[ssid] && config[path] && config[path] !== draft.now[path])
    return fieldFault('missing_field', ssid, `${ssid} is missing: ${path} needs a network`);
  if (config[ssid] && config[path])
    draft.warnings.push({ code: 'pwd_ignored', field: path, message: `${path} was dropped: ${auth} 1 is an open network` });
  config[path] = '';
  return undefined;
}

/** Fields of one block that depend on each other: SSID, auth and PWD. */
function settle(draft: Draft, block: 'STA' | 'AP'): Fault | undefined {
  const path: Path = `${block}.PWD`;
  const ssid: Path = `${block}.SSID`;
  const auth: Path = `${block}.auth`;
  const config = draft.config;
  if ((config[path] as string).length > MASK.length && config[ssid] && config[auth] !== AUTH_OPEN) return undefined;
  return settleRare(draft, path, ssid, auth);
}

/** Any field at leisure. */
function judge(draft: Draft, field: Field, value: unknown): Fault | undefined {
  const path = field.path;
  const wrong = field.kind === 'psk' && value === MASK ? undefined : checkField(field, value);
  if (wrong) return wrong;
  if (field.kind === 'psk' && value === '') draft.emptied += path;
  draft.config[path] = value;
  const isWeak = typeof value === 'number' ? value > field.hi || (value < field.lo && field.kind === 'int') : field.kind === 'word';
  if (!isWeak || value === field.fallback) return undefined;
  const message = `${path} ${value} is stored, but this radio port can't enforce it`;
  draft.warnings.push({ code: 'not_enforced', field: path, message });
  return undefined;
}

/** The proper spelling of a field or block. */
function spelled(block: string, name: string): string | undefined {
  const low = (block + name).toLowerCase();
  return Object.keys(FIELDS).concat(block ? [] : ['STA', 'AP']).filter((one) => one.toLowerCase() === low)[0];
}

/** A name in another spelling, or nothing that is known. Names in one object differ at least in their case. */
function takeOther(draft: Draft, object: Changes, block: string, name: string): Fault | undefined {
  const path = spelled(block, name);
  if (!path) return unknown(block, name);
  if (Object.keys(object).filter((other) => spelled(block, other) === path).length > 1) return duplicate(path);
  const field = FIELDS[path];
  return field ? judge(draft, field, object[name]) : takeBlock(draft, object[name], path);
}

function takeBlock(draft: Draft, value: unknown, block: string): Fault | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fieldFault('invalid_type', block, `${block} must be an object`);
  draft.count--;
  return take(draft, value as Changes, `${block}.`) || settle(draft, block as 'STA' | 'AP');
}

function take(draft: Draft, object: Changes, block: string): Fault | undefined {
  const fields = FIELDS;
  const config = draft.config;
  let wrong: Fault | undefined;
  for (const name in object) {
    const path = block + name;
    const value = object[name];
    const field = fields[path];
    draft.count++;
    if (field && fits(field, value)) config[path] = value;
    else {
      if (field && field.path) wrong = judge(draft, field, value);
      else if (path === 'STA' || path === 'AP') wrong = takeBlock(draft, value, path);
      else wrong = takeOther(draft, object, block, name);
      if (wrong) return wrong;
    }
  }
  return undefined;
}

/** Lengths as the rows of the schema have them; MASK has 8 bytes, and an AP without a PWD has the setup code. */
function sizesFit(config: Config): boolean {
  const sta = config['STA.SSID'].length;
  const psk = config['STA.PWD'].length;
  const ap = config['AP.SSID'].length;
  const code = config['AP.PWD'].length;
  return config['AP.ch'] > 0 && config['AP.ch'] < 14 && sta > 0 && sta < 32 && psk > 8 && psk < 64 && ap > 0 && ap < 32 && (code ? code > 8 && code < 63 : true);
}

/**
 * The config after a request of which nothing need be said: its values are put in unseen, and one look at the whole
 * tells whether all is well. Anything else (another spelling, a byte beyond ASCII, a warning) is for `take`.
 */
export function quick(changes: Changes, now: Config): Config | undefined {
  const next: Changes = Object.assign({} as Changes, now);
  for (const name in changes) {
    const value = changes[name] as Changes;
    let path = '';
    if (typeof value !== 'object') next[name.indexOf('.') < 0 ? (path = name) : ''] = value;
    else for (const key in value) next[(path = `${name}.${key}`)] = value[key];
    if (!path) return undefined;
  }
  const config = next as unknown as Config;
  return PLAIN.test(JSON.stringify(next)) && sizesFit(config) ? config : undefined;
}

/** Applies a request to a copy of `now`. */
export function checkChanges(changes: Changes, now: Config): Checked | Fault {
  const done = quick(changes, now);
  if (done) return { config: done, warnings: [] };
  const config = Object.assign({}, now);
  const draft: Draft = { config: config as unknown as Changes, warnings: [], now, count: 0, emptied: '' };
  const dotted = /[^,]*[.][^,]*/.exec(Object.keys(changes).join());
  const wrong = dotted ? unknown('', dotted[0]) : take(draft, changes, '');
  if (wrong) return wrong;
  return draft.count ? { config, warnings: draft.warnings } : fault('empty', 'nothing to set: give at least one field');
}
