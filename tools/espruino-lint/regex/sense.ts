// Patterns that Espruino reads well but matches differently from JavaScript, told from the atoms' byte sets.

import type { Atom, ByteSet } from './pattern.ts';

/** What the matcher sees at the end of the text: a NUL byte. */
const END = 0;
const overlaps = (a: ByteSet, b: ByteSet): boolean => [...a].some((byte) => b.has(byte));

/** The bytes that a match of these atoms may begin with; the end of the pattern asks for the end of the text. */
function firstBytes(atoms: readonly Atom[]): ByteSet {
  const first = new Set<number>();
  for (const atom of atoms) {
    if (atom.kind !== 'set') continue;
    for (const byte of atom.bytes) first.add(byte);
    if (atom.times !== '*') return first;
  }
  return first.add(END);
}

/** `X+Y` tries Y at once where X would match, so it may take no X at all when Y can stand in X's place. */
export function hasHollowPlus(alternative: readonly Atom[]): boolean {
  return alternative.some(
    (atom, i) =>
      atom.kind === 'set' && atom.times === '+' && overlaps(atom.bytes, firstBytes(alternative.slice(i + 1))),
  );
}

/** A failing `^` ends the whole search, so no alternative without one may come behind one that has it. */
export function hasLostAlternative(alternatives: readonly Atom[][]): boolean {
  const anchored = alternatives.map((a) => a.find((atom) => atom.kind !== 'open')?.kind === 'start');
  const firstAnchored = anchored.indexOf(true);
  return firstAnchored >= 0 && anchored.lastIndexOf(false) > firstAnchored;
}

/** After a match with n repeats n+1 are tried, and when that fails a later alternative may take the match over. */
export function hasStolenMatch(alternatives: readonly Atom[][]): boolean {
  return alternatives.some((alternative, i) => {
    if (!alternative.some((atom) => atom.kind === 'set' && atom.times !== '1')) return false;
    const first = firstBytes(alternative);
    return alternatives.slice(i + 1).some((later) => overlaps(first, firstBytes(later)));
  });
}
