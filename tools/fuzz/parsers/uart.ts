// Fuzzing the UART: line editor, words, `set`; cut up anyhow, the same lines and the same echo come out.

import { checkChanges } from '../../../firmware/config/check.ts';
import { defaultConfig, MASK } from '../../../firmware/config/schema.ts';
import { isFault } from '../../../firmware/lib/result.ts';
import { type EditorState, LINE_MAX } from '../../../firmware/protocols/uart/edited-line.ts';
import { edit, newEditor } from '../../../firmware/protocols/uart/editor.ts';
import { setChanges } from '../../../firmware/protocols/uart/set.ts';
import { splitWords } from '../../../firmware/protocols/uart/tokenize.ts';
import { holds, type Parser, piecesOf, same } from '../parser.ts';
import { UART_PIECES } from '../pieces.ts';
import { UART_LINES } from '../seeds.ts';
import { wrongIn } from '../valid-config.ts';

/** Bytes that the arrow keys can bring back. */
const RECALL_MAX = 400;

interface Typed {
  echo: string;
  done: string[];
  isOver: boolean;
}

function type(pieces: readonly string[]): Typed {
  let state: EditorState = newEditor();
  const typed: Typed = { echo: '', done: [], isOver: false };
  for (const piece of pieces) {
    for (let rest = piece; rest !== ''; ) {
      const step = edit(state, rest);
      holds(step.rest.length < rest.length, 'the editor does not get on');
      state = step.next;
      rest = step.rest;
      typed.isOver ||= state.over || step.done === 'too_long';
      typed.echo += step.echo;
      if (step.done) typed.done.push(`${step.done}:${step.text}`);
      // A recalled line may be longer than its original by the mask of a short password.
      holds(
        state.line.length <= LINE_MAX + MASK.length && state.lines.join('').length <= RECALL_MAX,
        'more is kept than the limits allow',
      );
    }
  }
  return typed;
}

/** What a terminal shows of the echo, and where its cursor stands; bytes that follow in UTF-8 are left out. */
function screenOf(echo: string): string {
  const lines: string[] = [];
  let cells: string[] = [];
  let at = 0;
  const end = (): void => void lines.push(cells.join('').trimEnd());
  for (const byte of echo) {
    if (byte === '\n') end();
    if (byte === '\n') cells = [];
    if (byte === '\n' || byte === '\r') at = 0;
    else if (byte === '\b') at = Math.max(0, at - 1);
    else if (byte < '\x80' || byte > '\xbf') cells[at++] = byte;
  }
  end();
  return `${lines.join('\n')} ${at}`;
}

/** Plain letters, and quoted parts that may touch them; what is left over is a quote that is not closed. */
const PART = /"((?:\\["\\]|\\(?!["\\])|[^"\\])*)"|'([^']*)'|([^ \t"']+)|([ \t]+)/gsy;

function wordsOf(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let end = 0;
  for (const [all, double, single, plain, blank] of line.matchAll(PART)) {
    end += all.length;
    const isCurly = word === undefined && /^\xe2\x80[\x98-\x9f]/.test(all);
    if (blank === undefined && (isCurly || [...all].some((c) => c < ' '))) return undefined;
    if (blank === undefined) word = (word ?? '') + (double?.replace(/\\(["\\])/g, '$1') ?? single ?? plain);
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  if (word !== undefined) words.push(word);
  return end === line.length ? words : undefined;
}

function checkLine(line: string): void {
  const split = splitWords(line);
  same(`words of ${JSON.stringify(line)}`, split.ok ? split.words : undefined, wordsOf(line));
  if (!split.ok) return;
  const changes = setChanges(split.words, (key) => key);
  if (isFault(changes)) return;
  const checked = checkChanges(changes, defaultConfig('PROV_A1B2C3'));
  if (!isFault(checked)) same('not a legal config', wrongIn(checked.config), '');
}

/**
 * A line that gets too long is dropped whole, wherever the burst ended: only the echo of what fitted differs, so
 * echo is compared where no line was. With the cursor inside the line each burst draws what is behind it anew: the
 * screen is the same.
 */
function check(input: string, cuts: readonly number[]): void {
  const whole = type([input]);
  const cut = type(piecesOf(input, cuts));
  same('lines, cut up', cut.done, whole.done);
  if (!whole.isOver && !cut.isOver) same('the screen, cut up', screenOf(cut.echo), screenOf(whole.echo));
  for (const done of whole.done) if (done.startsWith('line:')) checkLine(done.slice(5));
  checkLine(input.slice(0, LINE_MAX));
}

export const uart: Parser = { name: 'uart', seeds: UART_LINES, pieces: UART_PIECES, check };
