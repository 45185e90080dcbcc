// The device's console: gets its prompt, types a line, gives the lines of the answer.

import type { Bytes } from '../api.ts';
import { deviceError } from '../errors.ts';
import type { ChannelEvents } from '../request-channel.ts';
import { toBytes } from '../text.ts';
import { eventOf } from './answer.ts';
import { pacedWriter } from './pace.ts';
import { newScreen, type Screen } from './screen.ts';
import { newWatch } from './watch.ts';

/** Drops a half-typed line, and asks for a prompt. */
const ATTENTION = '\x15\r';
/** A board may restart when its port is opened, and then does not answer for some seconds. */
export const TRIES = 16;
export const TRY_MS = 500;

const SILENT = 'no answer on this port; check that it is the right one and that the board runs wifiprov';
const REPL = "Espruino's REPL is on this port; type wifiprov() there, or reset the board";
const LAST = /^(?:OK\b|ERROR \w)/;

export interface Console {
  acquirePrompt(): Promise<void>;
  /** Up to the line that begins OK or ERROR. */
  run(text: string): Promise<string[]>;
  end(why: Error): void;
}

function whyNot(screen: Screen): Error {
  return screen.isRepl() ? deviceError('unreachable', 'repl', REPL) : deviceError('unreachable', 'silent', SILENT);
}

export function openConsole(bytes: Bytes, events: ChannelEvents, timeoutMs: number): Console {
  const screen = newScreen();
  const write = pacedWriter(bytes);
  const watch = newWatch();
  let answer: string[] = [];
  let over: Error | undefined;
  function end(why: Error): void {
    if (over) return;
    over = why;
    bytes.close();
    watch.look();
    events.onEnd(why);
  }
  async function until(isTrue: () => boolean, ms: number): Promise<boolean> {
    const came = await watch.until(() => over !== undefined || isTrue(), ms);
    if (over) throw over;
    return came;
  }
  function failed(why: Error): Error {
    end(why);
    return why;
  }
  bytes.onData((data) => {
    for (const line of screen.feed(data)) {
      if (line.startsWith('# ')) events.onEvent(eventOf(line.slice(2)));
      else if (line) answer.push(line);
    }
    watch.look();
  });
  bytes.onClose(() => end(deviceError('unreachable', 'closed', 'the serial port disappeared')));
  return {
    end,
    async acquirePrompt() {
      for (let i = 0; i < TRIES; i++) {
        await write(ATTENTION);
        if (await until(screen.isReady, TRY_MS)) return;
      }
      throw failed(whyNot(screen));
    },
    async run(text) {
      answer = [];
      await write(`${toBytes(text)}\r`);
      const isLast = (row: string): boolean => LAST.test(row);
      if (await until(() => answer.some(isLast), timeoutMs)) return answer.slice(0, answer.findIndex(isLast) + 1);
      throw failed(deviceError('timeout', 'timeout', 'the device does not answer'));
    },
  };
}
