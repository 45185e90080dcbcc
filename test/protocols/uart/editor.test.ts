import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EditorState, LINE_MAX } from '../../../firmware/protocols/uart/edited-line.ts';
import { ECHO_MAX, edit, newEditor } from '../../../firmware/protocols/uart/editor.ts';
import { eachOnChip } from '../../fakes/chip.ts';
import { onInterpreters } from '../../interpreters.ts';

interface Typed {
  echo: string;
  /** Lines, and the names of what else ended an edit. */
  done: string[];
  state: EditorState;
}

function type(bursts: string[]): Typed {
  let state = newEditor();
  let echo = '';
  const done: string[] = [];
  for (const burst of bursts) {
    let rest = burst;
    while (rest) {
      const one = edit(state, rest);
      state = one.next;
      rest = one.rest;
      echo += one.echo;
      if (one.done) done.push(one.done === 'line' ? one.text : `<${one.done}>`);
    }
  }
  return { echo, done, state };
}

const charactersOf = (bytes: string): string[] => bytes.match(/[^\x80-\xbf][\x80-\xbf]*|[\x80-\xbf]/g) ?? [];

/** The last line of a terminal's screen, and where its cursor stands. */
function screenOf(echo: string): { cells: string[]; at: number } {
  let cells: string[] = [];
  let at = 0;
  for (const one of charactersOf(echo)) {
    if (one === '\n') cells = [];
    if (one === '\n' || one === '\r') at = 0;
    else if (one === '\b') at = Math.max(0, at - 1);
    else cells[at++] = one;
  }
  return { cells, at };
}

const UP = '\x1b[A';
const DOWN = '\x1b[B';
const BACK = '\b \b';

