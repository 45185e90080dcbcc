// Calls an app: each time in a turn of its own, so that it never sees a change half done, and whatever it throws ends here.

import type { Clock } from '../platform/ports.ts';
import { answerLines, wordsOf } from './lines.ts';
import { type AppState, EXCEPTIONS_TOLD, type Listener } from './state.ts';

export interface Host {
  app: AppState;
  clock: Clock;
  /** An event line. */
  say(text: string): void;
  reboot(): void;
}

const NEXT_TURN_MS = 1;
/** Where another timer of the same moment comes to a `try` after it. Recursion is lost so too: the app's own timers stay cut off. */
const LOST = 'an exception, lost by the interpreter';

export function nextTurn(host: Host, fn: () => void): void {
  host.clock.after(NEXT_TURN_MS, fn);
}

export function tellFault(host: Host, error: unknown): void {
  const words = wordsOf(error);
  host.app.exceptions++;
  if (host.app.exceptions > EXCEPTIONS_TOLD) return;
  host.say(`error app: ${words}`);
  if (host.app.exceptions === EXCEPTIONS_TOLD) host.say('error app: further errors are not shown');
}

/**
 * Of recursion and want of memory the interpreter breaks off what runs, and no catch sees it: what the app has left half
 * done is mended by a restart, and so is a command that would never be answered.
 */
export function call(host: Host, fn: () => void, failed: (error: unknown) => void): void {
  const app = host.app;
  nextTurn(host, () => {
    if (app.running) host.reboot();
  });
  app.running = true;
  try {
    fn();
  } catch (error) {
    failed(error);
  }
  app.running = false;
}

export function run(host: Host, fn: () => void): void {
  call(host, fn, (error) => tellFault(host, error));
}

/** Uncaught. The interpreter is still handling it, so it is reported in the next turn. */
export function uncaught(host: Host, error: unknown): void {
  const words = error === undefined ? LOST : wordsOf(error);
  nextTurn(host, () => {
    tellFault(host, words);
    if (/recursion/.test(words)) host.reboot();
  });
}

/** An event to those who listen for it. */
export function tell(host: Host, name: string, details: object): void {
  const heard = host.app.heard;
  heard.forEach((one, i) => {
    if (one !== name) return;
    const fn = heard[i + 1] as Listener;
    nextTurn(host, () => run(host, () => fn(details)));
  });
}

/** `wifiprov app <name> <words>`; `say` is called once, later. */
export function answer(host: Host, words: string[], say: (lines: string[]) => void): void {
  const app = host.app;
  const name = words[0];
  const names = Object.keys(app.commands);
  if (name === undefined) return say([`app=${app.word}`, `commands=${names.join()}`, 'OK']);
  const fn = names.indexOf(name) < 0 ? undefined : app.commands[name];
  if (!fn) return say(['ERROR unknown_command unknown app command; `wifiprov app` lists them']);
  function asked(): void {
    let lines: string[] = [];
    function answered(): void {
      lines = answerLines((fn as (words: string[]) => unknown)(words.slice(1))).concat(['OK']);
    }
    call(host, answered, (error) => {
      lines = [`ERROR internal ${wordsOf(error)}`];
    });
    say(lines);
  }
  // What is thrown on the way to its reader is not the app's, and is answered too: the console waits for it.
  host.clock.turn(asked, (wrong) => say([`ERROR ${wrong.code} ${wrong.message}`]));
}
