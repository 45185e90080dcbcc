// CSV as RFC 4180 has it, and as spreadsheets write it: cells, and the line in which each begins.

import { describe, expect, it } from 'vitest';
import { lineOf, ROW_MAX, readTable } from '../../tools/fleet/table.ts';

describe('a file is read as rows of cells', () => {
  it.each([
    [
      'plain',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'without an end of line at its end',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'with the ends of lines of Windows',
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'with those of old Macs',
      'a,b\r1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'with mixed ends of lines',
      'a,b\n1,2\r\n3,4\n',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'with a byte order mark',
      '\ufeffa,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['with commas in quotes', 'a\n"x,y"\n', [['a'], ['x,y']]],
    ['with quotes in quotes', 'a\n"say ""hi"""\n', [['a'], ['say "hi"']]],
    ['with lines in quotes', 'a\n"x\r\ny"\n', [['a'], ['x\r\ny']]],
    [
      'with empty cells',
      'a,b\n,2\n1,\n',
      [
        ['a', 'b'],
        ['', '2'],
        ['1', ''],
      ],
    ],
    [
      'with empty lines',
      '\n\na,b\n\n1,2\n\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'with rows that a spreadsheet has left empty',
      'a,b\n,\n1,2\n,\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'with blanks, which belong to the cell',
      'a,b\n 1 ,2\n',
      [
        ['a', 'b'],
        [' 1 ', '2'],
      ],
    ],
    ['with rows of other lengths', 'a,b\n1\n1,2,3\n', [['a', 'b'], ['1'], ['1', '2', '3']]],
    ['with letters of the whole world', 'a\nKüche 😀\n', [['a'], ['Küche 😀']]],
    ['empty', '', []],
  ])('%s', async (_, text, cells) => {
    const { rows, fault } = await readTable(text);
    expect(fault).toBeUndefined();
    expect(rows.map((row) => row.cells)).toEqual(cells);
  });
});

describe('each cell knows its line', () => {
  it.each([
    ['in plain rows', 'a\nb\nc\n', [1, 2, 3]],
    ['behind empty lines', '\na\n\n\nb\n,\nc', [2, 5, 7]],
    ['behind lines in quotes', 'a\n"x\ny\nz"\nb\n', [1, 2, 5]],
    ['behind CRLF in quotes', 'a\r\n"x\r\ny"\r\n\r\nb\r\n', [1, 2, 5]],
    ['behind letters of several bytes', '😀\nü\nc', [1, 2, 3]],
  ])('%s', async (_, text, lines) => {
    expect((await readTable(text)).rows.map(({ line }) => line)).toEqual(lines);
  });

  it('in the middle of a row too', async () => {
    const [, row] = (await readTable('a,b,c\n"1\r\n1",2,"3\n3"\n')).rows;
    expect([0, 1, 2].map((index) => row && lineOf(row, index))).toEqual([2, 3, 3]);
  });
});

describe('quotes that are none', () => {
  it.each([
    ['one that is never closed', 'a,b\n1,2\n3,"4\n5,6\n', 3, 'this quote is never closed'],
    ['one in the middle of a cell', 'a,b\n1,2\n3,4"\n', 3, 'a quote may only start a cell'],
    ['a closed one with more behind it', 'a,b\n"x"y,2\n', 2, 'a closing quote must end its cell'],
    ['one behind lines in quotes', 'a,b\r\n"x\r\ny",2\r\n3,4"\r\n', 4, 'a quote may only start a cell'],
  ])('%s', async (_, text, line, message) => {
    const { fault } = await readTable(text);
    expect(fault).toMatchObject({ line, code: 'bad_csv', message: expect.stringContaining(message) });
    if (fault?.column !== undefined) expect(fault.head).toBe(['a', 'b'][fault.column - 1]);
  });

  it('leave the rows before them', async () => {
    expect((await readTable('a\n1\n2\n"3')).rows.map(({ cells }) => cells)).toEqual([['a'], ['1'], ['2']]);
  });
});

it.each([
  [ROW_MAX - 1, true],
  [ROW_MAX, true],
  [ROW_MAX + 1, false],
])('a row of %i characters is read: %s', async (length, isRead) => {
  const { rows, fault } = await readTable(`a\n${'x'.repeat(length)}\nb\n`);
  expect(rows.length).toBe(isRead ? 3 : 1);
  if (!isRead) expect(fault).toMatchObject({ line: 2, message: expect.stringContaining(`more than ${ROW_MAX}`) });
});
