// Texts for terminals. Names of networks come from whoever is in reach: nothing in them may move a cursor.

import Table from 'cli-table3';

// biome-ignore lint/suspicious/noControlCharactersInRegex: just these are taken out
const CONTROLS = /[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

export function plain(text: unknown): string {
  return String(text).replace(CONTROLS, '?');
}

export function quoted(text: string): string {
  return `"${plain(text)}"`;
}

const NO_LINES = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid'].flatMap((side) => [
    [side, ''],
    [`${side}-mid`, ''],
    [`${side}-left`, ''],
    [`${side}-right`, ''],
  ]),
);

/** Columns under their heads; the last column ends where its text does. */
export function table(head: string[], rows: unknown[][]): string {
  const made = new Table({
    head,
    chars: { ...NO_LINES, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  made.push(...rows.map((row) => row.map((cell) => plain(cell))));
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
