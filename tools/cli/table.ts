// Tables for terminals, no wider than they are.

import Table from 'cli-table3';
import { paintFor } from './colour.ts';
import type { Io } from './io.ts';
import { plain } from './print.ts';

const NO_LINES = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid'].flatMap((side) => [
    [side, ''],
    [`${side}-mid`, ''],
    [`${side}-left`, ''],
    [`${side}-right`, ''],
  ]),
);

/** A narrower last column reads worse than lines that the terminal breaks. */
const LAST_MIN = 12;

function rendered(rows: string[][], lastWidth?: number): string[] {
  const count = rows[0]?.length ?? 0;
  const widths = lastWidth === undefined ? [] : [...Array<null>(count - 1).fill(null), lastWidth];
  const made = new Table({
    chars: { ...NO_LINES, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: widths,
    wordWrap: lastWidth !== undefined,
  });
  made.push(...rows);
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

/** Where the last column begins: as wide as a table without it. */
function lastAt(rows: string[][]): number {
  const others = rendered(rows.map((row) => [...row.slice(0, -1), '|']));
  return Math.max(...others.map((line) => line.lastIndexOf('|')));
}

function fitted(rows: string[][], columns: number | undefined): string[] {
  const whole = rendered(rows);
  if (columns === undefined || whole.every((line) => line.length <= columns)) return whole;
  const room = columns - lastAt(rows);
  return room < LAST_MIN ? whole : rendered(rows, room);
}

/** Columns under their heads; the last one ends where its text does, or is wrapped at the edge of the terminal. */
export function table(io: Pick<Io, 'columns' | 'colours'>, head: string[] | undefined, rows: unknown[][]): string {
  const cells = rows.map((row) => row.map((cell) => plain(cell)));
  const [first = '', ...others] = fitted(head ? [head, ...cells] : cells, io.columns);
  return [head ? paintFor(io)('head', first) : first, ...others].join('\n');
}
