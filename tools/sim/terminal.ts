// UART0 on standard input and output; on a terminal in raw mode, so that every key goes to the device.

import { newScreenFilter } from './screen-filter.ts';
import { newTypist } from './typist.ts';

export interface UartEnd {
  /** Bytes from the device. */
  write(bytes: Uint8Array): void;
  /** The device is up. */
  ready?(): void;
  /** Lines for a person, not into the line being typed. */
  say?(lines: readonly string[]): void;
  /** Gives the terminal back. */
  close(): void;
}

interface TerminalOptions {
  onBytes(bytes: Uint8Array): void;
  /** Ctrl-] on a terminal; with `isOnce` also the last answer after the end of the input. */
  onEnd(): void;
  /** The end of the input ends the simulator. */
  isOnce: boolean;
  /** What comes before the device is up waits for it; not where it listens for a Ctrl-C at its start. */
  holdsInput: boolean;
  speed: number;
}

const CTRL_RIGHT_BRACKET = 0x1d;
const NOTICE = 'All keys go to the device, including Ctrl-C. Ctrl-] ends the simulator.\r\n';

function openKeys({ onBytes, onEnd }: TerminalOptions): UartEnd {
  const { stdin, stdout } = process;
  const filter = newScreenFilter();
  stdin.setRawMode(true);
  stdout.write(NOTICE);
  stdin.on('data', (bytes: Buffer) => {
    const stop = bytes.indexOf(CTRL_RIGHT_BRACKET);
    const meant = stop < 0 ? bytes : bytes.subarray(0, stop);
    if (meant.length > 0) onBytes(meant);
    if (stop >= 0) onEnd();
  });
  const isTerminal = stdout.isTTY === true;
  const shown = (text: string): Buffer => Buffer.from(text, 'latin1');
  return {
    write: (bytes) => void stdout.write(isTerminal ? shown(filter.feed(Buffer.from(bytes).toString('latin1'))) : bytes),
    ...(isTerminal ? { say: (lines) => void stdout.write(filter.above(lines)) } : {}),
    close: () => void stdin.setRawMode(false),
  };
}

/** Input from a file or a program: what came too early is typed line by line, the rest passes as it comes. */
function openPipe({ onBytes, onEnd, isOnce, holdsInput, speed }: TerminalOptions): UartEnd {
  const { stdin, stdout } = process;
  const send = (text: string): void => onBytes(Buffer.from(text, 'latin1'));
  // Whatever comes next on a terminal does not stand behind the prompt.
  const onDone = (): void => {
    if (!isOnce) return;
    stdout.write('\n');
    onEnd();
  };
  const typist = newTypist({ send, onDone, speed });
  let isUp = !holdsInput;
  let early = '';
  let isEnded = false;
  stdin.on('data', (bytes: Buffer) => {
    if (!isUp) early += bytes.toString('latin1');
    else if (isOnce || typist.isBusy()) typist.type(bytes.toString('latin1'));
    else onBytes(bytes);
  });
  stdin.on('end', () => {
    isEnded = true;
    if (isUp) typist.end();
  });
  return {
    write(bytes) {
      stdout.write(bytes);
      typist.heard(Buffer.from(bytes).toString('latin1'));
    },
    ready() {
      if (isUp) return;
      isUp = true;
      if (early) typist.type(early);
      if (isEnded) typist.end();
    },
    close() {},
  };
}

export function openTerminal(options: TerminalOptions): UartEnd {
  const { stdin, stdout } = process;
  const end = stdin.isTTY === true ? openKeys(options) : openPipe(options);
  stdin.on('error', () => {});
  // A reader that goes away (a closed pipe) must not end the device.
  stdout.on('error', () => {});
  return {
    ...end,
    close() {
      end.close();
      stdin.pause();
    },
  };
}
