// What stock Espruino has on the ESP32, exactly what the firmware uses of it, as the port really behaves (its documentation
// describes another chip). Types only: platform/espruino.ts declares what it names of them, globals.d.ts what an app may name.

/** `clearTimeout` throws on undefined; an id that has run out is fine. */
export type TimerId = number;

/** What every object can do; `emit` only queues the event. */
export interface Emitter<One, Two> {
  on(event: 'turn', fn: (one: One, two: Two) => void): void;
  emit(event: 'turn', one?: One, two?: Two): void;
}

export interface Pin {
  mode(mode: 'input_pullup' | 'input' | 'output'): void;
}
export interface WatchOptions {
  repeat: boolean;
  edge: 'rising' | 'falling' | 'both';
  debounce: number;
}

export interface Serial {
  setup(baud: number, options?: object): void;
  on(event: 'data', fn: (bytes: string) => void): void;
  removeAllListeners(event?: string): void;
  write(bytes: string): void;
  print(text: string): void;
  println(text: string): void;
}

/** The global `E`. */
export interface Interpreter {
  setConsole(device: Serial | 'Serial1' | null, options?: { force: boolean }): void;
  getConsole(): string | null;
  reboot(): void;
  CRC32(bytes: string | Uint8Array): number;
  /** Bytes of a string from 0x80 on count as negative where C's char has a sign. */
  sum(bytes: string): number;
  /** A flat string of the bytes, undefined when no contiguous memory is left. */
  toString(bytes: string | ArrayBuffer | Uint8Array | readonly number[]): string | undefined;
  toArrayBuffer(bytes: string): ArrayBuffer;
  toUint8Array(bytes: string | readonly number[] | ArrayBuffer): Uint8Array;
  /** Each `bits` of `from`, the highest first, looked up in `map`, into one element of `to`. */
  mapInPlace(from: Uint8Array, to: Uint8Array, map: Uint8Array, bits: number): void;
  enableWatchdog(seconds: number, automatic?: boolean): void;
  kickWatchdog(): void;
  /** Reading clears them. */
  getErrorFlags(): string[];
  on(event: 'errorFlag', fn: (flags: string[]) => void): void;
  on(event: 'init' | 'kill', fn: () => void): void;
  getSizeOf(value: unknown): number;
  // hwRand, srand: left out on purpose, they are the same at every boot of the ESP32
}

/** The global `process`. */
export interface Process {
  readonly env: { readonly VERSION: string; readonly BOARD: string; readonly SERIAL: string };
  memory(collect?: boolean): { free: number; usage: number; total: number; blocksize: number };
  on(event: 'uncaughtException', fn: (error: unknown) => void): void;
}

/** The global `ESP32`. */
export interface Esp32 {
  getState(): { freeHeap: number; minHeap?: number };
  reboot(): void;
  enableBLE(on: boolean): void;
}

/** The global `NRF`, absent from builds without Bluetooth: ask with typeof. */
export interface Bluetooth {
  setServices(services: object, options: { uart: boolean }): void;
}

/** The modules that are built in, by the name that `require` takes. */
export interface NativeModules {
  Wifi: Wifi;
  net: NetModule;
  dgram: DgramModule;
  Storage: StorageModule;
  Flash: FlashModule;
  crypto: CryptoModule;
  TelnetServer: { setOptions(options: { mode: 'off' | 'on' }): void };
}
export type Require = <Name extends keyof NativeModules>(name: Name) => NativeModules[Name];
export type SetTimeout = <One, Two>(fn: (one: One, two: Two) => void, ms: number, one?: One, two?: Two) => TimerId;
/** `fn` gets the arguments behind `ms`. */
export type SetInterval = (fn: (...args: never[]) => unknown, ms: number, ...args: unknown[]) => TimerId;
export type SetWatch = (
  fn: (e: { state: boolean; time: number; lastTime: number }) => void,
  pin: Pin,
  options: WatchOptions,
) => number;

