// What devices are asked and what they answer: the types of the library's data.

export type State = 'unprovisioned' | 'idle' | 'connecting' | 'online' | 'retrying' | 'ap';

/** 1 open, 3 WPA/WPA2, 4 WPA2, 5 WPA2/WPA3, 6 WPA3. */
export type Auth = 1 | 3 | 4 | 5 | 6;

export type AppConfig = { [name: string]: number | string };

/* generated: clientTypes, by `npm run docs` from firmware/config/schema.ts */
export interface StationConfig {
  /** channel of the network, 0 = all */
  ch: number;
  /** 1: connect at boot and after loss; 0: wait for `connect` */
  auto: number;
  /** 1 open, 3 WPA/WPA2, 4 WPA2, 5 WPA2/WPA3, 6 WPA3 */
  auth: Auth;
  /** name of the network; empty: none, the device is unprovisioned */
  SSID: string;
  /** password of the network: 8..63 bytes, or 64 hex digits. Comes as `********` when one is set; sent back so it means "keep it" */
  PWD: string;
}

export interface ApConfig {
  /** channel of the device's own network in mode 1 */
  ch: number;
  /** 1: the name is broadcast, 0: hidden */
  ssidv: number;
  /** as STA.auth */
  auth: Auth;
  /** name of the device's own network; default PROV_ and the end of its MAC address */
  SSID: string;
  /** its password; default is the setup code. Comes as `********` when one is set; sent back so it means "keep it" */
  PWD: string;
}

export interface Config {
  /** boot mode: 0 station (STA), 1 access point (AP) */
  mode: number;
  /** 1: keep in flash; 0: until the next restart */
  save_config: number;
  /** regulatory domain */
  countrycode: string;
  STA: StationConfig;
  AP: ApConfig;
  /** Fields of an app that was built on top of the firmware. */
  app?: AppConfig;
}

/** What is not named keeps its value. */
export interface FieldChanges {
  /** boot mode: 0 station (STA), 1 access point (AP) */
  mode?: number;
  /** 1: keep in flash; 0: until the next restart */
  save_config?: number;
  /** regulatory domain */
  countrycode?: string;
  STA?: Partial<StationConfig>;
  AP?: Partial<ApConfig>;
  app?: AppConfig;
}
/* end */

/** Fields, or the text of a Wi-Fi QR code: `{ wifi: 'WIFI:T:WPA;S:Home;P:correct horse;;' }`. */
export type Changes = FieldChanges | { wifi: string };

export interface Warning {
  code: string;
  field: string;
  message: string;
}

export interface Accepted {
  state: State;
  /** The config was like this before. */
  unchanged: boolean;
  /** In flash already. A new network is saved after it has worked. */
  saved: boolean;
  warnings: Warning[];
}

/** How a trial, or an attempt that was asked for, has ended. */
export type Outcome = Success | Defeat;

export interface Success {
  ok: true;
  state: State;
  ssid?: string;
  ip?: string;
  /** What helps, when the signal is too weak to last. */
  advice?: string;
  unchanged: boolean;
  /** Absent if the connection broke meanwhile and the event was missed. */
  saved?: boolean;
  warnings: Warning[];
}

export interface Defeat {
  ok: false;
  /** `wrong_password`, `not_found` ...; or the code of what went wrong after the network had worked. */
  reason: string;
  message: string;
  ssid?: string;
  attempts?: number;
  rolled_back?: boolean;
  warnings: Warning[];
}

export interface Progress {
  state: State;
  ssid?: string;
  /** Attempts so far, and how many there will be; absent if the device does not tell. */
  attempts?: number;
  of: number;
  /** The connection is lost just now; the rest is what was heard last. */
  isCut?: boolean;
  /** With isCut: it has most likely left this network to try the new one, and cannot be heard meanwhile. */
  isAway?: boolean;
  /** With isCut: how long the device is looked for in all, in seconds. A device that may have left the network gets longer. */
  patienceS?: number;
  /** With isCut: how much of that is left. */
  leftS?: number;
  /** With isCut: a sentence for people, what the device does meanwhile. */
  does?: string;
}

export interface WaitOptions {
  onProgress?: (progress: Progress) => void;
  /** Stops waiting, not the device: the error says what it does now. */
  signal?: AbortSignal;
  /** For the outcome, not for a single answer. */
  timeoutMs?: number;
}

/** Keys are absent when they make no sense. */
export interface Status {
  state: State;
  window: 'open' | 'closed';
  window_s?: number;
  mode: number;
  /** The settings are in flash; false while new ones are tried. The first builds do not tell. */
  saved?: boolean;
  ssid?: string;
  ip?: string;
  host?: string;
  rssi?: number;
  channel?: number;
  /** Of the link: `strong`, `good`, `fair` or `weak`. */
  signal?: string;
  /** What helps when the signal is weak. */
  advice?: string;
  /** Seconds since it is online. */
  online_s?: number;
  reason?: string;
  message?: string;
  attempts?: number;
  rolled_back?: boolean;
  ap_ssid?: string;
  ap_channel?: number;
  firmware: string;
  /** `trial`: this firmware is new and has not been up for a minute; `rolled_back`: a newer one has failed, and which. */
  update?: 'trial' | 'rolled_back';
  update_version?: string;
  espruino: string;
  uptime_s: number;
  /** Variables; and how many the radio port has taken for good since the start, some at each Wi-Fi event. */
  free: number;
  lost: number;
  min_heap: number;
  writes_left: number;
  /** Errors in the firmware itself since the start. */
  faults: number;
  access: string;
  /** When the access point opens, in builds where that is not after 3 minutes without a network too. */
  ap_policy?: 'asked' | 'never';
}

export interface Network {
  ssid: string;
  rssi: number;
  channel: number;
  auth: string;
}

export interface Scan {
  /** Seconds since; the serial line does not tell it. */
  age_s?: number;
  networks: Network[];
}

/** One that has worked: the device joins the strongest of those that it hears. */
export interface KnownNetwork {
  ssid: string;
  in_use: boolean;
}

export interface Attempt {
  ago_s: number;
  ssid: string;
  ok: boolean;
  reason?: string;
}

/** The setup code and the QR codes to the device's own network, as the serial line shows them. */
export interface SetupCode {
  code: string;
  /** The text that a phone's camera reads, and its QR code in block characters; not of a build that never opens its access point. */
  wifi?: string;
  wifi_qr?: string[];
  /** The same for the apps of Espressif, unless the build has no door for them. */
  espressif?: string;
  espressif_qr?: string[];
}

export interface UpdateOptions {
  /** Bytes that the device has, of how many. */
  onProgress?: (progress: { done: number; size: number }) => void;
  /** Stops sending; the device runs on with its firmware. */
  signal?: AbortSignal;
  /** Waits before a lost connection is tried again. */
  wait?: (ms: number) => Promise<void>;
}

export interface Updated {
  version: string;
  /** The device had this firmware already. */
  unchanged: boolean;
}
