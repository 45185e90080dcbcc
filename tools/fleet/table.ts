// A CSV file (RFC 4180) as rows of cells that know their line.

import type { FileFault } from './types.ts';

/** Bytes of the cells of one row: the longest that makes sense has some hundred, and a quote that is never closed takes all. */
export const ROW_MAX = 4_096;
export const ROWS_MAX = 10_000;

export interface Row {
  /** Where the row begins; a cell in quotes may go on over lines. */
  line: number;
  cells: string[];
}

interface Table {
  rows: Row[];
  fault?: FileFault;
}

const LINE_END = /\r\n|\n|\r/g;

/** What is wrong with the quotes, by the parser's own words. */
const MISTAKES: { [code: string]: string } = {
  CSV_QUOTE_NOT_CLOSED: 'this quote is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'a closing quote must end its cell; write a quote within quotes twice',
  INVALID_OPENING_QUOTE: 'a quote may only start a cell: quote the whole cell, and double the quote',
  CSV_MAX_RECORD_SIZE: `this row has more than ${ROW_MAX} bytes; check for an unclosed quote`,
};

interface ParserError extends Error {
  code: string;
  index?: number;
}

function lineEnds(text: string): number {
  return text.match(LINE_END)?.length ?? 0;
}

/** The line in which a cell begins. */
export function lineOf(row: Row, index: number): number {
  return row.line + row.cells.slice(0, index).reduce((sum, cell) => sum + lineEnds(cell), 0);
}

const isEnd = (byte: number | undefined): boolean => byte === 0x0a || byte === 0x0d;

/** The parser's own count of lines is wrong after CRLF in quotes; its count of bytes is right. */
function lineCounter(bytes: Buffer): (end: number) => number {
  let line = 1;
  let from = 0;
  return (end) => {
    let begin = from;
    while (isEnd(bytes[begin])) begin++;
    const row = line + lineEnds(bytes.toString('latin1', from, begin));
    line += lineEnds(bytes.toString('latin1', from, end));
    from = end;
    return row;
  };
}

function faultOf(error: ParserError, row: number, heads: readonly string[] = []): FileFault {
  const message = MISTAKES[error.code];
  if (message === undefined) throw error;
  const isPlaced = error.index !== undefined && error.code !== 'CSV_MAX_RECORD_SIZE';
  const head = isPlaced ? heads[Number(error.index)] : undefined;
  const place = isPlaced ? { column: Number(error.index) + 1, ...(head ? { head } : {}) } : {};
  return { line: row, ...place, code: 'bad_csv', message };
}

/** The rows up to the first that can't be read. Rows in which every cell is empty are left out. */
export async function readTable(text: string): Promise<Table> {
  // Loaded here, since it takes longer than `wifiprov --help`.
  const { parse } = await import('csv-parse/sync');
  const bytes = Buffer.from(text.replace(/^\ufeff/, ''));
  const count = lineCounter(bytes);
  const rows: Row[] = [];
  let end = 0;
  try {
    parse(bytes, {
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      // It looks before it adds one.
      max_record_size: ROW_MAX - 1,
      on_record: (cells: string[], context) => {
        end = context.bytes;
        const line = count(end);
        if (cells.some((cell) => cell !== '')) rows.push({ line, cells });
        return null;
      },
    });
  } catch (error) {
    return { rows, fault: faultOf(error as ParserError, count(end), rows[0]?.cells) };
  }
  return { rows };
}
