import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EditorState, edit, LINE_MAX, newEditor } from '../../firmware/uart/editor.ts';
import { eachOnChip } from '../fakes/chip.ts';
import { onInterpreters } from '../interpreters.ts';

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
    ['a tab and other control bytes', ['a\x01\x00\x02b\r'], ['ab'], 'ab\r\n'],
    ['Ctrl-C', ['ab\x03\x03c\r'], ['<ctrl_c>', '<ctrl_c>', 'abc'], 'abc\r\n'],
    ['arrow up without lines', [`${UP}a\r`], ['a'], 'a\r\n'],
    ['arrow up', ['one\rtwo\r', UP, '\r'], ['one', 'two', 'two'], 'one\r\ntwo\r\ntwo\r\n'],
    ['arrow up twice', ['one\rtwo\r', `${UP}${UP}\r`], ['one', 'two', 'one'], `one\r\ntwo\r\ntwo${BACK.repeat(3)}one\r\n`],
    ['arrow up past the first', ['one\r', `${UP}${UP}${UP}\r`], ['one', 'one'], 'one\r\none\r\n'],
    ['arrow up and down', ['one\r', `ab${UP}${DOWN}c\r`], ['one', 'c'], `one\r\nab${BACK.repeat(2)}one${BACK.repeat(3)}c\r\n`],
    ['arrow down at the end', ['one\r', `${DOWN}a\r`], ['one', 'a'], 'one\r\na\r\n'],
    ['an arrow byte by byte', ['one\r', '\x1b', '[', 'A', '!\r'], ['one', 'one!'], 'one\r\none!\r\n'],
    ['left, right, Home and Del, which do nothing', ['a\x1b[C\x1b[D\x1b[H\x1b[3~b\r'], ['ab'], 'ab\r\n'],
    ['Escape and another letter', ['a\x1bxb\r'], ['ab'], 'ab\r\n'],
  ])('takes %s', (_what, bursts, done, echo) => {
    const typed = type(bursts);
    expect(typed.done).toEqual(done);
    expect(typed.echo).toBe(echo);
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
  onInterpreters((path) => {
    it('edits the same in the real interpreter', async () => {
      const rows = fc
        .sample(fc.array(piece, { maxLength: 10 }), { numRuns: 60, seed: 5 })
        .map((parts) => parts.join(''))
        .concat('a\xc3\xa9\b\xe2\x82\xac\b');
      const chip = await eachOnChip(path, 'firmware/uart/editor.ts', 'm.edit(m.newEditor(), row)', rows);
      expect(chip).toEqual(rows.map((row) => edit(newEditor(), row)));
    });
  });
});
