// The interpreter's built-in modules, as the ESP32 port really behaves (its documentation describes another chip).

type AuthMode = 'open' | 'wep' | 'wpa' | 'wpa2' | 'wpa_wpa2' | 'unknown';
interface WifiSighting {
  rssi: number;
  authMode: AuthMode;
  ssid: string;
  mac: string;
  /** A decimal string, not a number. */
  channel: string;
}
interface WifiStatus {
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
interface WifiAddress {
  ip: string;
  netmask: string;
  gw: string;
  mac: string;
}
interface WifiApDetails {
  ssid: string;
  password: string;
  authMode: AuthMode;
  hidden: boolean;
  maxConn: number;
}
interface Wifi {
  /** Builds up to 2v29 never call back on failure; every wait needs a timer of its own. */
  connect(ssid: string, options: { password?: string }, done?: (error: string | null) => void): void;
  /** May call back twice. */
  disconnect(done?: () => void): void;
  /** One argument, the list; never called when the driver refuses. Throws while another scan is pending. */
  scan(done: (networks: WifiSighting[]) => void): void;
  /** Leave `password` out for an open network: an empty one throws. */
  startAP(ssid: string, options: ApOptions, done: (error: string | null) => void): void;
  stopAP(done?: () => void): void;
  getStatus(): WifiStatus;
  getDetails(done: (details: { status: string; ssid?: string; password?: string; authMode?: AuthMode }) => void): void;
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
interface ApOptions {
  channel?: number;
  password?: string;
  authMode?: 'open' | 'wpa' | 'wpa2' | 'wpa_wpa2';
}

interface Socket {
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
interface Server {
  /** Does not throw when the sockets have run out: count them. */
  listen(port: number): Server;
  close(): void;
}
interface NetModule {
  createServer(accept: (socket: Socket) => void): Server;
  connect(to: { host: string; port: number }, connected: () => void): Socket;
}

interface DgramSocket {
  bind(port: number, bound?: (socket: DgramSocket) => void): DgramSocket;
  on(event: 'message', fn: (bytes: string, from: { address: string; port: number; size: number }) => void): void;
  on(event: 'close' | 'error', fn: () => void): void;
  send(bytes: string, offset: number, length: number, port: number, address: string): void;
  close(): void;
}
interface DgramModule {
  createSocket(type: 'udp4'): DgramSocket;
}

interface StorageModule {
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
interface FlashModule {
  getFree(): { addr: number; length: number }[];
  getPage(address: number): { addr: number; length: number } | undefined;
  erasePage(address: number): void;
  read(length: number, address: number): Uint8Array;
  /** Clears bits only. */
  write(bytes: string | TypedArray | readonly number[], address: number): void;
}

interface CryptoModule {
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
interface AesOptions {
  iv?: string | ArrayBuffer;
  mode: 'CBC' | 'ECB';
}
