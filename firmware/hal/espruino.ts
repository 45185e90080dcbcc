// The only file that touches Espruino's globals. It translates and decides nothing.

import type {
  ApSettings,
  Clock,
  Connection,
  ConnectionHandler,
  Files,
  FlashArea,
  Link,
  Net,
  Radio,
  RadioEvent,
  Sighting,
  Uart,
} from '../ports.ts';

/** The free 64 KB partition of the ESP32 board's table (partitions_espruino.csv); addresses of other boards differ. */
const AREA_START = 0x310000;
const AREA_PAGES = 16;
const PAGE_BYTES = 4096;
/** RTC_CNTL_RESET_STATE_REG and WDEV_RND_REG of the ESP32 (Technical Reference Manual). */
const RESET_STATE = 0x3ff48034;
const RANDOM_REGISTER = 0x60035144;

export function espruinoClock(): Clock {
  return {
    nowMs: () => getTime() * 1000,
    after: (delayMs, fn) => setTimeout(fn, delayMs),
    cancel(id) {
      if (id) clearTimeout(id);
    },
  };
}

export function espruinoUart(): Uart {
  return {
    take(onData) {
      E.setConsole(null, { force: true });
      Serial1.setup(115200, { flow: 'none' });
      Serial1.removeAllListeners('data');
      Serial1.on('data', onData);
    },
    write: (bytes) => Serial1.write(bytes),
    give() {
      Serial1.removeAllListeners('data');
      E.setConsole('Serial1', { force: true });
    },
  };
}

function connectionOf(socket: Socket): Connection & { open: boolean } {
  const connection = {
    open: true,
    write(bytes: string) {
      if (!connection.open) return;
      try {
        socket.write(bytes);
      } catch {
        // "This socket is closed": the port's `close` event is still to come.
        connection.open = false;
      }
    },
    close() {
      if (connection.open) socket.end();
      connection.open = false;
    },
  };
  return connection;
}

function attach(socket: Socket, accept: (connection: Connection) => ConnectionHandler): void {
  const connection = connectionOf(socket);
  const handler = accept(connection);
  socket.on('data', handler.data);
  socket.on('end', handler.closed);
  socket.on('close', () => {
    connection.open = false;
    handler.closed();
  });
}

export function espruinoNet(): Net {
  return {
    listen(port, accept) {
      require('net')
        .createServer((socket) => attach(socket, accept))
        .listen(port);
    },
  };
}

export function listenToRadio(onEvent: (event: RadioEvent) => void): void {
  const wifi = require('Wifi');
  wifi.on('associated', (e) => onEvent({ type: 'associated', ssid: e.ssid }));
  wifi.on('connected', () => onEvent({ type: 'joined' }));
  wifi.on('disconnected', (e) => onEvent({ type: 'left', ssid: e.ssid, reason: +e.reason }));
  wifi.on('sta_joined', () => onEvent({ type: 'ap_client', step: 1 }));
  wifi.on('sta_left', () => onEvent({ type: 'ap_client', step: -1 }));
}

function sightingOf(row: WifiSighting): Sighting {
  return { ssid: row.ssid, rssi: row.rssi, channel: +row.channel, auth: row.authMode };
}

/** AP.auth to the port's words; it knows no WPA3. */
function apOptions(ap: ApSettings): ApOptions {
  if (!ap.psk) return { channel: ap.channel, authMode: 'open' };
  return { channel: ap.channel, password: ap.psk, authMode: ap.auth === 3 ? 'wpa_wpa2' : 'wpa2' };
}

export function linkNow(): Link | null {
  const wifi = require('Wifi');
  const status = wifi.getStatus();
  if (status.station !== 'connected' || !status.ssid) return null;
  return { ssid: status.ssid, ip: wifi.getIP().ip, rssi: status.rssi || 0, channel: status.channel || 0 };
}

