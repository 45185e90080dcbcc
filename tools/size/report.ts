// The size report as pure functions: whose each byte of a bundle is, by its source map, and functions counted in its text.

import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';
import { parse } from 'acorn';
import { isFunction, walk } from '../espruino-lint/rule.ts';
import { lineStarts } from '../tokens/lines.ts';
import { textOf } from '../tokens/text.ts';
import type { Budgets } from './budgets.ts';
import { type Page, pageLines } from './page.ts';

export interface Bundle {
  path: string;
  /** One character for each byte. */
  code: string;
  /** Its source map, as text. */
  map: string;
  /** Pieces that stand in it as a whole, with all that they import. */
  modules: readonly BundleModule[];
}
export interface BundleModule {
  name: string;
  start: number;
  end: number;
}
interface ModuleSize {
  module: string;
  bytes: number;
  functions: number;
  /** How many modules have it, or the main program and how many others. */
  copies: number;
}

const WRAPPER = '(wrapper)';
/** Evaluates a piece: its place and its length, see tools/build/shared/cut.mjs. */
const PIECE = /\$r\((\d+),\d+\)/g;

/** What stands in no module. */
const mainOf = ({ code, modules }: Bundle): BundleModule => ({
  name: '',
  start: modules.at(-1)?.end ?? 0,
  end: code.length,
});

/** The module of each byte. */
function ownersOf(bundle: Bundle): string[] {
  const trace = new TraceMap(bundle.map);
  const starts = lineStarts(bundle.code);
  const places = decodedMappings(trace).flatMap((line, i) =>
    line.map(([column, source]) => ({ at: (starts[i] ?? 0) + column, source: source ?? -1 })),
  );
  const owners = new Array<string>(bundle.code.length).fill(WRAPPER);
  places.forEach(({ at, source }, i) => {
    const name = trace.sources[source]?.replace(/^(\.\.\/)+/, '') ?? WRAPPER;
    owners.fill(name, at, places[i + 1]?.at ?? owners.length);
  });
  // A mapping goes on to the next one: here to the end of its module.
  bundle.modules.forEach(({ end }, i) => {
    const next = bundle.modules[i + 1]?.start ?? places.find(({ at }) => at > end)?.at ?? owners.length;
    owners.fill(WRAPPER, end, next);
  });
  return owners;
}

/** On the chip each function that is held costs 6 to 8 variables. Calls `found` with the byte where each begins. */
function eachFunction({ code }: Bundle, { start, end }: BundleModule, found: (at: number) => void): void {
  const { text, from } = textOf(code.slice(start, end));
  // Of the main program the array of modules is missing, which ends in front of it.
  const program = text.replace(/^\]/, ' ');
  walk(parse(program, { ecmaVersion: 'latest', allowReturnOutsideFunction: true }), (node) => {
    if (isFunction(node)) found(start + (from[node.start] ?? 0));
  });
}

/** Biggest first. Bytes that belong to no module (wrapper, names) are a row of their own. */
export function modulesOf(bundle: Bundle): ModuleSize[] {
  const owners = ownersOf(bundle);
  const rows = new Map<string, ModuleSize>();
  const rowOf = (module: string): ModuleSize => {
    const row = rows.get(module) ?? { module, bytes: 0, functions: 0, copies: 0 };
    rows.set(module, row);
    return row;
  };
  for (const piece of [...bundle.modules, mainOf(bundle)]) {
    for (const owner of new Set(owners.slice(piece.start, piece.end))) rowOf(owner).copies++;
    eachFunction(bundle, piece, (at) => rowOf(owners[at] ?? WRAPPER).functions++);
  }
  for (const owner of owners) rowOf(owner).bytes++;
  return [...rows.values()].sort((a, b) => b.bytes - a.bytes);
}

const total = (bundles: readonly Bundle[], page: Page): number =>
  bundles.reduce((sum, b) => sum + b.code.length, page.bytes);
const column = (number: number, width: number): string => String(number).padStart(width);

/** Bytes of the pieces that a module evaluates, and those that they evaluate. */
function piecesOf({ code, modules }: Bundle, module: BundleModule, seen: Set<BundleModule>): number {
  const { text } = textOf(code.slice(module.start, module.end));
  const places = [...text.matchAll(PIECE)].map(([, start]) => Number(start));
  const pieces = modules.filter((one) => places.includes(one.start) && !seen.has(one));
  for (const one of pieces) seen.add(one);
  return pieces.reduce((sum, one) => sum + one.end - one.start + piecesOf({ code, modules } as Bundle, one, seen), 0);
}

/** Each module and piece: its bytes, its functions, and the bytes of the pieces that it uses. */
function stringLines(bundle: Bundle): string[] {
  const rows = bundle.modules.map((module) => {
    let functions = 0;
    eachFunction(bundle, module, () => functions++);
    const pieces = piecesOf(bundle, module, new Set());
    return { name: module.name, bytes: module.end - module.start, functions, pieces };
  });
  if (rows.length === 0) return [];
  const lines = rows
    .sort((a, b) => b.bytes - a.bytes)
    .map((row) => `${column(row.bytes, 7)} ${column(row.functions, 5)} ${column(row.pieces, 6)}  ${row.name}`);
  return ['  bytes   fns pieces  what is evaluated', ...lines, ''];
}

function bundleLines(bundle: Bundle): string[] {
  const rows = modulesOf(bundle);
  const functions = rows.reduce((sum, row) => sum + row.functions, 0);
  return [
    `${bundle.path}: ${bundle.code.length} bytes, ${functions} functions`,
    ...rows.map((row) => `${column(row.bytes, 7)} ${column(row.functions, 5)} ${column(row.copies, 6)}  ${row.module}`),
    '',
    ...stringLines(bundle),
  ];
}

export function report(bundles: readonly Bundle[], page: Page, budgets: Budgets): string {
  const sum = total(bundles, page);
  const percent = Math.round((100 * sum) / budgets.flashBytes);
  return [
    '  bytes   fns copies  source',
    ...bundles.flatMap(bundleLines),
    ...pageLines(page, budgets.gzipBytes),
    `in flash: ${sum} of ${budgets.flashBytes} bytes (${percent} %)${reminder(sum, budgets)}`,
  ].join('\n');
}

/** The budget is the goal, and a check that always fails is none: so what fails is code that grows beyond the ceiling. */
function reminder(sum: number, { flashBytes, flashCeiling }: Budgets): string {
  const over = sum - flashBytes;
  return over > 0 ? `: ${over} over the budget; npm run size fails above ${flashCeiling}` : '';
}

/** One sentence for each limit that is exceeded. */
export function overBudget(bundles: readonly Bundle[], page: Page, budgets: Budgets): string[] {
  const ceiling = Math.max(budgets.flashBytes, budgets.flashCeiling);
  const sum = total(bundles, page);
  return sum > ceiling ? [`bundles and page take ${sum} bytes in flash, more than the ceiling of ${ceiling}`] : [];
}
