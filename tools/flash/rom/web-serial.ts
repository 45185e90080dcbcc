// A serial port as a browser gives it, over ours: that is what `esptool-js` expects.

import type { Wire } from './wire.ts';

interface BrowserSignals {
  dataTerminalReady?: boolean;
  requestToSend?: boolean;
}

/** As much of the Web Serial API as the library uses. It closes and opens the port; ours stays open meanwhile. */
interface WebSerial {
  readable: ReadableStream<Uint8Array> | null;
  writable: WritableStream<Uint8Array> | null;
  getInfo(): object;
  open(options: { baudRate: number }): Promise<void>;
  close(): Promise<void>;
  setSignals(signals: BrowserSignals): Promise<void>;
  setBaudRate(baud: number): Promise<void>;
}

export function webSerialOf(wire: Wire): WebSerial {
  let take: (bytes: Uint8Array) => void = () => {};
  wire.onData((bytes) => take(bytes));
  const port: WebSerial = {
    readable: null,
    writable: null,
    getInfo: () => ({}),
    async open({ baudRate }) {
      await wire.setBaud?.(baudRate);
      port.readable = new ReadableStream({
        start(controller) {
          take = (bytes) => controller.enqueue(new Uint8Array(bytes));
        },
        cancel() {
          take = () => {};
        },
      });
      port.writable = new WritableStream({ write: (bytes) => wire.write(bytes) });
    },
    async close() {
      take = () => {};
      port.readable = null;
      port.writable = null;
    },
    async setSignals({ dataTerminalReady, requestToSend }) {
      await wire.setSignals?.({
        ...(dataTerminalReady === undefined ? {} : { dtr: dataTerminalReady }),
        ...(requestToSend === undefined ? {} : { rts: requestToSend }),
      });
    },
    setBaudRate: async (baud) => wire.setBaud?.(baud),
  };
  return port;
}
