// A serial line to a board that answers as a row says, with time that passes only while nothing comes.

import type { Bytes } from '../../tools/client/api.ts';
import { createLine, type Line } from '../../tools/flash/line.ts';

interface FakeLine {
  line: Line;
  written: string[];
  /** Milliseconds that were waited for nothing. */
  waited(): number;
}

/** `answer` gets each write and its number from 1; null: the line is gone. */
export function fakeLine(answer: (written: string, n: number) => string | null): FakeLine {
  const written: string[] = [];
  let hear: (bytes: string) => void = () => {};
  let gone: () => void = () => {};
  let waited = 0;
  const bytes: Bytes = {
    write(text) {
      written.push(text);
      const said = answer(text, written.length);
      if (said === null) gone();
      else hear(said);
    },
    onData: (listener) => (hear = listener),
    onClose: (listener) => (gone = listener),
    close: () => {},
  };
  const waiting = {
    look: () => {},
    until: async (isTrue: () => boolean, ms: number) => {
      if (!isTrue()) waited += ms;
      return isTrue();
    },
  };
  return { line: createLine(bytes, waiting), written, waited: () => waited };
}
