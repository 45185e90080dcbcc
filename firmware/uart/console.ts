// The UART door: prompt, echo, commands, and events that never tear the line being typed.

import { fault } from '../core/result.ts';
import type { News } from '../device/engine.ts';
import type { Clock } from '../ports.ts';
import { type EditorState, edit, LINE_MAX, newEditor } from './editor.ts';
import { eventLines, newsText, PROMPT } from './news.ts';
import { refusal, runLine, type UartContext } from './run.ts';

/** Bytes typed ahead while a command is being answered. */
export const AHEAD_MAX = 512;
/** The port's builds up to release 2v29 hand over this much of a burst and drop the rest. */
export const BURST_CUT = 64;
const CTRL_C_MS = 1_000;
const CTRL_C_COUNT = 3;
const TOO_LONG = `a line has at most ${LINE_MAX} bytes`;
const CUT = 'the port drops what exceeds 64 bytes of a burst: send at most 48 and pause 150 ms';

export interface ConsoleParts extends UartContext {
  clock: Clock;
  /** This build drops what exceeds BURST_CUT bytes of a burst. */
  cutsBursts: boolean;
}

export class Console {
  private readonly parts: ConsoleParts;
  private editor: EditorState;
  private ahead: string;
  /** A command is being answered; events wait in `held`. */
  private answering: boolean;
  private held: string[];
  private ctrlC: number[];

  constructor(parts: ConsoleParts) {
    const lines = parts.kept.recall ? parts.kept.recall.split('\n') : [];
    this.parts = parts;
    this.editor = Object.assign(newEditor(), { lines, at: lines.length });
    this.ahead = '';
    this.answering = false;
    this.held = [];
    this.ctrlC = [];
  }

  data(bytes: string): void {
    if (this.parts.cutsBursts && bytes.length === BURST_CUT) this.cut(bytes);
    else this.typed(bytes);
  }

  news(news: News): void {
    this.event(newsText(news));
  }

  event(text: string): void {
    if (this.answering) this.held.push(text);
    else this.parts.write(eventLines(text, this.editor.line));
  }

  prompt(): void {
    this.parts.write(PROMPT);
  }

  /** A line is being typed or answered. */
  busy(): boolean {
    const editor = this.editor;
    return this.answering || editor.line !== '' || editor.over || editor.escape !== '';
  }

  private say(lines: string[]): void {
    this.parts.write(`${lines.join('\r\n')}\r\n${PROMPT}`);
  }

  private answered(lines: string[]): void {
    this.say(lines);
    this.answering = false;
    const events = this.held;
    this.held = [];
    events.forEach((text) => this.event(text));
    const more = this.ahead;
    this.ahead = '';
    if (more) this.typed(more);
  }

  private onCtrlC(): void {
    const now = this.parts.clock.nowMs();
    this.ctrlC = this.ctrlC.filter((at) => now - at < CTRL_C_MS).concat([now]);
    if (this.ctrlC.length >= CTRL_C_COUNT) this.parts.repl();
  }

  private run(line: string): void {
    if (/^[ \t]*$/.test(line)) return this.prompt();
    this.answering = true;
    this.parts.kept.recall = this.editor.lines.join('\n');
    runLine(this.parts, line, (lines) => this.answered(lines));
  }

  private typed(bytes: string): void {
    let rest = bytes;
    while (rest && !this.answering) {
      const done = edit(this.editor, rest);
      this.editor = done.next;
      rest = done.rest;
      if (done.echo) this.parts.write(done.echo);
      if (done.done === 'line') this.run(done.text);
      else if (done.done === 'too_long') this.say([refusal(fault('too_long', TOO_LONG))]);
      else if (done.done === 'ctrl_c') this.onCtrlC();
    }
    this.ahead = (this.ahead + rest).slice(0, AHEAD_MAX);
  }

  /** Exactly 64 bytes: more may have been lost, so the last line can't be trusted, finished or not. */
  private cut(bytes: string): void {
    const body = bytes.replace(/[\r\n]+$/, '');
    const before = Math.max(body.lastIndexOf('\n'), body.lastIndexOf('\r')) + 1;
    if (before) this.typed(bytes.slice(0, before));
    this.editor = Object.assign({}, this.editor, { line: '', over: false });
    this.parts.write('\r\n');
    this.say([refusal(fault('uart_cut', CUT))]);
  }
}
