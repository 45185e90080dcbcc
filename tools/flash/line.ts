// The serial line while a board is flashed: what it has said, and waiting for what it will say.

import type { Bytes } from '../client/api.ts';
import { deviceError } from '../client/errors.ts';
import { newWatch } from '../client/uart/watch.ts';

/** Of what was heard so much is kept; the longest answer is some 2 KB. */
const HEARD_MAX = 65_536;
/** The port's own flow control, not needed when each answer is awaited. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: just these are taken out
const FLOW = /[\x11\x13]/g;

/** Looks again whenever `look` is called; whether it came true in time. */
export interface Waiting {
  look(): void;
  until(isTrue: () => boolean, ms: number): Promise<boolean>;
}

export interface Line {
  write(bytes: string): void;
  /** Since the last `forget`. */
  heard(): string;
  forget(): void;
  /** For a question: no other on this line has it, so no late answer is taken for another's. */
  newId(): number;
  /** Rejects when the line is gone. */
  until(isTrue: () => boolean, ms: number): Promise<boolean>;
  rest(ms: number): Promise<void>;
}

export function createLine(bytes: Bytes, waiting: Waiting = newWatch()): Line {
  let heard = '';
  let isGone = false;
  let ids = 0;
  bytes.onData((data) => {
    heard = (heard + data.replace(FLOW, '')).slice(-HEARD_MAX);
    waiting.look();
  });
  bytes.onClose(() => {
    isGone = true;
    waiting.look();
  });
  async function until(isTrue: () => boolean, ms: number): Promise<boolean> {
    const came = await waiting.until(() => isGone || isTrue(), ms);
    if (isGone) throw deviceError('unreachable', 'closed', 'the serial port disappeared');
    return came;
  }
  return {
    write: (said) => bytes.write(said),
    heard: () => heard,
    forget() {
      heard = '';
    },
    newId: () => ++ids,
    until,
    rest: async (ms) => void (await until(() => false, ms)),
  };
}
