// A line that changes while a person waits; without a terminal, each change is a line of its own.

import type { Io } from './io.ts';
import { plain } from './print.ts';

const CLEAR = '\r\x1b[2K';

export interface Live {
  show(text: string): void;
  /** Stays, above the line. */
  note(text: string): void;
  /** Leaves no trace on a terminal. */
  end(): void;
}

export function liveLine(io: Io, isJson: boolean): Live {
  let shown = '';
  return {
    show(text) {
      // A line that the terminal breaks could not be cleared.
      const columns = process.stderr.columns ?? io.columns;
      const line = plain(text).slice(0, io.isPerson && columns ? columns - 1 : undefined);
      if (isJson || line === shown) return;
      shown = line;
      io.err(io.isPerson ? CLEAR + line : `${line}\n`);
    },
    note(text) {
      if (isJson) return;
      io.err(`${io.isPerson && shown ? CLEAR : ''}${plain(text)}\n`);
      if (io.isPerson) shown = '';
    },
    end() {
      if (io.isPerson && shown) io.err(CLEAR);
    },
  };
}
