// What the device's console has put on the line, read as a program reads it: whole lines, and whether it waits at its prompt.

import { fromBytes } from '../text.ts';

const PROMPTS = /^(?:> )+/;

export interface Screen {
  /** The lines that these bytes complete, without prompts. */
  feed(bytes: string): string[];
  /** The device waits for a command, and nothing stands behind its prompt. */
  isReady(): boolean;
  /** Espruino's own prompt: the service does not have the line. */
  isRepl(): boolean;
}

/** A carriage return inside a line begins it anew. */
function cleaned(line: string): string {
  const shown = line.replace(/\r+$/, '').split('\r').at(-1) ?? '';
  return fromBytes(shown.replace(PROMPTS, ''));
}

export function newScreen(): Screen {
  let rest = '';
  return {
    feed(bytes) {
      const lines = (rest + bytes).split('\n');
      rest = lines.pop() ?? '';
      return lines.map(cleaned);
    },
    isReady: () => /(?:^|\r)> $/.test(rest),
    isRepl: () => /(?:^|\r)>$/.test(rest),
  };
}
