// The UART door: prompt, echo, commands, and events that never tear the line being typed.

import { fault } from '../../lib/result.ts';
import type { DeviceEvent } from '../../provisioning/connection-context.ts';
import type { UartContext } from './context.ts';
import { type EditorState, erase, LINE_MAX, shownLine } from './edited-line.ts';
import { edit, newEditor } from './editor.ts';
import { eventLines, eventText, PROMPT } from './event-lines.ts';
import { runLine } from './run.ts';
import { refusal } from './say.ts';

/** Bytes typed ahead while a command is being answered. */
export const AHEAD_MAX = 512;
/** The port's builds up to release 2v29 hand over this much of a burst and drop the rest. */
export const BURST_CUT = 64;
/** An escape sequence comes in one go: after this much silence what comes is typed. */
const ESCAPE_MS = 100;
const CTRL_C_MS = 1_000;
const CTRL_C_COUNT = 3;
const TOO_LONG = `the line is over ${LINE_MAX} bytes`;
const CUT = 'bursts over 64 bytes are cut: send at most 48, then pause 150 ms';

export interface ConsoleParts extends UartContext {
  /** Takes out what was not typed and passes the rest to `text`. */
  hear(bytes: string, isCut: boolean): void;
  /** This build drops what exceeds BURST_CUT bytes of a burst. */
  cutsBursts: boolean;
}

export class Console {
  readonly parts: ConsoleParts;
  editor: EditorState;
  /** What was typed meanwhile; '' stands for a burst whose last line was cut. */
  ahead: string[];
  /** A command is being answered; events wait in `held`. */
  answering: boolean;
  held: string[];
  ctrlC: number[];
  /** When something came. */
  lastMs: number;

  constructor(parts: ConsoleParts) {
    const lines = parts.state.recall ? parts.state.recall.split('\n') : [];
    this.parts = parts;
    this.editor = Object.assign(newEditor(), { lines, at: lines.length });
    this.ahead = [];
    this.answering = false;
    this.held = [];
    this.ctrlC = [];
    this.lastMs = 0;
  }

  data(bytes: string): void {
    this.parts.hear(bytes, this.parts.cutsBursts && bytes.length === BURST_CUT);
  }

  /** With `isCut` what came behind it may be lost. */
  text(bytes: string, isCut: boolean): void {
    hush(this);
    if (isCut) cut(this, bytes);
    else typed(this, bytes);
  }

  /** The end of what came last was no text. */
  unsay(bytes: string): void {
    const size = bytes.length;
    const last = this.ahead.length - 1;
    const ahead = this.ahead[last] || '';
    if (ahead === bytes) this.ahead.pop();
    else if (ahead.slice(-size) === bytes) this.ahead[last] = ahead.slice(0, -size);
    else if (this.editor.line.slice(-size) === bytes) {
      this.editor = Object.assign({}, this.editor);
      this.parts.write(erase(this.editor, size));
    }
  }

  /** In one write, and below it the line being typed again. */
  frames(bytes: string): void {
    this.parts.write(this.answering ? bytes : `${bytes}\r${PROMPT}${shownLine(this.editor)}`);
  }

  onEvent(event: DeviceEvent): void {
    show(this, eventText(event, this.parts.state.host));
  }

  event(text: string): void {
    show(this, text);
  }

  prompt(): void {
    this.parts.write(PROMPT);
  }

  /** A line is being typed or answered. */
  busy(): boolean {
    const editor = this.editor;
    return this.answering || editor.line + editor.tail !== '' || editor.over;
  }
}

// No methods: the interpreter counts to 15 how often an object is in use, and one that has got there, seven calls of its
// own methods deep, is never freed.

function show(door: Console, text: string): void {
  if (door.answering) door.held.push(text);
  else door.parts.write(eventLines(text, shownLine(door.editor)));
}

function say(door: Console, lines: string[]): void {
  door.parts.write([lines.join('\r\n'), PROMPT].join('\r\n'));
}

/** Once for each line: a bug that comes after the answer is told as an event alone. */
function answered(door: Console, lines: string[]): void {
  if (!door.answering) return;
  say(door, lines);
  door.answering = false;
  const events = door.held;
  door.held = [];
  events.forEach((text) => show(door, text));
  goOn(door);
}

/** With what came while a command was being answered. */
function goOn(door: Console): void {
  while (door.ahead.length && !door.answering) {
    const next = door.ahead.shift() as string;
    const rest = next ? edited(door, next) : sayCut(door);
    if (rest) door.ahead.unshift(rest);
  }
}

/** A lone ESC, or half a sequence, is over. */
function hush(door: Console): void {
  const now = door.parts.clock.nowMs();
  if (door.editor.escape && now - door.lastMs >= ESCAPE_MS)
    door.editor = Object.assign({}, door.editor, { escape: '' });
  door.lastMs = now;
}

function onCtrlC(door: Console): void {
  const now = door.parts.clock.nowMs();
  door.ctrlC = door.ctrlC.filter((at) => now - at < CTRL_C_MS).concat([now]);
  if (door.ctrlC.length >= CTRL_C_COUNT) door.parts.repl();
}

function run(door: Console, line: string): void {
  if (/^[ \t]*$/.test(line)) return door.parts.write(PROMPT);
  door.answering = true;
  door.parts.state.recall = door.editor.lines.join('\n');
  // One by one with what TCP and HTTP ask: two at once need memory for both.
  door.parts.clock.begin(
    () => runLine(door.parts, line, (lines) => answered(door, lines)),
    (wrong) => answered(door, [refusal(wrong)]),
  );
}

/** As far as a line whose answer must come first; the rest. */
function edited(door: Console, bytes: string): string {
  let rest = bytes;
  while (rest && !door.answering) {
    const done = edit(door.editor, rest);
    door.editor = done.next;
    rest = done.rest;
    if (done.echo) door.parts.write(done.echo);
    if (done.done === 'line') run(door, done.text);
    else if (done.done === 'too_long') say(door, [refusal(fault('too_long', TOO_LONG))]);
    else if (done.done === 'ctrl_c') onCtrlC(door);
  }
  return rest;
}

function typed(door: Console, bytes: string): void {
  const rest = door.answering ? bytes : edited(door, bytes);
  const room = AHEAD_MAX - door.ahead.join('').length;
  const last = door.ahead.length - 1;
  if (!rest || room <= 0) return;
  if (door.ahead[last]) door.ahead[last] += rest.slice(0, room);
  else door.ahead.push(rest.slice(0, room));
}

/** Exactly 64 bytes: more may have been lost, so the last line can't be trusted, finished or not. */
function cut(door: Console, bytes: string): void {
  const body = bytes.replace(/[\r\n]+$/, '');
  const before = Math.max(body.lastIndexOf('\n'), body.lastIndexOf('\r')) + 1;
  if (before) typed(door, bytes.slice(0, before));
  if (!door.answering) sayCut(door);
  // Behind the answers of the lines before it; several in a row are told once.
  else if (door.ahead[door.ahead.length - 1] !== '') door.ahead.push('');
}

/** There is nothing left of that line. */
function sayCut(door: Console): string {
  door.editor = Object.assign({}, door.editor, { line: '', tail: '', over: false });
  door.parts.write('\r\n');
  say(door, [refusal(fault('uart_cut', CUT))]);
  return '';
}
