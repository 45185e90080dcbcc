// The transport's lines, one at a time, for the caller that waits for the next.

import { type Failure, failure } from './failure.ts';

/** Lines without their ends, whole and in order. */
export interface Transport {
  send(line: string): void;
  onLine(listener: (line: string) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

export type Message = Record<string, unknown>;

export interface LineReader {
  /** The next line that is a JSON object. Rejects when the transport closes, or nothing comes for so long. */
  next(timeoutMs?: number): Promise<Message>;
}

function parse(line: string): Message {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Message) : {};
  } catch {
    return {};
  }
}

export function readLines(transport: Transport): LineReader {
  const waiting: Message[] = [];
  let isClosed = false;
  let wake: () => void = () => {};
  transport.onLine((line) => {
    waiting.push(parse(line));
    wake();
  });
  transport.onClose(() => {
    isClosed = true;
    wake();
  });
  function something(timeoutMs: number | undefined): Promise<Failure | undefined> {
    return new Promise((resolve) => {
      const timer = timeoutMs === undefined ? undefined : setTimeout(() => resolve(failure('timeout')), timeoutMs);
      wake = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
      if (waiting.length || isClosed) wake();
    });
  }
  return {
    async next(timeoutMs) {
      const late = await something(timeoutMs);
      const message = waiting.shift();
      if (!message) throw late ?? failure('closed');
      return message;
    },
  };
}