/** What the radio is told to do. `tell` outlives the caller: a callback may come at any time. */
export function espruinoRadio(tell: (event: RadioEvent) => void, link: () => Link | null): Radio {
  const wifi = require('Wifi');
  return {
    join(ssid, psk) {
      wifi.connect(ssid, psk ? { password: psk } : {}, (error) => tell({ type: error ? 'refused' : 'joined' }));
    },
    leave: () => wifi.disconnect(),
    startAp(ap) {
      wifi.startAP(ap.ssid, apOptions(ap), (error) => {
        if (!error) tell({ type: 'ap_up' });
      });
    },
    stopAp: () => wifi.stopAP(),
    scan() {
      try {
        wifi.scan((rows) => tell({ type: 'scanned', networks: rows.map(sightingOf) }));
      } catch {
        // "A scan is already in progress": it will never answer, and the caller's own deadline says so.
      }
    },
    link,
  };
}

export function setHostname(name: string): void {
  require('Wifi').setHostname(name);
}

/** Twelve lower-case hex digits. */
export function apMac(): string {
  return require('Wifi').getAPIP().mac.split(':').join('').toLowerCase();
}

/** The raw flash area, or undefined on a board whose partition table has none there. */
export function espruinoFlash(): FlashArea | undefined {
  const flash = require('Flash');
  const found = flash.getFree().some((area) => area.addr === AREA_START && area.length >= AREA_PAGES * PAGE_BYTES);
  if (!found) return undefined;
  return {
    pageSize: PAGE_BYTES,
    pages: AREA_PAGES,
    read(offset, length) {
      const bytes = flash.read(length, AREA_START + offset);
      return E.toString(bytes) || String.fromCharCode.apply(null, bytes as unknown as number[]);
    },
    write: (offset, bytes) => flash.write(bytes, AREA_START + offset),
    erase: (page) => flash.erasePage(AREA_START + page * PAGE_BYTES),
  };
}

export function espruinoFiles(): Files {
  const storage = require('Storage');
  return {
    read: (name, offset, length) => storage.read(name, offset, length),
    write(name, bytes, offset, size) {
      storage.write(name, bytes, offset, size);
    },
    erase: (name) => storage.erase(name),
    freeBytes: () => storage.getStats().freeBytes,
    compact: () => storage.compact(),
  };
}

export function crc32(bytes: string): number {
  return E.CRC32(bytes);
}

export function resetCause(): number {
  return peek32(RESET_STATE) & 63;
}

export function espruinoVersion(): string {
  return process.env.VERSION;
}

/** Variables free after a collection: what a part leaves behind hangs together in rings. */
export function freeVars(): number {
  return process.memory().free;
}

/** Lowest free heap of the IDF since boot in bytes; 0 where the port does not tell. */
export function minHeap(): number {
  return ESP32.getState().minHeap || 0;
}

export function reboot(): void {
  E.reboot();
}

export function sha256(bytes: string): string {
  return E.toString(require('crypto').SHA256(bytes)) || '';
}

export function hardwareRandom(): number {
  return peek32(RANDOM_REGISTER);
}

/** Kicked by the interpreter's idle loop: a script that hangs is ended by a reset. */
export function watchdog(seconds: number): void {
  E.enableWatchdog(seconds, true);
}

export function onErrorFlags(fn: (flags: string[]) => void): void {
  E.on('errorFlag', fn);
}

/** On a board without the raw flash area; false where there is nothing to compact. */
export function compactStorage(begin: () => void): boolean {
  if (espruinoFlash()) return false;
  begin();
  require('Storage').compact();
  return true;
}

/** Each door that a stock build leaves open, shut by itself: one that fails must not keep the others open. */
export function shutters(): (() => void)[] {
  return [
    () => require('TelnetServer').setOptions({ mode: 'off' }),
    () => {
      if (typeof NRF !== 'undefined') NRF.setServices({}, { uart: false });
    },
    () => require('Wifi').stopAP(),
  ];
}

/** Globals by which `.boot0`, `.boot1`, `.bootcde` and the REPL speak to each other. */
export function shared(name: string): unknown {
  return global[name];
}

export function share(name: string, value: unknown): void {
  global[name] = value;
}
