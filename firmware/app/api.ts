// What an app on top of the firmware exports, and what it is given (see firmware/docs/embedding.md). Types only.
//
// Text is bytes, as everywhere on the device: one char code 0..255 a byte, UTF-8 never decoded. Times are milliseconds.

/** A text of the setup page in one language, or in all three. */
export type Label = string | { en: string; de: string; es: string };

/** `export const fields: AppField[]`: settings of the app's own, next to those of the Wi-Fi. Eight at most. */
export interface AppField {
  /** `interval` is `app.interval` everywhere: a small letter, then up to 15 of a-z, 0-9 and _. */
  name: string;
  /** `bool` is a number, 0 or 1. `secret` is a text that is never shown. */
  kind: 'int' | 'bool' | 'text' | 'secret';
  /** Of a number: its range. Of a text: bytes, 0 and 64 where nothing is said; all texts together up to 160. */
  min?: number;
  max?: number;
  /** The default. If left out: 0 or the nearest allowed number, or an empty text. */
  fallback?: number | string;
  /** On the setup page, in the manual and in the command's help; the name where nothing is said. */
  label?: Label;
}

/** Each event comes in a turn of its own, never in the middle of what the firmware does. */
export interface AppEvents {
  /** The station has an address. */
  online: { ssid: string; ip: string };
  /** It had one. `state` is the word of `status()`. */
  offline: { state: string };
  /** New settings have worked; they are in flash unless `save_config` is 0. */
  provisioned: { ssid: string };
  /** An attempt, or a series of them, has failed; `message` says what helps. */
  failed: { reason: string; message: string; ssid: string; attempts: number; rolled_back: boolean };
  /** Settings have changed, the app's own or others, and are in force: `field()` has the new values. */
  changed: object;
  /** The setup window has opened or closed. */
  window: { open: boolean };
}

export interface AppStatus {
  state: 'unprovisioned' | 'idle' | 'connecting' | 'online' | 'retrying' | 'ap';
  window: 'open' | 'closed';
  host: string;
  firmware: string;
  uptime_s: number;
  /** Variables. */
  free: number;
  ssid?: string;
  ip?: string;
  rssi?: number;
  /** Of the link, in a word: `strong`, `good`, `fair` or `weak`. */
  signal?: string;
  /** All others of the manual's table. */
  [key: string]: unknown;
}

/** What JSON has. */
export type AppValue = string | number | boolean | null | AppValue[] | { [key: string]: AppValue };

/** Values that outlive a restart, 512 bytes of JSON in all: flash records, written whole or not at all. */
export interface AppStore {
  /** undefined: there is none. */
  get(key: string): AppValue | undefined;
  /**
   * True when it is in flash and was read back, or was there before; false when there is no room. A key is a letter and
   * then up to 23 letters, digits and _. Each change wears the flash and takes some milliseconds: not in a loop.
   */
  set(key: string, value: AppValue): boolean;
  remove(key: string): boolean;
}

export interface AppContext {
  /** Up to 16 listeners in all. What one throws is told on the console, and nothing else happens. */
  on<E extends keyof AppEvents>(event: E, fn: (details: AppEvents[E]) => void): void;
  /** The same as `wifiprov status`, now. */
  status(): AppStatus;
  /** All settings as JSON has them, passwords and secrets masked. */
  config(): { [block: string]: unknown };
  /** One of the app's own settings, secrets too. */
  field(name: string): number | string;
  store: AppStore;
  /**
   * `wifiprov app NAME words...` on the console. A text that is returned, or an array of texts, is shown before OK; what
   * is thrown becomes the ERROR. Up to 16.
   */
  command(name: string, fn: (words: string[]) => unknown): void;
  /** An event line on the console: `# app: text`. */
  say(text: string): void;
  /**
   * A line on the home page, for all who can open it: `show('Temperature', '21 °C')`. The same label again changes the line,
   * an empty text or none takes it away. Up to six lines; a label is cut at 24 bytes, a text at 64.
   */
  show(label: string, text?: string | number): void;
  /** A link below the lines: http:// or https://, up to 120 bytes; '' takes it away. */
  link(url: string, text?: string): void;
  /** Once, after `ms` milliseconds; an exception is reported on the console. */
  after(ms: number, fn: () => void): void;
}

/** `export function app(ctx)`: called once at each start, when the doors are open and the settings are known. */
export type App = (ctx: AppContext) => void;
