// Judges a whole request against the present config: all of it is applied or nothing.

import { type Fault, type Warning, fieldFault } from '../core/result.ts';
import { checkField } from './fields.ts';
import { AUTH_OPEN, AUTH_WPA2_WPA3, type Config, FIELDS, type Field, MASK, type Path } from './schema.ts';

/** Field values by lower-case path, of any type: nothing is known of them yet. */
export interface Changes {
  [key: string]: unknown;
}

export interface Checked {
  config: Config;
  warnings: Warning[];
}

interface Draft {
  config: Config;
  changes: Changes;
  warnings: Warning[];
}

type Block = 'STA' | 'AP';

function put(config: Config, path: Path, value: unknown): void {
  (config as unknown as { [path: string]: unknown })[path] = value;
}

/** MASK means the PSK that is stored: which there must be, and for the same network. */
function checkKept(now: Config, config: Config, block: Block): Fault | undefined {
  const path: Path = `${block}.PWD`;
  const ssid: Path = `${block}.SSID`;
  if (now[ssid] !== config[ssid])
    return fieldFault('missing_field', path, `${path} is masked but ${ssid} changes: send the new password itself`);
  if (!now[path] && block === 'STA')
    return fieldFault('missing_field', path, `${path} is masked but none is stored: send the password itself`);
  return undefined;
}

/** An AP without a PWD of its own has the setup code. */
function checkNeeded(draft: Draft, block: Block, given: boolean): Fault | undefined {
  const path: Path = `${block}.PWD`;
  const auth: Path = `${block}.auth`;
  const need = `${auth} is ${draft.config[auth]}, so ${path} must have 8..63 bytes, or 64 hex digits`;
  if (given) return fieldFault('invalid_value', path, `${path} is empty; ${need}`);
  return block === 'STA' ? fieldFault('missing_field', path, `${path} is missing: ${need}`) : undefined;
}

function dropPwd(draft: Draft, block: Block): void {
  const path: Path = `${block}.PWD`;
  const message = `${path} was dropped: ${block}.auth 1 is an open network`;
  if (draft.config[path]) draft.warnings.push({ code: 'pwd_ignored', field: path, message });
  put(draft.config, path, '');
}

/** Fields of one block that depend on each other: SSID, auth and PWD. */
function settleBlock(draft: Draft, now: Config, block: Block): Fault | undefined {
  const path: Path = `${block}.PWD`;
  const config = draft.config;
  const given = draft.changes[path.toLowerCase()];
  if (given === MASK) {
    const wrong = checkKept(now, config, block);
    if (wrong) return wrong;
    put(config, path, now[path]);
  }
  if (config[`${block}.SSID` as Path] === '') {
    if (given && given !== MASK)
      return fieldFault('missing_field', `${block}.SSID`, `${block}.SSID is missing: ${path} needs a network`);
    put(config, path, '');
    return undefined;
  }
  if (config[`${block}.auth` as Path] === AUTH_OPEN) {
    dropPwd(draft, block);
    return undefined;
  }
  return config[path] === '' ? checkNeeded(draft, block, given === '') : undefined;
}

function warn(draft: Draft, field: Field, value: unknown): void {
  const weak = field.kind === 'auth' && (value as number) >= AUTH_WPA2_WPA3;
  if (!weak && (field.enforced === undefined || field.enforced === value)) return;
  const message = `${field.path} ${value} is stored, but this radio port can't enforce it`;
  draft.warnings.push({ code: 'not_enforced', field: field.path, message });
}

/** Applies known changes (by lower-case path) to a copy of `now`. */
export function checkChanges(changes: Changes, now: Config): Checked | Fault {
  const draft: Draft = { config: Object.assign({}, now), changes, warnings: [] };
  const keys = Object.keys(changes);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    const field = FIELDS[key] as Field;
    const value = changes[key];
    if (value === MASK && field.kind === 'psk') continue;
    const wrong = checkField(field, value);
    if (wrong) return wrong;
    put(draft.config, field.path, value);
    warn(draft, field, value);
  }
  return settleBlock(draft, now, 'STA') || settleBlock(draft, now, 'AP') || draft;
}
