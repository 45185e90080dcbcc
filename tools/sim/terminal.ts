// UART0 on standard input and output; on a terminal in raw mode, so that every key goes to the device.

export interface UartEnd {
  /** Bytes from the device. */
  write(bytes: Uint8Array): void;
  /** Gives the terminal back. */
  close(): void;
}

const CTRL_RIGHT_BRACKET = 0x1d;
const NOTICE = 'All keys go to the device, including Ctrl-C. Ctrl-] ends the simulator.\r\n';

/** `onEnd` is called for Ctrl-] on a terminal only: the end of standard input ends nothing. */
export function openTerminal(onBytes: (bytes: Uint8Array) => void, onEnd: () => void): UartEnd {
  const { stdin, stdout } = process;
  const raw = stdin.isTTY === true;
  if (raw) {
    stdin.setRawMode(true);
    stdout.write(NOTICE);
  }
  stdin.on('data', (bytes: Buffer) => {
    const stop = raw ? bytes.indexOf(CTRL_RIGHT_BRACKET) : -1;
    const meant = stop < 0 ? bytes : bytes.subarray(0, stop);
    if (meant.length > 0) onBytes(meant);
    if (stop >= 0) onEnd();
  });
  stdin.on('error', () => {});
  // A reader that goes away (a closed pipe) must not end the device.
  stdout.on('error', () => {});
  return {
    write: (bytes) => stdout.write(bytes),
    close() {
      if (raw) stdin.setRawMode(false);
      stdin.pause();
    },
  };
}
