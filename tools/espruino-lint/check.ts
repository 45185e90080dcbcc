// Checks a device bundle against all rules of the dialect, and tells every fault at its place in the TypeScript source.

import { resolve as resolvePath } from 'node:path';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { type Node, parse } from 'acorn';
import type { Family, Loose, Rules } from './rule.ts';
import { walk } from './rule.ts';
import * as builtins from './rules/builtins.ts';
import * as classes from './rules/classes.ts';
import * as loops from './rules/loops.ts';
import * as nullish from './rules/nullish.ts';
import * as order from './rules/order.ts';
import * as regex from './rules/regex.ts';
import * as releases from './rules/releases.ts';
import * as syntax from './rules/syntax.ts';
import * as values from './rules/values.ts';

interface Finding {
  rule: string;
  /** Both from 1. */
  line: number;
  column: number;
  message: string;
}
interface SourceFinding extends Finding {
  file: string;
}

const families: readonly Family[] = [syntax, order, loops, regex, classes, builtins, values, nullish, releases];
export const rules: Rules = Object.assign({}, ...families.map((family) => family.rules));

const quote = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}...` : text).replace(/\s+/g, ' ');

/** The faults of one program, in the order of the text. */
export function checkCode(code: string): Finding[] {
  const program = parse(code, { ecmaVersion: 'latest', locations: true, allowReturnOutsideFunction: true });
  const parents = new Map<Node, Loose>();
  walk(program, (node, path) => {
    const parent = path.at(-1);
    if (parent) parents.set(node, parent);
  });
  const found = new Map<string, { finding: Finding; at: number }>();
  const report = (id: string, node: Node): void => {
    const rule = rules[id];
    if (!rule || !node.loc) throw new Error(`no such rule: ${id}`);
    const { line, column } = node.loc.start;
    const message = `${rule.why}; ${rule.instead} (${quote(code.slice(node.start, node.end))})`;
    found.set(`${id} ${node.start}`, { finding: { rule: id, line, column: column + 1, message }, at: node.start });
  };
  for (const family of families) family.inspect(program, report, parents);
  return [...found.values()].sort((a, b) => a.at - b.at).map(({ finding }) => finding);
}

/** The same for a bundle; places are those of the sources, found through its source map. */
export function checkBundle(code: string, map: string, mapFolder: string): SourceFinding[] {
  const trace = new TraceMap(map);
  return checkCode(code).map((finding) => {
    const place = originalPositionFor(trace, { line: finding.line, column: finding.column - 1 });
    if (place.source === null) return { ...finding, file: resolvePath(mapFolder, 'bundle') };
    return { ...finding, file: resolvePath(mapFolder, place.source), line: place.line, column: place.column + 1 };
  });
}