export type AuthMode = 'open' | 'wep' | 'wpa' | 'wpa2' | 'wpa_wpa2' | 'unknown';
export interface WifiScanRow {
  rssi: number;
  authMode: AuthMode;
  ssid: string;
  mac: string;
  /** A decimal string, not a number. */
  channel: string;
}
export interface WifiStatus {
  /** 'connected', or the text of the last disconnect reason. */
  station: string;
  mode: 'NULL' | 'STA' | 'AP' | 'APSTA';
  powersave: string;
  ssid?: string;
  bssid?: string;
  channel?: number;
  rssi?: number;
  authMode?: AuthMode;
}
export interface WifiAddress {
  ip: string;
  netmask: string;
  gw: string;
  mac: string;
}
export interface WifiApDetails {
  ssid: string;
  password: string;
  authMode: AuthMode;
  hidden: boolean;
  maxConn: number;
}
export interface Wifi {
  /** Builds up to 2v29 never call back on failure; every wait needs a timer of its own. */
  connect(ssid: string, options: { password?: string }, done?: (error: string | null) => void): void;
  /** May call back twice. */
  disconnect(done?: () => void): void;
  /** One argument, the list; never called when the driver refuses. Throws while another scan is pending. */
  scan(done: (networks: WifiScanRow[]) => void): void;
  /** Leave `password` out for an open network: an empty one throws. */
  startAP(ssid: string, options: ApOptions, done: (error: string | null) => void): void;
  stopAP(done?: () => void): void;
  getStatus(): WifiStatus;
  /** `status`: `connected`, or the word for the reason of the last disconnect. Prints nothing. */
  getDetails(): { status: string; ssid?: string; password?: string; authMode?: AuthMode };
  getAPDetails(done?: (details: WifiApDetails) => void): WifiApDetails;
  getIP(): WifiAddress;
  getAPIP(): WifiAddress;
  /** The callback's argument is inverted on this port: compare getAPIP() instead. Without a callback it throws. */
  setAPIP(address: { ip: string; gw: string; netmask: string }, done: (result: string | null) => void): void;
  setHostname(name: string): void;
  getHostname(): string;
  save(what?: 'clear'): void;
  restore(): void;
  on(event: 'associated', fn: (e: { ssid: string; mac: string; channel: string }) => void): void;
  on(event: 'connected', fn: (e: { ip: string; netmask: string; gw: string }) => void): void;
  on(event: 'disconnected', fn: (e: { ssid: string; mac: string; reason: string; msg: string }) => void): void;
  on(event: 'sta_joined' | 'sta_left', fn: (e: { mac: string }) => void): void;
  removeAllListeners(event?: string): void;
}
export interface ApOptions {
  channel?: number;
  password?: string;
  authMode?: 'open' | 'wpa' | 'wpa2' | 'wpa_wpa2';
}

export interface Socket {
  /** Undocumented: false once the socket is gone. */
  readonly conn?: boolean;
  on(event: 'data', fn: (bytes: string) => void): void;
  on(event: 'end' | 'drain', fn: () => void): void;
  on(event: 'close', fn: (hadError: boolean) => void): void;
  on(event: 'error', fn: (error: { code: number; message: string }) => void): void;
  removeAllListeners(event?: string): void;
  /** True when all of it went into the buffer; else wait for 'drain'. */
  write(bytes: string): boolean;
  end(bytes?: string): void;
  /** The port's own mark (socketserver.c): the socket is closed in the next turn, sent or not. */
  clsNow?: boolean;
  available(): number;
  read(count?: number): string;
}
export interface Server {
  /** Does not throw when the sockets have run out: count them. */
  listen(port: number): Server;
  close(): void;
}
export interface NetModule {
  createServer(accept: (socket: Socket) => void): Server;
  connect(to: { host: string; port: number }, connected: () => void): Socket;
}

export interface DgramSocket {
  bind(port: number, bound?: (socket: DgramSocket) => void): DgramSocket;
  on(event: 'message', fn: (bytes: string, from: { address: string; port: number; size: number }) => void): void;
  on(event: 'close' | 'error', fn: () => void): void;
  send(bytes: string, offset: number, length: number, port: number, address: string): void;
  close(): void;
}
export interface DgramModule {
  createSocket(type: 'udp4'): DgramSocket;
}

export interface StorageModule {
  /** A reference into flash, not a copy; undefined when there is no such file. */
  read(name: string, offset?: number, length?: number): string | undefined;
  /** Pass the size always: without it offset 0 makes a new file in silence. */
  write(name: string, bytes: string, offset?: number, size?: number): boolean;
  erase(name: string): void;
  list(): string[];
  compact(): void;
  getFree(): number;
  getStats(): { freeBytes: number; trashBytes: number; fileBytes: number; totalBytes: number };
}
export interface FlashModule {
  getFree(): { addr: number; length: number }[];
  getPage(address: number): { addr: number; length: number } | undefined;
  erasePage(address: number): void;
  read(length: number, address: number): Uint8Array;
  /** Clears bits only. */
  write(bytes: string | Uint8Array | readonly number[], address: number): void;
}

export interface CryptoModule {
  SHA1(bytes: string): ArrayBuffer;
  SHA256(bytes: string): ArrayBuffer;
  SHA512(bytes: string): ArrayBuffer;
  PBKDF2(
    passphrase: string,
    salt: string,
    options: { keySize: number; iterations: number; hasher: 'SHA1' | 'SHA256' | 'SHA512' },
  ): ArrayBuffer;
  AES: {
    encrypt(text: string, key: string | ArrayBuffer, options: AesOptions): ArrayBuffer;
    decrypt(bytes: string | ArrayBuffer, key: string | ArrayBuffer, options: AesOptions): ArrayBuffer;
  };
}
/** No CTR (ignores the iv), no CFB or OFB (wrong or absent on the interpreter): build what is needed from ECB. */
export interface AesOptions {
  iv?: string | ArrayBuffer;
  mode: 'CBC' | 'ECB';
}
