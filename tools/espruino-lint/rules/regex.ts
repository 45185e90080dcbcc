// Regular expressions: Espruino's matcher is small, and most of what it lacks fails in silence.

import type { Node } from 'acorn';
import { readPattern } from '../regex/pattern.ts';
import { hasHollowPlus, hasLostAlternative, hasStolenMatch } from '../regex/sense.ts';
import type { Loose, Report, Rules } from '../rule.ts';
import { walk } from '../rule.ts';

export const rules = {
  'regex-count': {
    why: 'Espruino matches {n,m} as text',
    instead: 'repeat the atom, or test the length',
    bad: '/^a{2}$/.test("aa")',
    seen: 'false',
  },
  'regex-optional': {
    why: 'Espruino has no ? in patterns: it is the character itself',
    instead: 'use two alternatives, or test the optional part apart',
    bad: '/^-?\\d+$/.test("12")',
    seen: 'false',
  },
  'regex-lazy': {
    why: 'Espruino has no lazy repeats',
    instead: 'repeat a class without the character that ends it: [^;]*',
    bad: '/a*?b/.test("aab")',
    seen: 'false',
  },
  'regex-group-kind': {
    why: 'Espruino has no (?:...), look-around or named groups',
    instead: 'use a plain group',
    bad: '/(?:ab)c/.test("abc")',
    seen: 'false',
  },
  'regex-group-times': {
    why: 'Espruino cannot repeat a group',
    instead: 'match in a loop, or split the text',
    bad: '/^(ab)+$/.test("abab")',
    seen: 'false',
  },
  'regex-group-nested': {
    why: 'Espruino closes the wrong one of two nested groups',
    instead: 'use groups side by side',
    bad: '/((a)b)/.exec("ab")',
    seen: '["ab","","ab"]',
  },
  'regex-group-or': {
    why: 'in Espruino a | inside a group restarts the whole match behind it',
    instead: 'put | outside, writing the whole pattern on both sides',
    bad: '/^x(ab|cd)y$/.test("cdy")',
    seen: 'true',
  },
  'regex-escape': {
    why: 'Espruino knows only \\d \\D \\s \\S \\w \\W \\f \\n \\r \\t \\v \\0 \\xNN in patterns',
    instead: 'use a class or \\xNN',
    bad: '/\\bfoo\\b/.test("a foo b")',
    seen: 'false',
  },
  'regex-class': {
    why: 'Espruino stumbles over a bare [, / or | inside a class',
    instead: 'put a backslash before it',
    bad: '/x[a|b]/.test("b]")',
    seen: 'true',
  },
  'regex-range': {
    why: 'a range of one character, or from below \\x80 to above, is empty in one of the builds',
    instead: 'split it at \\x7f',
    bad: '/[\\x20-\\xff]/.test("A")',
    seen: 'false',
  },
  'regex-flags': {
    why: 'Espruino has only the flags g and i',
    instead: 'match line by line, or set lastIndex',
    bad: '/^b/m.test("a\\nb")',
    seen: 'false',
  },
  'regex-groups': {
    why: 'Espruino keeps nine groups',
    instead: 'match in two steps',
    bad: '/(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)/.exec("abcdefghij").length',
    seen: '10',
  },
  'regex-hollow-plus': {
    why: 'in Espruino X+ may match nothing where what follows (or the end of the text, a NUL byte) looks like an X',
    instead: 'write XX* for X+',
    bad: '/^[^=]+$/.test("")',
    seen: 'true',
  },
  'regex-lost-alternative': {
    why: 'in Espruino a ^ that fails ends the search and the later alternatives are never tried',
    instead: 'put the alternatives with ^ last, or use two patterns',
    bad: '/^ab|cd/.test("xcd")',
    seen: 'false',
  },
  'regex-stolen-match': {
    why: 'in Espruino a later alternative that begins alike takes over a match of one with a repeat',
    instead: 'use two patterns',
    bad: '/.*x|a/.exec("axa")',
    seen: '["a"]',
  },
  'regex-long': {
    why: "Espruino calls itself for each atom of a pattern, and some 130 of them use up the chip's stack",
    instead: 'write at most REGEX_ATOMS_MAX atoms, or compare pieces of the text by slice and indexOf',
    bad: `/${'a'.repeat(6000)}/.test("${'a'.repeat(6000)}")`,
    seen: 'dies of Too much recursion - the stack is about to overflow',
  },
} as const satisfies Rules;

const MAX_GROUPS = 9;
/**
 * An atom takes 163 bytes of the chip's stack of 25 000, once, however often * or + repeats it and however long the
 * text is. A `|` counts for two atoms, because what follows is tried on top of what has failed.
 */
const REGEX_ATOMS_MAX = 16;
const OR_ATOMS = 2;

function faultsOf(text: string, flags: string): string[] {
  const { alternatives, faults } = readPattern(text);
  const found: string[] = [...faults];
  const atoms = alternatives.flat().length + OR_ATOMS * (alternatives.length - 1);
  if (atoms > REGEX_ATOMS_MAX) found.push('regex-long');
  if (/[^gi]/.test(flags)) found.push('regex-flags');
  if (alternatives.flat().filter((atom) => atom.kind === 'open').length > MAX_GROUPS) found.push('regex-groups');
  // the finer rules make sense only of a pattern that was read as meant
  if (faults.size > 0) return found;
  if (alternatives.some(hasHollowPlus)) found.push('regex-hollow-plus');
  if (hasLostAlternative(alternatives)) found.push('regex-lost-alternative');
  if (hasStolenMatch(alternatives)) found.push('regex-stolen-match');
  return found;
}

/** `RegExp("text", "flags")` with literal arguments; built from variables it cannot be judged here. */
function constructed(node: Loose): { text: string; flags: string } | undefined {
  const isCall = node.type === 'NewExpression' || node.type === 'CallExpression';
  if (!isCall || node['callee'].name !== 'RegExp' || typeof node['arguments'][0]?.value !== 'string') return undefined;
  return { text: node['arguments'][0].value, flags: node['arguments'][1]?.value ?? '' };
}

export function inspect(program: Node, report: Report): void {
  walk(program, (node) => {
    const literal =
      node.type === 'Literal' && node['regex']
        ? { text: node['regex'].pattern, flags: node['regex'].flags }
        : undefined;
    const pattern = literal ?? constructed(node);
    if (pattern) for (const rule of faultsOf(pattern.text, pattern.flags)) report(rule, node);
  });
}
