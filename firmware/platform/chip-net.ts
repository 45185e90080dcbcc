// Sockets of stock Espruino on the ESP32: the modules net (TCP) and dgram (UDP). Types only, see chip.ts.

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
