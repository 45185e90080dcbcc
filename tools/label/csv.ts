// A CSV file of devices to labels. The columns are those of `wifiprov fleet`, so that one file serves both.

import { counted } from '../cli/print.ts';
import { type Column, readHead } from '../fleet/columns.ts';
import { lineOf, ROWS_MAX, type Row, readTable } from '../fleet/table.ts';
import type { FileFault } from '../fleet/types.ts';
import { labelOf, type Words } from './check.ts';
import type { Label } from './terms.ts';

/** The columns that a label is made of; others are passed over. */
const COLUMNS: { [word in keyof Words]: string } = {
  ssid: 'AP.SSID',
  code: 'code',
  password: 'AP.PWD',
  auth: 'AP.auth',
  name: 'name',
};

interface Labels {
  labels: Label[];
  faults: FileFault[];
}

function labelsOfRow(row: Row, columns: Column[], width: number, hasAp: boolean): Labels {
  const has = row.cells.length;
  if (has !== width) {
    const message = `this row has ${counted(has, 'cell')}; the header row has ${width}`;
    return { labels: [], faults: [{ line: row.line, code: 'bad_csv', message }] };
  }
  const columnOf = (meaning: string): Column | undefined => columns.find((column) => column.meaning === meaning);
  const cell = (word: keyof Words): string => row.cells[columnOf(COLUMNS[word])?.index ?? -1] ?? '';
  const words: Words = {
    ssid: cell('ssid'),
    code: cell('code'),
    password: cell('password'),
    auth: cell('auth'),
    name: cell('name').trim(),
  };
  const label = labelOf(words, hasAp);
  if (!Array.isArray(label)) return { labels: [label], faults: [] };
  const faults = label.map(({ meaning, code, message }): FileFault => {
    const column = columnOf(meaning);
    if (!column) return { line: row.line, code, message };
    return { line: lineOf(row, column.index), column: column.index + 1, head: column.head, code, message };
  });
  return { labels: [], faults };
}

/** `hasAp`: see check.ts. */
export async function labelsIn(text: string, hasAp = true): Promise<Labels> {
  const { rows, fault } = await readTable(text);
  const [head, ...body] = rows;
  const first = (code: string, message: string): Labels => ({ labels: [], faults: [{ line: 1, code, message }] });
  if (!head) return fault ? { labels: [], faults: [fault] } : first('empty', 'the file is empty');
  const { columns, faults } = readHead(head, body);
  if (faults.length > 0) return { labels: [], faults };
  for (const wanted of hasAp ? [COLUMNS.ssid, COLUMNS.code] : [COLUMNS.code])
    if (!columns.some(({ meaning }) => meaning === wanted))
      return first('missing_column', `column ${wanted} is missing`);
  if (body.length > ROWS_MAX) return first('too_large', `more than ${ROWS_MAX} devices in one file`);
  if (body.length === 0 && !fault) return first('empty', 'there are no devices below the header row');
  const done = body.map((row) => labelsOfRow(row, columns, head.cells.length, hasAp));
  return {
    labels: done.flatMap(({ labels }) => labels),
    faults: [...done.flatMap((one) => one.faults), ...(fault ? [fault] : [])],
  };
}