describe('the line editor', () => {
  it.each([
    ['a line', ['help\r'], ['help'], 'help\r\n'],
    ['each kind of line end', ['a\rb\nc\r\nd\n\re\r\r'], ['a', 'b', 'c', 'd', '', 'e', ''], 'a\r\nb\r\nc\r\nd\r\n\r\ne\r\n\r\n'],
    ['CR and LF in two bursts', ['a\r', '\nb\r', '\n'], ['a', 'b'], 'a\r\nb\r\n'],
    ['a letter between CR and LF', ['a\r', 'x', '\n'], ['a', 'x'], 'a\r\nx\r\n'],
    ['backspace', ['helo\blp\x7fp\r'], ['hellp'.replace('lp', 'lp')], `helo${BACK}lp${BACK}p\r\n`],
    ['backspace in an empty line', ['\b\x7fa\r'], ['a'], 'a\r\n'],
    ['backspace over UTF-8', ['x\xc3\xa9\b\xe2\x82\xac\b\xf0\x9f\x98\x80\b\r'], ['x'], `x\xc3\xa9${BACK}\xe2\x82\xac${BACK}\xf0\x9f\x98\x80${BACK}\r\n`],
    ['UTF-8 cut by bursts', ['x\xe2', '\x82', '\xac\b\r'], ['x'], `x\xe2\x82\xac${BACK}\r\n`],
    ['Ctrl-U', ['caf\xc3\xa9\x15get\r'], ['get'], `caf\xc3\xa9${BACK.repeat(4)}get\r\n`],
    ['control bytes, for the line to be refused', ['a\x04\x00\x02b\r'], ['a\x04\x00\x02b'], 'a???b\r\n'],
    ['a TAB', ['a\tb\r'], ['a\tb'], 'a b\r\n'],
    ['backspace over a TAB', ['a\t\bb\r'], ['ab'], `a ${BACK}b\r\n`],
    ['NUL before a line', ['\0a\r\0', '\nb\r\n\0\0c\r'], ['a', 'b', 'c'], 'a\r\nb\r\nc\r\n'],
    ['XON and XOFF before a line and within its end', ['\x11a\r\x11', '\x13\nb\r'], ['a', 'b'], 'a\r\nb\r\n'],
    ['XON within a line, for the line to be refused', ['a\x11b\r'], ['a\x11b'], 'a?b\r\n'],
    ['a byte order mark before a line', ['\xef\xbb\xbfhelp\r'], ['help'], '\xef\xbb\xbfhelp\r\n'],
    ['Ctrl-C', ['ab\x03\x03c\r'], ['<ctrl_c>', '<ctrl_c>', 'abc'], 'abc\r\n'],
    ['arrow up without lines', [`${UP}a\r`], ['a'], 'a\r\n'],
    ['arrow up', ['one\rtwo\r', UP, '\r'], ['one', 'two', 'two'], 'one\r\ntwo\r\ntwo\r\n'],
    ['arrow up twice', ['one\rtwo\r', `${UP}${UP}\r`], ['one', 'two', 'one'], `one\r\ntwo\r\ntwo${BACK.repeat(3)}one\r\n`],
    ['arrow up past the first', ['one\r', `${UP}${UP}${UP}\r`], ['one', 'one'], 'one\r\none\r\n'],
    ['arrow up and down', ['one\r', `ab${UP}${DOWN}c\r`], ['one', 'c'], `one\r\nab${BACK.repeat(2)}one${BACK.repeat(3)}c\r\n`],
    ['arrow down at the end', ['one\r', `${DOWN}a\r`], ['one', 'a'], 'one\r\na\r\n'],
    ['an arrow byte by byte', ['one\r', '\x1b', '[', 'A', '!\r'], ['one', 'one!'], 'one\r\none!\r\n'],
    ['left and right', ['ac\x1b[Db\x1b[Cd\r'], ['abcd'], 'ac\bbc\bcd\r\n'],
    ['left at the start and right at the end', ['\x1b[C\x1b[Da\x1b[C\r'], ['a'], 'a\r\n'],
    ['UTF-8 in two bursts, in the middle', ['a\x1b[D', '\xc3', '\xa9\r'], ['\xc3\xa9a'], 'a\b\xc3a\b\b\xc3\xa9a\b\r\n'],
    ['left over UTF-8', ['a\xe2\x82\xac\x1b[Db\r'], ['ab\xe2\x82\xac'], 'a\xe2\x82\xac\bb\xe2\x82\xac\b\r\n'],
    ['Home and End of each terminal', ['b\x1b[Ha\x1b[Fc\x1b[1~\x1b[4~\x1b[7~\x1b[8~\x1bOH\x1bOFd\x01\x05e\r'], ['abcde'], /e\r\n$/],
    ['Delete', ['abc\x1b[D\x1b[D\x1b[3~\r'], ['ac'], 'abc\b\bc \b\b\r\n'],
    ['Delete at the end', ['a\x1b[3~\r'], ['a'], 'a\r\n'],
    ['backspace in the middle', ['abc\x1b[D\b\r'], ['ac'], 'abc\b\bc \b\b\r\n'],
    ['Ctrl-W', ['set one two \x17\x17x\r'], ['set x'], `set one two ${BACK.repeat(4)}${BACK.repeat(4)}x\r\n`],
    ['Ctrl-W in the middle', ['one two\x1b[D\x17\r'], ['one o'], 'one two\b\b\bo  \b\b\b\r\n'],
    ['Ctrl-U in the middle', ['abc\x1b[D\x15d\r'], ['d'], `abc\bc${BACK.repeat(3)}d\r\n`],
    ['the end of a line in its middle', ['abc\x01\rd\r'], ['abc', 'd'], 'abc\b\b\b\r\nd\r\n'],
    ['right with Ctrl, and what has no meaning', ['a\x1b[D\x1b[1;5C\x1b[2~\x1b[99~b\r'], ['ab'], 'a\bab\r\n'],
    ['arrow up with the cursor in the middle', ['one\r', `ab\x1b[D${UP}!\r`], ['one', 'one!'], `one\r\nab\bb${BACK.repeat(2)}one!\r\n`],
    ['Escape and another letter', ['a\x1bxb\r'], ['axb'], 'axb\r\n'],
    ['arrows in application mode', ['one\r', 'ab\x1bOA!\r'], ['one', 'one!'], `one\r\nab${BACK.repeat(2)}one!\r\n`],
    ['SS3 keys: F1 to F4, right with Ctrl', ['a\x1bOP\x1bOQ\x1bOR\x1bOS\x1bO5Cb\r'], ['ab'], 'ab\r\n'],
    ['CSI keys: F5, F12, Insert, Page Up, with modifiers', ['a\x1b[15~\x1b[24~\x1b[2~\x1b[5;5~\x1b[1;2P\x1b[Zb\r'], ['ab'], 'ab\r\n'],
    ['F1 and F2 of the Linux console', ['a\x1b[[A\x1b[[Bb\r'], ['ab'], 'ab\r\n'],
    ['bracketed paste', ['\x1b[200~help\x1b[201~\r'], ['help'], 'help\r\n'],
    ['a cursor report and device attributes', ['a\x1b[24;80R\x1b[?1;2c\x1b[>0;276;0cb\r'], ['ab'], 'ab\r\n'],
    ['OSC replies, ended by BEL and by ST', ['a\x1b]11;rgb:ff/ff/ff\x07b\x1b]10;rgb:0/0/0\x1b\\c\r'], ['abc'], 'abc\r\n'],
    ['DCS, APC, PM and SOS', ['a\x1bP1$r0m\x1b\\b\x1b_x\x1b\\c\x1b^x\x1b\\d\x1bXx\x1b\\e\r'], ['abcde'], 'abcde\r\n'],
    ['a line end within CSI', ['a\x1b[\rb\r'], ['a', 'b'], 'a\r\nb\r\n'],
    ['a line end within OSC', ['a\x1b]11;x\rb\r'], ['a', 'b'], 'a\r\nb\r\n'],
    ['Ctrl-U within CSI', ['a\x1b[1\x15b\r'], ['b'], `a${BACK}b\r\n`],
    ['Ctrl-C within CSI, SS3 and a string', ['\x1b[\x03\x1bO\x03\x1b]\x03a\r'], ['<ctrl_c>', '<ctrl_c>', '<ctrl_c>', 'a'], 'a\r\n'],
    ['ESC within CSI', ['one\r', '\x1b[\x1b[A\r'], ['one', 'one'], 'one\r\none\r\n'],
    ['ESC twice', ['one\r', '\x1b\x1b[A\r'], ['one', 'one'], 'one\r\none\r\n'],
    ['a letter of UTF-8 within CSI', ['\x1b[1\xc3\xa9a\r'], ['\xc3\xa9a'], '\xc3\xa9a\r\n'],
  ])('takes %s', (_what, bursts, done, echo) => {
    const typed = type(bursts);
    expect(typed.done).toEqual(done);
    if (typeof echo === 'string') expect(typed.echo).toBe(echo);
    else expect(typed.echo).toMatch(echo);
  }); // biome-ignore format: rows

  it.each([
    [LINE_MAX - 1, true], [LINE_MAX, true], [LINE_MAX + 1, false], [2000, false],
  ])('a line of %i bytes is taken: %s', (bytes, isTaken) => {
    const line = 'x'.repeat(bytes);
    for (const bursts of [[`${line}\rok\r`], [line, '\r', 'ok\r'], [...line.split(''), '\r', 'ok\r']])
      expect(type(bursts).done).toEqual([isTaken ? line : '<too_long>', 'ok']);
  }); // biome-ignore format: rows

  it('drops a line that was too long whole, whatever is typed into it', () => {
    expect(type([`${'x'.repeat(300)}\b\b\x15 more\r`, 'ok\r']).done).toEqual(['<too_long>', 'ok']);
    expect(type(['x'.repeat(300), '\r', `${UP}\r`]).done).toEqual(['<too_long>', '']);
  });

  it('leaves the bytes behind a line for later', () => {
    expect(edit(newEditor(), 'a\rb\r')).toMatchObject({ done: 'line', text: 'a', rest: 'b\r' });
  });

  it('does not touch the state it was given', () => {
    const state = newEditor();
    edit(state, 'abc\r');
    expect(state).toEqual(newEditor());
  });

  const piece = fc.constantFrom(
    'a',
    'set x',
    '\r',
    '\n',
    '\r\n',
    '\b',
    '\x7f',
    '\x15',
    UP,
    DOWN,
    '\x1b[C',
    '\x1b[D',
    '\x1b[3~',
    '\x1bOF',
    '\x17',
    '\x05',
    'two words',
    '\x1bOA',
    '\x1b]0;x\x07',
    '\x1bP1\x1b\\',
    '\x1b[[',
    '\x1b',
    '\t',
    '\x01',
    '\xc3\xa9',
    '\x03',
    'y'.repeat(120),
    '\x00',
  );
  it('gives the same lines and echo however the bytes come', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), fc.nat({ max: 40 }), (parts, step) => {
        const bytes = parts.join('');
        const cut = bytes.match(new RegExp(`[^]{1,${step + 1}}`, 'g')) ?? [];
        const whole = type([bytes]);
        expect(type(bytes.split('')).done).toEqual(whole.done);
        expect(type(cut).done).toEqual(whole.done);
        expect(type(cut).state.line).toBe(whole.state.line);
      }),
      { numRuns: 1000 },
    );
  });
  it('leaves the line on the screen, the cursor in its place', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.constantFrom('\xc3', '\x1b[D')), { maxLength: 25 }), (parts) => {
        const typed = type(parts);
        const { cells, at } = screenOf(typed.echo);
        const { line, tail, over } = typed.state;
        if (over) return;
        const shown = (bytes: string): string[] =>
          charactersOf(bytes).map((one) => (one === '\t' ? ' ' : one < ' ' ? '?' : one));
        expect(cells.slice(0, at)).toEqual(shown(line));
        expect(cells.slice(at).join('').trimEnd()).toBe(shown(tail).join('').trimEnd());
      }),
      { numRuns: 1000 },
    );
  });

  onInterpreters((path) => {
    it('edits the same in the real interpreter', async () => {
      const rows = fc
        .sample(fc.array(piece, { maxLength: 10 }), { numRuns: 60, seed: 5 })
        .map((parts) => parts.join(''))
        .concat('a\xc3\xa9\b\xe2\x82\xac\b');
      const chip = await eachOnChip(path, 'firmware/protocols/uart/editor.ts', 'm.edit(m.newEditor(), row)', rows);
      expect(chip).toEqual(rows.map((row) => edit(newEditor(), row)));
    });
  });
});

describe('a burst with a long echo', () => {
  it.each([
    [93, 11 * 93, ECHO_MAX - 1, 12],
    [256, 4 * 256, ECHO_MAX, 4],
    [205, 5 * 205, ECHO_MAX + 1, 5],
  ])(
    'hands over what it echoes when a line of %i bytes that is gone over has given %i',
    (length, given, limit, keys) => {
      expect(given).toBe(limit);
      const typed = edit(newEditor(), 'x'.repeat(length)).next;
      const there = '\x01\x05'.repeat(20);
      expect(there.length - edit(typed, there).rest.length).toBe(keys);
    },
  );
});
