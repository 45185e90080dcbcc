// A small stand-in for Espruino's REPL on the UART: line editing, evaluation, `=value`. No history, no debugger.

import { type BootSession, DEAD, print } from './boot-session.ts';
import { limitOf, wake } from './idle-loop.ts';
import { inspect } from './inspect.ts';
import { reportUncaught } from './uncaught.ts';

const MAX_LINE = 4096;
const CTRL_C = '\x03';
const DLE = '\x10';

interface Repl {
  session: BootSession;
  line: string;
  echo: boolean;
}

/** Takes what is typed while the REPL has the port; `passOn` gets the rest when a line has given the port away. */
export function createRepl(session: BootSession, passOn: (text: string) => void): (text: string) => void {
  const repl: Repl = { session, line: '', echo: true };
  return (text) => {
    for (const [index, ch] of Array.from(text).entries()) {
      if (session.console !== 'Serial1' || !session.alive) {
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
  if (repl.echo) print(repl.session, text);
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
  wake(repl.session);
  say(repl, '>');
  repl.echo = true;
}

function evaluate(repl: Repl, source: string): void {
  const { session } = repl;
  try {
    const value = session.realm.evaluate(source, 'REPL', limitOf(session));
    say(repl, `=${inspect(value).replaceAll('\n', '\r\n')}\r\n`);
  } catch (error) {
    if (session.alive && error !== DEAD) reportUncaught(session, error);
  }
}
