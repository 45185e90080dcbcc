// The size report as pure functions: bytes from esbuild's metafile, functions counted in the bundle itself.

import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { parse } from 'acorn';
import { isFunction, walk } from '../dialect/rule.ts';
import type { Budgets } from './budgets.ts';
import { type Page, pageLines } from './page.ts';

export interface Bundle {
  path: string;
  code: string;
  /** Its source map, as text. */
  map: string;
  inputs: { [module: string]: { bytesInOutput: number } };
  /** Modules that stand in the text as a whole, with all that they import. */
  parts: readonly Part[];
}
export interface Part {
  name: string;
  start: number;
  end: number;
}
export interface ModuleSize {
  module: string;
  bytes: number;
  functions: number;
}

const WRAPPER = '(wrapper)';

/** Functions of a bundle by the module they come from; on the chip each that is held costs 6 to 8 variables. */
function countFunctions(bundle: Bundle): Map<string, number> {
  const trace = new TraceMap(bundle.map);
  const counts = new Map<string, number>();
  walk(parse(bundle.code, { ecmaVersion: 'latest', locations: true }), (node) => {
    if (!isFunction(node) || !node.loc) return;
    const { source } = originalPositionFor(trace, node.loc.start);
    const part = bundle.parts.find(({ start, end }) => node.start >= start && node.end <= end);
    const module = part?.name ?? source?.replace(/^(\.\.\/)+/, '') ?? WRAPPER;
    counts.set(module, (counts.get(module) ?? 0) + 1);
  });
  return counts;
}

/** Biggest first. Bytes that belong to no module (wrapper, names) are a row of their own. */
export function modulesOf(bundle: Bundle): ModuleSize[] {
  const counts = countFunctions(bundle);
  const all = [
    ...Object.entries(bundle.inputs).map(([module, { bytesInOutput }]) => [module, bytesInOutput] as const),
    ...bundle.parts.map(({ name, start, end }) => [name, end - start] as const),
  ];
  const rows = all.map(([module, bytes]) => ({ module, bytes, functions: counts.get(module) ?? 0 }));
  const rest = Buffer.byteLength(bundle.code) - rows.reduce((sum, row) => sum + row.bytes, 0);
  rows.push({ module: WRAPPER, bytes: rest, functions: counts.get(WRAPPER) ?? 0 });
  return rows.filter((row) => row.bytes > 0 || row.functions > 0).sort((a, b) => b.bytes - a.bytes);
}

const total = (bundles: readonly Bundle[], page: Page): number =>
  bundles.reduce((sum, b) => sum + Buffer.byteLength(b.code), page.bytes);
const line = (bytes: number, functions: number, name: string): string =>
  `${String(bytes).padStart(7)} ${String(functions).padStart(5)}  ${name}`;

function bundleLines(bundle: Bundle): string[] {
  const rows = modulesOf(bundle);
  const functions = rows.reduce((sum, row) => sum + row.functions, 0);
  return [
    `${bundle.path}: ${Buffer.byteLength(bundle.code)} bytes, ${functions} functions`,
    ...rows.map((row) => line(row.bytes, row.functions, row.module)),
    '',
  ];
}

export function report(bundles: readonly Bundle[], page: Page, budgets: Budgets): string {
  const sum = total(bundles, page);
  const percent = Math.round((100 * sum) / budgets.flashBytes);
  return [
    '  bytes  fns  module',
    ...bundles.flatMap(bundleLines),
    ...pageLines(page, budgets.gzipBytes),
    `in flash: ${sum} of ${budgets.flashBytes} bytes (${percent} %)`,
  ].join('\n');
}

/** One sentence for each budget that is exceeded. */
export function overBudget(bundles: readonly Bundle[], page: Page, budgets: Budgets): string[] {
  const over = total(bundles, page) - budgets.flashBytes;
  return over > 0 ? [`bundles and page are ${over} bytes over the ${budgets.flashBytes} they may take in flash`] : [];
}
