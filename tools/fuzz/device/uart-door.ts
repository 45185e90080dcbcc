// Mutated lines through the UART of a running device: each line gets its one OK or ERROR.

import type { EditorState } from '../../../firmware/protocols/uart/edited-line.ts';
import { edit, newEditor } from '../../../firmware/protocols/uart/editor.ts';
import type { EspruinoEngine } from '../../sim/espruino/engine.ts';
import { same } from '../parser.ts';
import type { Door } from './door.ts';

/** Out of an escape sequence, then out of the line. */
const FRESH_LINE = 'Z\x15';
const BURST = 200;
const ANSWER_MS = 60_000;
const LOOK_MS = 2;
const BLANK = /^[ \t]*$/;

/** Lines that get an answer. */
function linesIn(text: string): number {
  let state: EditorState = newEditor();
  let count = 0;
  for (let rest = text; rest !== ''; ) {
    const step = edit(state, rest);
    state = step.next;
    rest = step.rest;
    if (step.done === 'too_long' || (step.done === 'line' && !BLANK.test(step.text))) count += 1;
  }
  return count;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const answersIn = (said: string): number => said.split(/\n(?:OK|ERROR )/).length - 1;

/**
 * `listen` is called once, before the device is started. Three Ctrl-C hand the port to the REPL, and what an arrow key
 * brings back is no matter of the input alone: both are left out.
 */
export function uartDoor(connection: EspruinoEngine, said: () => string, forget: () => void): Door {
  let batch = 0;
  return {
    async send(inputs) {
      batch += 1;
      const mark = `fuzz${batch}`;
      const text = `${inputs.join('\r').split('\x03').join('').split('\x1b').join('')}\r${FRESH_LINE}\r${mark}\r`;
      forget();
      for (let at = 0; at < text.length; at += BURST)
        connection.uartWrite(Buffer.from(text.slice(at, at + BURST), 'latin1'));
      const isDone = (): boolean => new RegExp(`> ${mark}\\r\\n(.*\\r\\n)*ERROR .*\\r\\n> $`).test(said());
      for (const end = Date.now() + ANSWER_MS; !isDone() && Date.now() < end; ) await pause(LOOK_MS);
      same(`answers to ${JSON.stringify(text)}`, answersIn(said()), linesIn(text));
    },
    answers: linesIn,
    close: () => undefined,
  };
}
