// What is said of a name that is wrong: the nearest one that is right.

import { type Fault, fieldFault } from '../lib/result.ts';
import { FIELDS } from './schema.ts';

/** Longest part of a name that is worth comparing; the longest legal one has 11 letters. */
const NAME_MAX = 16;

/** Letters that both begin and end with. (A true edit distance takes the chip as long as 100 times JSON.parse.) */
function likeness(a: string, b: string): number {
  const least = Math.min(a.length, b.length);
  let front = 0;
  while (front < least && a.charAt(front) === b.charAt(front)) front++;
  let back = 0;
  while (back < least - front && a.slice(-1 - back).charAt(0) === b.slice(-1 - back).charAt(0)) back++;
  return 4 * (front + back) - Math.abs(a.length - b.length);
}

/** The known word that is nearest to `name`. */
/* @hot */
/* @shared */
export function nearest(name: string, known: string[]): string {
  const low = name.toLowerCase().slice(0, NAME_MAX);
  let best = '';
  let most = -99;
  known.forEach((word) => {
    const like = likeness(low, word.toLowerCase());
    if (like > most) {
      best = word;
      most = like;
    }
  });
  return best;
}

function known(block: string): string[] {
  const paths = Object.keys(FIELDS).map((key) => (FIELDS[key] as { path: string }).path);
  const inBlock = paths.filter((path) => path.indexOf(block) === 0 && (block || path.indexOf('.') < 0));
  if (block) return inBlock.map((path) => path.slice(block.length));
  const others = inBlock.concat(['STA', 'AP', 'cmd', 'wifi']);
  return BUILD_APP ? others.concat(['app']) : others;
}

/** Names come from outside: only a short, printable part of one is shown. */
export function shown(name: string): string {
  return name.slice(0, NAME_MAX).replace(/[^ -~]/g, '?');
}

/* @shared */
export function unknown(block: string, name: string): Fault {
  const field = `${block}${shown(name)}`;
  return fieldFault(
    'unknown_field',
    field,
    `unknown field ${field}; did you mean ${block}${nearest(name, known(block))}?`,
  );
}

/* @shared */
export function duplicate(path: string): Fault {
  const field = shown(path);
  return fieldFault('duplicate_field', field, `${field} is given twice; send it once`);
}

/** The interpreter's parser keeps a repeated key, its loops show it twice, and the first is the one that is read. */
export function repeated(object: { [name: string]: unknown }): string | undefined {
  const seen: string[] = [];
  for (const name in object) {
    if (seen.indexOf(name) >= 0) return name;
    seen.push(name);
  }
  return undefined;
}
