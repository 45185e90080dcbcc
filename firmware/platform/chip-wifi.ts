// The module Wifi of stock Espruino on the ESP32, as it really behaves. Types only, see chip.ts.

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
