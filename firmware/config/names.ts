// What is said of a name that is wrong: the nearest one that is right.

import { type Fault, fieldFault } from '../core/result.ts';
import { FIELDS } from './schema.ts';

/** Longest part of a name that is worth comparing; the longest legal one has 11 letters. */
const NAME_MAX = 16;

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
  return block ? inBlock.map((path) => path.slice(block.length)) : inBlock.concat(['STA', 'AP', 'cmd', 'wifi']);
}

/** Names come from outside: only a short, printable part of one is shown. */
export function shown(name: string): string {
  return name.slice(0, NAME_MAX).replace(/[^ -~]/g, '?');
}

export function unknown(block: string, name: string): Fault {
  const field = `${block}${shown(name)}`;
  return fieldFault('unknown_field', field, `${field} is not known; did you mean ${block}${nearest(name, known(block))}?`);
}

export function duplicate(path: string): Fault {
  const field = shown(path);
  return fieldFault('duplicate_field', field, `${field} is given twice; send it once`);
}
