// What `import { connect } from 'wifiprov/client'` gives. The library's own code takes its types from here too.

import type {
  Accepted,
  Attempt,
  Changes,
  Config,
  KnownNetwork,
  Outcome,
  Scan,
  SetupCode,
  State,
  Status,
  Updated,
  UpdateOptions,
  WaitOptions,
} from './data.ts';

export type * from './data.ts';

/** `connection` comes from the library: the line was lost (and why), or is there again. */
export interface DeviceEvent {
  event: 'state' | 'failed' | 'saved' | 'error' | 'note' | 'connection';
  state?: State;
  ssid?: string;
  ip?: string;
  /** Online, and the signal is too weak to last. */
  advice?: string;
  reason?: string;
  code?: string;
  message?: string;
  attempts?: number;
  rolled_back?: boolean;
  connected?: boolean;
}

/** Every method rejects with a DeviceError. A connection that was lost is opened again for the next request. */
export interface Device {
  /** As the device names itself; only in sealed sessions. */
  readonly id: string | undefined;
  get(): Promise<Config>;
  /** Is answered when the device has taken the changes; see `provision` for how they work out. */
  set(changes: Changes): Promise<Accepted>;
  /** `set`, and then waits until the network has worked or the device has given up on it. */
  provision(changes: Changes, options?: WaitOptions): Promise<Outcome>;
  status(): Promise<Status>;
  scan(): Promise<Scan>;
  /** Joins the stored network (which is what `auto` 0 waits for) and waits for the outcome. */
  join(options?: WaitOptions): Promise<Outcome>;
  leave(): Promise<State>;
  /** Those that have worked, the one in use first. */
  networks(): Promise<KnownNetwork[]>;
  /** One of them. If it was in use the device joins another, and without another its set-up opens. */
  forget(ssid: string): Promise<State>;
  history(): Promise<Attempt[]>;
  /** Lets the device take changes without proof until it has been idle for that many minutes. */
  openWindow(minutes?: number): Promise<void>;
  closeWindow(): Promise<void>;
  /**
   * A new firmware (the bytes of `build/firmware.bin`), over a sealed session. Resolves when the device has checked it and
   * restarts; `status` says then how it works out. Call it again to go on where it was left.
   */
  update(firmware: Uint8Array, options?: UpdateOptions): Promise<Updated>;
  /** Forgets the Wi-Fi config, with `all` the setup code too, and restarts. */
  reset(all?: boolean): Promise<void>;
  /** Only over the serial line. */
  code(): Promise<SetupCode>;
  /** Any request as on TCP, and the reply as it came. */
  request(request: object): Promise<{ [key: string]: unknown }>;
  /** The connection is kept open while there are listeners. Returns a function that stops listening. */
  onEvent(listener: (event: DeviceEvent) => void): () => void;
  close(): void;
}

/** refused: the device said no. usage: it could not be asked so. */
export type ErrorKind = 'refused' | 'usage' | 'unreachable' | 'timeout';

export interface DeviceError extends Error {
  kind: ErrorKind;
  /** `window_closed`, `bad_proof`, `timeout` ... */
  code: string;
  field?: string;
  /** `locked`: try again after this many seconds. */
  seconds?: number;
}

/** Lines without their ends, whole and in order; a character is a byte. */
export interface Transport {
  send(line: string): void;
  onLine(listener: (line: string) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

/** A serial line; a character is a byte. */
export interface Bytes {
  write(bytes: string): void;
  onData(listener: (bytes: string) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

export interface ConnectOptions {
  /** Node only: address or name, `.local` names too. */
  host?: string;
  /** 6666. */
  port?: number;
  /** Node only: a serial port's path (`/dev/ttyUSB0`, `COM3`), or `tcp:HOST:PORT` for one behind a network. */
  serial?: string;
  /** Anywhere: opens a connection to port 6666, or a serial line, each time one is needed. */
  transport?: () => Promise<Transport>;
  bytes?: () => Promise<Bytes>;
  /**
   * The setup code: the session is sealed. Without it requests go in the clear, and the device takes changes only
   * while its setup window is open. A serial line needs none.
   */
  code?: string;
  /** For each answer; a scan takes up to ten seconds. */
  timeoutMs?: number;
}

export declare function connect(options: ConnectOptions): Promise<Device>;
