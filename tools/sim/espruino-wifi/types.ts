// The types that the driver, the port and their host share.

import type { PortBuild } from '../engine.ts';
import type { RadioEnvironment } from '../radio/access-points.ts';
import type { AccessPoint } from '../radio/check.ts';
import type { Random } from '../random.ts';

export type Callback = (...args: unknown[]) => void;

/** What the world outside gives the Wi-Fi port: time, chance, and ways back into the interpreter. */
export interface WifiHost {
  portBuild: PortBuild;
  air: RadioEnvironment;
  random: Random;
  now(): number;
  after(delayMs: number, fn: () => void): number;
  cancel(id: number): void;
  /** Queues a JavaScript callback; never called from within the call that caused it. */
  call(callback: Callback, args: unknown[]): void;
  /** Queues an event on the Wifi module. */
  emit(event: string, details: Record<string, string>): void;
  /** Every connection over this link is gone, with what was not sent yet. */
  linkLost?: ((link: LinkName) => void) | undefined;
  /** A driver event has come: the station or the access point may be another than before. */
  radioMoved?: (() => void) | undefined;
  /** UART0, for the driver's own log; absent: it stays silent. */
  print?: ((text: string) => void) | undefined;
  /** Makes the exception that a method throws. */
  error(message: string): unknown;
}

/** How a peer reaches the device: over the network that the station is on, or over the device's access point. */
export type LinkName = 'sta' | 'ap';

export interface StaConfig {
  ssid: string;
  password: string;
}

export interface ApConfig {
  ssid: string;
  password: string;
  authMode: string;
  /** As asked for; 0 is the driver's choice. */
  channel: number;
}

/** What the station is attached to; `ip` is null until DHCP has answered, `dhcpMs` if it never does. */
export interface Attachment {
  point: AccessPoint;
  dhcpMs: number | null;
  ip: string | null;
}

/** Events of the ESP-IDF driver, as its handler in the port gets them. */
export type DriverEvent =
  | { type: 'sta_start' }
  | { type: 'associated'; point: AccessPoint }
  | { type: 'got_ip' }
  | { type: 'sta_disconnected'; reason: number; ssid: string; bssid: string }
  | { type: 'ap_start' }
  | { type: 'ap_stop' }
  | { type: 'client_joined'; mac: string }
  | { type: 'client_left'; mac: string }
  | { type: 'scan_done'; points: AccessPoint[] };

/**
 * Each event on the Wifi module costs that many variables for good, heard or not: the port's handler makes an object of
 * details and never unlocks it. Seen: 11.9 each.
 */
export const VARS_PER_WIFI_EVENT = 12;

export const STA_MAC = '24:0a:c4:00:01:0f';
export const AP_MAC = '24:0a:c4:00:01:10';
/** The router's address, by that of the station. */
export const gatewayOf = (ip: string): string => ip.replace(/\d+$/, '1');
export const NETMASK = '255.255.255.0';
export const AP_IP = '192.168.4.1';
export const NO_IP = '0.0.0.0';
