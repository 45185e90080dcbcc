// Types lines that were piped in as a person would: one after the other, each when the one before is answered.

/** Releases up to 2v29 keep 64 bytes of a burst. */
export const BURST = 48;
export const PAUSE_MS = 150;
/** A line that gets no answer (`wifiprov repl`) holds the next one up no longer. */
export const GIVE_UP_MS = 15_000;

export interface Typist {
  type(text: string): void;
  /** Nothing more comes: what is left is a line too. */
  end(): void;
  /** What the device has put on the line. */
  heard(text: string): void;
  isBusy(): boolean;
}

interface TypistOptions {
  send(text: string): void;
  /** Everything is typed and answered; once after `end`. */
  onDone(): void;
  /** The pauses are of the device's time. */
  speed: number;
}

const LINE = /^[^\r\n]*(?:\r\n|\r|\n)/;
const ANSWER = /(?:^|\n)(?:OK\b|ERROR \w)[^\n]*\n/;
const PROMPT = /(?:^|[\r\n])> $/;

function isAnswered(line: string, heard: string): boolean {
  return PROMPT.test(heard) && (line.trim() === '' || ANSWER.test(heard));
}

export function newTypist({ send, onDone, speed }: TypistOptions): Typist {
  let queue = '';
  let isEnded = false;
  let isDone = false;
  /** The line that waits for its answer. */
  let line: string | undefined;
  let heard = '';
  let patience: ReturnType<typeof setTimeout> | undefined;

  function put(rest: string): void {
    send(rest.slice(0, BURST));
    const left = rest.slice(BURST);
    if (left) setTimeout(() => put(left), PAUSE_MS / speed);
  }
  function answered(): void {
    clearTimeout(patience);
    line = undefined;
    next();
  }
  function next(): void {
    if (line !== undefined) return;
    const [whole] = LINE.exec(queue) ?? [];
    const taken = whole ?? (isEnded && queue ? `${queue}\n` : undefined);
    if (taken === undefined) {
      if (isEnded && !isDone) onDone();
      isDone ||= isEnded;
      return;
    }
    queue = queue.slice(taken.length);
    line = taken;
    heard = '';
    patience = setTimeout(answered, GIVE_UP_MS);
    put(taken);
  }
  return {
    type(text) {
      queue += text;
      next();
    },
    end() {
      isEnded = true;
      next();
    },
    heard(text) {
      if (line === undefined) return;
      heard += text;
      if (isAnswered(line, heard)) answered();
    },
    isBusy: () => line !== undefined || queue !== '',
  };
}
