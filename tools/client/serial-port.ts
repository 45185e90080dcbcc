// A serial port of this machine, through the package `serialport`.

import type { SerialPort } from 'serialport';
import { deviceError } from './errors.ts';
import { optional } from './optional.ts';
import { listPorts, openFailure } from './ports.ts';

const BAUD = 115_200;

/** Rejects with a sentence that says what helps. */
export async function openPort(path: string, baudRate = BAUD): Promise<SerialPort> {
  const { SerialPort } = await optional('A serial port', ['serialport'], () => import('serialport'));
  const port = new SerialPort({ path, baudRate, autoOpen: false });
  try {
    await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  } catch (error) {
    const ports = await listPorts().catch(() => []);
    throw deviceError('unreachable', 'unreachable', openFailure(path, (error as Error).message, ports));
  }
  return port;
}
