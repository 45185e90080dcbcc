// The serial port while the chip's ROM has it: bytes, the two lines that reset a board, and the speed.

import { connect } from 'node:net';
import type { Bytes } from '../../client/api.ts';
import { deviceError } from '../../client/errors.ts';
import { tcpEnd } from '../../client/serial.ts';
import { openPort } from '../../client/serial-port.ts';

/** On usual boards DTR pulls GPIO0 down, RTS resets. */
interface Signals {
  dtr?: boolean;
  rts?: boolean;
}

export interface Wire {
  write(bytes: Uint8Array): Promise<void>;
  /** All listeners hear everything. */
  onData(listener: (bytes: Uint8Array) => void): void;
  onClose(listener: () => void): void;
  /** Behind TCP there are none: the user holds the BOOT button. */
  setSignals?(signals: Signals): Promise<void>;
  setBaud?(baud: number): Promise<void>;
  close(): void;
}

async function overPort(path: string): Promise<Wire> {
  const port = await openPort(path);
  port.on('error', () => {});
  const done = (act: (end: (error?: Error | null) => void) => void): Promise<void> =>
    new Promise((resolve, reject) => act((error) => (error ? reject(error) : resolve())));
  return {
    write: (bytes) => done((end) => port.write(Buffer.from(bytes), end)),
    onData: (listener) => void port.on('data', listener),
    onClose: (listener) => void port.on('close', listener),
    setSignals: (signals) => done((end) => port.set(signals, end)),
    setBaud: (baudRate) => done((end) => port.update({ baudRate }, end)),
    close: () => void (port.isOpen && port.close()),
  };
}

function overTcp(path: string, timeoutMs: number): Promise<Wire> {
  const end = tcpEnd(path);
  if (!end) throw deviceError('usage', 'usage', 'a serial port behind TCP is tcp:HOST:PORT');
  return new Promise((resolve, reject) => {
    const socket = connect({ ...end, noDelay: true }, () => {
      socket.setTimeout(0);
      resolve({
        write: (bytes) => new Promise((done) => socket.write(bytes, () => done())),
        onData: (listener) => void socket.on('data', listener),
        onClose: (listener) => void socket.on('close', listener),
        close: () => void socket.destroy(),
      });
    });
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error('timeout')));
    socket.on('error', (error) =>
      reject(deviceError('unreachable', 'unreachable', `nobody answers at ${path} (${error.message})`)),
    );
  });
}

export async function openWire(path: string, timeoutMs: number): Promise<Wire> {
  return path.startsWith('tcp:') ? overTcp(path, timeoutMs) : overPort(path);
}

/** For what speaks with the board once it runs. */
export function bytesOf(wire: Wire): Bytes {
  return {
    write: (bytes) => void wire.write(Buffer.from(bytes, 'latin1')).catch(() => {}),
    onData: (listener) => wire.onData((bytes) => listener(Buffer.from(bytes).toString('latin1'))),
    onClose: wire.onClose,
    close: wire.close,
  };
}
