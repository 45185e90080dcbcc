// A progress bar, only for a person at a terminal.

import { SingleBar } from 'cli-progress';
import type { Io } from './io.ts';

interface Bar {
  at(done: number, total: number): void;
  /** Leaves no trace. */
  end(): void;
}

const FORMAT = '{bar} {percentage}% | {value}/{total} bytes | {eta_formatted}';

/** What the library wants to know of a stream; the person's is standard error. */
function streamOf(io: Io): NodeJS.WriteStream {
  const write = (text: string): boolean => {
    io.err(text);
    return true;
  };
  const stream = { write, isTTY: true, columns: process.stderr.columns ?? 80 };
  return stream as unknown as NodeJS.WriteStream;
}

export function progressBar(io: Io, isJson: boolean): Bar {
  let bar: SingleBar | undefined;
  return {
    at(done, total) {
      if (isJson || !io.isPerson) return;
      if (!bar) {
        bar = new SingleBar({
          format: FORMAT,
          stream: streamOf(io),
          clearOnComplete: true,
          barsize: 30,
          hideCursor: true,
        });
        bar.start(total, 0);
      }
      bar.update(done);
    },
    end() {
      bar?.stop();
      bar = undefined;
    },
  };
}
