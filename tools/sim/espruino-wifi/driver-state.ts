// The state of the ESP-IDF driver, and the few acts that both its halves need.

import type { WifiMode } from '../engine.ts';
import type { ApConfig, Attachment, DriverEvent, StaConfig, WifiHost } from './types.ts';

export interface Driver {
  host: WifiHost;
  onEvent: (event: DriverEvent) => void;
  /** An attempt has found its network: the interpreter's task has waited for the driver. */
  onFound: () => void;
  sta: boolean;
  ap: boolean;
  started: boolean;
  staConfig: StaConfig;
  apConfig: ApConfig;
  apUp: boolean;
  apChannel: number;
  clients: string[];
  attempt: number | null;
  attached: Attachment | null;
  /** The address of the station's interface: it stays until the port has been told of the disconnect. */
  staIp: string | null;
  /** Timer that ends the link when its network stays away. */
  fading: number | null;
  scanning: number | null;
  /** Timers of starts under way, void once the radio stops. */
  starting: number[];
}

const DEFAULT_CHANNEL = 1;

export function createDriver(host: WifiHost): Driver {
  return {
    host,
    onEvent: () => {},
    onFound: () => {},
    sta: false,
    ap: false,
    started: false,
    staConfig: { ssid: '', password: '' },
    apConfig: { ssid: '', password: '', authMode: 'open', channel: 0 },
    apUp: false,
    apChannel: DEFAULT_CHANNEL,
    clients: [],
    attempt: null,
    attached: null,
    staIp: null,
    fading: null,
    scanning: null,
    starting: [],
  };
}

export function modeOf(driver: Driver): WifiMode {
  if (driver.sta && driver.ap) return 'APSTA';
  if (driver.sta) return 'STA';
  return driver.ap ? 'AP' : 'NULL';
}

/** One radio, one channel: where the station is, the AP has to be, and its clients fall off. */
export function dragAp(driver: Driver): void {
  const channel = driver.attached?.point.channel;
  if (!driver.apUp || channel === undefined || channel === driver.apChannel) return;
  driver.apChannel = channel;
  kickClients(driver);
}

export function kickClients(driver: Driver): void {
  const clients = driver.clients;
  driver.clients = [];
  for (const mac of clients) driver.onEvent({ type: 'client_left', mac });
}

export function stopAttempt(driver: Driver): void {
  if (driver.attempt !== null) driver.host.cancel(driver.attempt);
  if (driver.fading !== null) driver.host.cancel(driver.fading);
  driver.attempt = null;
  driver.fading = null;
}
