// What a column of the file means, by its head: the flags of `wifiprov set` and the names of the config, from the schema.

import { nearest, shown } from '../../firmware/config/names.ts';
import { FIELDS } from '../../firmware/config/schema.ts';
import { flagOf } from '../cli/fields.ts';
import type { Row } from './table.ts';
import { lineOf } from './table.ts';
import type { FileFault } from './types.ts';

/** Columns that are no fields, and what they are for. */
const OWN_COLUMNS = {
  host: 'the device on the network: address or name, with :PORT if it is not 6666',
  port: 'the device at a serial port',
  code: 'its setup code; a row with `port` needs none',
  name: 'for people: it appears in the report',
} as const;

/** `host` ..., or the path of a field. */
type Meaning = string;

export interface Column {
  meaning: Meaning;
  /** As the file has it. */
  head: string;
  index: number;
}

function simple(head: string): string {
  return head.trim().toLowerCase().replace(/[._ ]/g, '-');
}

/** `STA.SSID` goes by `ssid` and `sta-ssid` too; case, dots and underscores do not matter. */
function spellings(): Map<string, Meaning> {
  const known = new Map<string, Meaning>(Object.keys(OWN_COLUMNS).map((name) => [name, name]));
  for (const path of Object.keys(FIELDS)) {
    known.set(simple(path), path);
    for (const flag of flagOf(path).split(', ')) known.set(flag.replace(/^--/, ''), path);
  }
  return known;
}

/** Spreadsheets also write columns that are empty from head to foot. */
const isEmpty = (index: number, head: string, body: Row[]): boolean =>
  head.trim() === '' && body.every((row) => (row.cells[index] ?? '').trim() === '');

/** In the order in which a manual shows them: the short flag where there is one. */
export function columnNames(): string[] {
  return [
    ...Object.keys(OWN_COLUMNS),
    ...Object.keys(FIELDS).map((path) => String(flagOf(path).split(', ')[0]).slice(2)),
  ];
}

function unknown(head: string, known: string[]): string {
  if (head.trim() === '') return 'this column has no name';
  if (head.includes('\t')) return 'separate the cells with commas, not TABs';
  if (head.includes(';')) return 'separate the cells with commas, not semicolons';
  return `unknown column ${shown(head.trim())}; did you mean ${nearest(simple(head), known)}?`;
}

/** The columns that the head row names; `body`: the rows below it. */
export function readHead(row: Row, body: Row[] = []): { columns: Column[]; faults: FileFault[] } {
  const known = spellings();
  const columns: Column[] = [];
  const faults: FileFault[] = [];
  row.cells.forEach((head, index) => {
    if (body.length > 0 && isEmpty(index, head, body)) return;
    const meaning = known.get(simple(head));
    const other = columns.find((column) => column.meaning === meaning);
    const place = { line: lineOf(row, index), column: index + 1, head };
    if (meaning === undefined) {
      faults.push({ ...place, code: 'unknown_column', message: unknown(head, columnNames()) });
    } else if (other) {
      faults.push({ ...place, code: 'duplicate_column', message: `column ${other.index + 1} has this name already` });
    } else columns.push({ meaning, head: head.trim(), index });
  });
  return { columns, faults };
}
