// Finds out what a request's keys mean: known fields by any spelling, and the nearest name for a wrong one.

import { type Fault, fault, fieldFault } from '../core/result.ts';
import type { Changes } from './check.ts';
import { FIELDS } from './schema.ts';

/** Longest part of a name that is worth comparing; the longest legal one has 11 letters. */
const NAME_MAX = 16;
const BLOCKS = ['sta', 'ap'];

/** Levenshtein distance; both at most NAME_MAX long. */
function distance(a: string, b: string): number {
  let row: number[] = b.split('').map((_letter, i) => i + 1);
  a.split('').forEach((letter, i) => {
    let left = i + 1;
    row = row.map((up, j) => {
      const diagonal = j ? (row[j - 1] as number) : i;
      left = Math.min(left + 1, up + 1, diagonal + (b.charAt(j) === letter ? 0 : 1));
      return left;
    });
  });
  return b.length ? (row[b.length - 1] as number) : a.length;
}

/** The known word that is nearest to `name`. */
export function nearest(name: string, known: string[]): string {
  const low = name.toLowerCase().slice(0, NAME_MAX);
  let best = known[0] as string;
  let least = 99;
  known.forEach((word) => {
    const far = distance(low, word.toLowerCase());
    if (far < least) {
      best = word;
      least = far;
    }
  });
  return best;
}

function known(block: string): string[] {
  const paths = Object.keys(FIELDS).map((key) => (FIELDS[key] as { path: string }).path);
  const inBlock = paths.filter((path) => path.indexOf(block) === 0 && (block || path.indexOf('.') < 0));
  return block ? inBlock.map((path) => path.slice(block.length)) : inBlock.concat(['STA', 'AP']);
}

/** Names come from outside: only a short, printable part of one is shown. */
function shown(name: string): string {
  return name.slice(0, NAME_MAX).replace(/[^ -~]/g, '?');
}

function unknown(block: string, name: string): Fault {
  const field = `${block}${shown(name)}`;
  return fieldFault('unknown_field', field, `${field} is not known; did you mean ${block}${nearest(name, known(block))}?`);
}

export function duplicate(field: string): Fault {
  return fieldFault('duplicate_field', field, `${field} is given twice; send it once`);
}

/** Puts the fields of one object into `changes`; `block` is '', 'STA.' or 'AP.'. */
function gather(object: { [key: string]: unknown }, block: string, changes: Changes): Fault | undefined {
  const keys = Object.keys(object);
  for (let i = 0; i < keys.length; i++) {
    const name = keys[i] as string;
    const key = (block + name).toLowerCase();
    const value = object[name];
    let wrong: Fault | undefined;
    if (!block && BLOCKS.indexOf(key) >= 0) wrong = gatherBlock(value, key.toUpperCase(), changes);
    else if (!FIELDS.hasOwnProperty(key) || (!block && key.indexOf('.') >= 0)) wrong = unknown(block, name);
    else if (changes.hasOwnProperty(key)) wrong = duplicate(`${block}${name}`);
    else changes[key] = value;
    if (wrong) return wrong;
  }
  return undefined;
}

/** Two spellings of a block (`STA` and `sta`) are one field given twice as well. */
function gatherBlock(value: unknown, name: string, changes: Changes): Fault | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fieldFault('invalid_type', name, `${name} must be an object`);
  const mark = `${name.toLowerCase()}.`;
  if (Object.keys(changes).some((key) => key.indexOf(mark) === 0)) return duplicate(name);
  return gather(value as { [key: string]: unknown }, `${name}.`, changes);
}

/** Turns a request's object into changes by lower-case path. */
export function changesOf(object: { [key: string]: unknown }): Changes | Fault {
  const changes: Changes = {};
  const wrong = gather(object, '', changes);
  if (wrong) return wrong;
  return Object.keys(changes).length ? changes : fault('empty', 'nothing to set: give at least one field');
}
