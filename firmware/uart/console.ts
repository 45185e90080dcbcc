// The UART door: prompt, echo, commands, and events that never tear the line being typed.

import type { Context } from '../commands/context.ts';
import { quote } from '../config/show.ts';
import { fault } from '../core/result.ts';
import type { News } from '../device/device.ts';
import type { Clock, Uart } from '../ports.ts';
import { type EditorState, LINE_MAX, edit, newEditor } from './editor.ts';
import { type UartPowers, refusal, runLine } from './run.ts';

const PROMPT = '> ';
/** Bytes typed ahead while a command is being answered. */
export const AHEAD_MAX = 512;
/** The port's builds up to release 2v29 hand over this much of a burst and drop the rest. */
export const BURST_CUT = 64;
const CTRL_C_MS = 1_000;
const CTRL_C_COUNT = 3;

export interface Console {
  event(text: string): void;
  /** Takes the UART back after it was given to the REPL. */
  resume(): void;
}

export interface ConsoleParts {
  uart: Uart;
  clock: Clock;
  context: Context;
  /** This build drops what exceeds BURST_CUT bytes of a burst. */
  cutsBursts: boolean;
  repl(): void;
  debug: UartPowers['debug'];
}

/** One event line; keys as on TCP. */
function newsText(news: News): string {
  const ssid = news.ssid === undefined ? '' : ` ${quote(news.ssid)}`;
  if (news.event === 'state') return `${news.state}${ssid}${news.ip ? ` ${news.ip}` : ''}`;
  if (news.event === 'saved') return 'saved';
  if (news.event === 'error') return `error ${news.code}: ${news.message}`;
  const back = news.rolled_back ? ' rolled_back' : '';
  return `failed ${news.reason}${ssid} attempts=${news.attempts}${back}: ${news.message}`;
}

export function openConsole(parts: ConsoleParts): Console {
  let editor: EditorState = newEditor();
  let ahead = '';
  let busy = false;
  let held: string[] = [];
  let ctrlC: number[] = [];
  let given = false;

  function write(text: string): void {
    if (!given) parts.uart.write(text);
  }

  function say(lines: string[]): void {
    write(`${lines.join('\r\n')}\r\n${PROMPT}`);
  }

  function showEvent(text: string): void {
    write(`\r\n# ${text}\r\n${PROMPT}${editor.line}`);
  }

  function event(text: string): void {
    if (busy) held.push(text);
    else showEvent(text);
  }

  function answered(lines: string[]): void {
    say(lines);
    busy = false;
    const events = held;
    held = [];
    events.forEach(showEvent);
    const more = ahead;
    ahead = '';
    if (more) typed(more);
  }

  /** Nothing of ours goes out while the REPL has the port. */
  function repl(): void {
    ctrlC = [];
    given = true;
    parts.repl();
  }

  function onCtrlC(): void {
    const now = parts.clock.nowMs();
    ctrlC = ctrlC.filter((at) => now - at < CTRL_C_MS).concat([now]);
    if (ctrlC.length >= CTRL_C_COUNT) repl();
  }

  function run(line: string): void {
    if (/^[ \t]*$/.test(line)) return write(PROMPT);
    busy = true;
    runLine(parts.context, line, answered, { repl, debug: parts.debug });
  }

  function typed(bytes: string): void {
    let rest = bytes;
    while (rest && !busy) {
      const done = edit(editor, rest);
      editor = done.next;
      rest = done.rest;
      if (done.echo) write(done.echo);
      if (done.done === 'line') run(done.text);
      else if (done.done === 'too_long') say([refusal(fault('too_long', `a line has at most ${LINE_MAX} bytes`))]);
      else if (done.done === 'ctrl_c') onCtrlC();
    }
    ahead = (ahead + rest).slice(0, AHEAD_MAX);
  }

  /** Exactly 64 bytes: more may have been lost, so the last line can't be trusted, finished or not. */
  function cut(bytes: string): void {
    const body = bytes.replace(/[\r\n]+$/, '');
    const before = Math.max(body.lastIndexOf('\n'), body.lastIndexOf('\r')) + 1;
    if (before) typed(bytes.slice(0, before));
    editor = Object.assign({}, editor, { line: '', over: false });
    write('\r\n');
    say([refusal(fault('uart_cut', 'the port drops what exceeds 64 bytes of a burst: send at most 48 and pause 150 ms'))]);
  }

  function onData(bytes: string): void {
    if (parts.cutsBursts && bytes.length === BURST_CUT) cut(bytes);
    else typed(bytes);
  }

  function resume(): void {
    given = false;
    editor = newEditor();
    parts.uart.take(onData);
    write(PROMPT);
  }

  resume();
  parts.context.device.listen((news) => event(newsText(news)));
  return { event, resume };
}
