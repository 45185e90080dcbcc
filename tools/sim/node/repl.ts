// A small stand-in for Espruino's REPL on the UART: line editing, evaluation, `=value`. No history, no debugger.

import { inspect } from './inspect.ts';
import { DEAD, type Life, print, reportUncaught, wake } from './boot-session.ts';

const MAX_LINE = 4096;
const CTRL_C = '\x03';
const DLE = '\x10';

interface Repl {
  life: Life;
  line: string;
  echo: boolean;
}

/** Takes what is typed while the REPL has the port; `passOn` gets the rest when a line has given the port away. */
export function createRepl(life: Life, passOn: (text: string) => void): (text: string) => void {
  const repl: Repl = { life, line: '', echo: true };
  return (text) => {
    for (const [index, ch] of Array.from(text).entries()) {
      if (life.console !== 'Serial1' || !life.alive) {
        passOn(text.slice(index));
        return;
      }
      typed(repl, ch);
    }
  };
}

function typed(repl: Repl, ch: string): void {
  if (ch === CTRL_C) {
    repl.line = '';
    repl.echo = true;
  } else if (ch === DLE && repl.line === '') repl.echo = false;
  else if (ch === '\b' || ch === '\x7f') erase(repl);
  else if (ch === '\r' || ch === '\n') enter(repl, ch);
  else if (repl.line.length < MAX_LINE) {
    repl.line += ch;
    say(repl, ch);
  }
}

function say(repl: Repl, text: string): void {
  if (repl.echo) print(repl.life, text);
}

function erase(repl: Repl): void {
  if (repl.line !== '') say(repl, '\b \b');
  repl.line = repl.line.slice(0, -1);
}

function enter(repl: Repl, ch: string): void {
  const source = repl.line;
  repl.line = '';
  // The LF of a CRLF does not make another line.
  if (source === '' && ch === '\n') return;
  say(repl, '\r\n');
  if (source.trim() !== '') evaluate(repl, source);
  wake(repl.life);
  say(repl, '>');
  repl.echo = true;
}

function evaluate(repl: Repl, source: string): void {
  const { life } = repl;
  try {
    const value = life.realm.evaluate(source, 'REPL', life.machine.hangLimitMs);
    say(repl, `=${inspect(value).replaceAll('\n', '\r\n')}\r\n`);
  } catch (error) {
    if (life.alive && error !== DEAD) reportUncaught(life, error);
  }
}
