// How print() and the REPL show a value on Espruino's console.

import { isArrayBuffer } from './json.ts';
import { formatNumber } from './numbers.ts';
import { quoteShown } from './quoted.ts';

const ITEMS_ON_A_LINE = 4;

/** As print() shows it: a text at the top is shown bare. */
export function printed(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value);
}

export function inspect(value: unknown, depth = 0, open: object[] = []): string {
  if (typeof value === 'string') return quoteShown(value);
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'function') return `function ${functionText(value.toString())}`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (open.includes(value)) return ' ... ';
  const inside = [...open, value];
  if (isArrayBuffer(value)) return `new Uint8Array(${inspectList(new Uint8Array(value))}).buffer`;
  if (ArrayBuffer.isView(value)) return `new ${value.constructor.name}(${inspectList(value as Uint8Array)})`;
  if ('message' in value && 'stack' in value) return `Error: ${String(value)}`;
  if (Array.isArray(value))
    return frame(
      '[',
      ']',
      value.map((item) => ['', item]),
      depth,
      inside,
    );
  const fields = Object.entries(value).map(([key, item]): [string, unknown] => [`${quoteShown(key)}: `, item]);
  return frame('{', '}', fields, depth, inside);
}

const inspectList = (list: Uint8Array): string => `[${Array.from(list, formatNumber).join(', ')}]`;
const functionText = (source: string): string => source.replace(/^function\s*\w*\s*/, '').replace(/\)\s*\{/, ') {');

/** Plain values share a line, four to a line in objects; texts and objects stand on their own. */
function frame(opening: string, closing: string, items: [string, unknown][], depth: number, open: object[]): string {
  const indent = (levels: number): string => `\n${'  '.repeat(levels)}`;
  let out = `${opening} `;
  let breakNext = false;
  let onLine = 0;
  for (const [index, [label, value]] of items.entries()) {
    if (index > 0) out += ', ';
    onLine++;
    const wide =
      value !== null && (typeof value === 'string' || typeof value === 'object' || typeof value === 'function');
    if (breakNext || wide || (opening === '{' && onLine > ITEMS_ON_A_LINE)) {
      out += indent(depth + 1);
      onLine = 0;
    }
    out += label + inspect(value, depth + 1, open);
    breakNext = wide;
  }
  return `${out}${breakNext ? indent(depth) : ''} ${closing}`;
}
