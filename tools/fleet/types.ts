// The words of a fleet: what the file asks for each device, and how that has ended.

import type { ConnectOptions, FieldChanges } from '../client/api.ts';
import type { FirmwareFile } from '../client/firmware-file.ts';
import type { Further } from './further.ts';

/** A mistake in the file, and where: lines and columns count from 1. */
export interface FileFault {
  line: number;
  column?: number;
  /** The column's head, as the file has it. */
  head?: string;
  code: string;
  message: string;
}

/** One device of the file. */
export interface Job {
  line: number;
  /** As the file has them; one of the first two is ''. */
  host: string;
  port: string;
  name: string;
  /** The same for the same device, however it is spelled. */
  key: string;
  target: ConnectOptions;
  changes: FieldChanges;
  /** What tells these settings from others; nothing of a password is in it. */
  settings: string;
  /** It is to know these too. */
  further?: readonly Further[];
  /** The device gets this firmware and keeps its settings. */
  firmware?: FirmwareFile;
}

/** How one device has ended, without anything secret. */
export interface Ending {
  job: Job;
  ok: boolean;
  /** `wrong_password`, `unreachable` ...; '' when it is done. */
  reason: string;
  message: string;
  ssid: string;
  ip: string;
  /** As the device names itself; only in sealed sessions. */
  id: string;
  tries: number;
  seconds: number;
  /** Of this device alone. */
  exit: number;
  /** As `wifiprov set --json` would print it. */
  json: object;
}

export function titleOf({ name, host, port }: Pick<Job, 'name' | 'host' | 'port'>): string {
  return [name, host || port].filter((part) => part !== '').join(' ');
}
