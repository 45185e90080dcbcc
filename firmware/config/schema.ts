// THE table of the config object: a row here gives a field its type, default, limits, JSON key, form input and
// line in the manual. CONTRIBUTING.md lists the other places that a new field needs, above all its line in fast-path.ts.

/** The config, flat: the key is the path that every door and every message uses. Text fields are byte strings. */
export interface Config {
  mode: number;
  save_config: number;
  countrycode: string;
  'STA.ch': number;
  'STA.auto': number;
  'STA.auth': number;
  'STA.SSID': string;
  'STA.PWD': string;
  'AP.ch': number;
  'AP.ssidv': number;
  'AP.auth': number;
  'AP.SSID': string;
  'AP.PWD': string;
}

export type Path = keyof Config;

/**
 * `int`: min..max; `auth`: one of AUTHS; `word`: one of COUNTRIES; `ssid` and `psk`: bytes, see fields.ts; `text` and
 * `secret`: min..max bytes, of the embedder's app.
 */
export interface Field {
  path: Path;
  kind: 'int' | 'auth' | 'word' | 'ssid' | 'psk' | 'text' | 'secret';
  min: number;
  max: number;
  /**
   * What stock Espruino's radio port carries (jswrap_esp32_network.c), in bytes of texts: a mended port raises these
   * numbers. A text beyond is refused (`radio_limit`), a number outside stored with a warning (`not_enforced`).
   */
  lo: number;
  hi: number;
  fallback: number | string;
}

/** 1 open, 3 WPA/WPA2, 4 WPA2, 5 WPA2/WPA3, 6 WPA3 (2, WEP, is refused). */
export const AUTH_OPEN = 1;
export const AUTH_WEP = 2;
export const AUTHS = [1, 3, 4, 5, 6];
export const COUNTRIES = ['GEN', 'USA', 'EMEA', 'JPN', 'CUST1', 'CUST2'];

/** IEEE 802.11: an SSID has up to 32 bytes; a passphrase 8 to 63, a raw PSK 64 hex digits. */
export const SSID_MAX = 32;
export const PSK_MIN = 8;
export const PASSPHRASE_MAX = 63;
export const PSK_HEX = 64;

/** Shown for a PSK that is set; coming in it means "keep the stored one". */
export const MASK = '********';

/** Rows in the order in which the fields are shown; the build adds those of an app, `app.name`, at the end. */
/* @shared */
export const FIELDS: { [path: string]: Field } = {
  mode: { path: 'mode', kind: 'int', min: 0, max: 1, lo: 0, hi: BUILD_MODE_MAX, fallback: 0 },
  save_config: { path: 'save_config', kind: 'int', min: 0, max: 1, lo: 0, hi: 1, fallback: 1 },
  countrycode: { path: 'countrycode', kind: 'word', min: 3, max: 5, lo: 1, hi: 0, fallback: 'GEN' },
  'STA.ch': { path: 'STA.ch', kind: 'int', min: 0, max: 13, lo: 0, hi: 0, fallback: 0 },
  'STA.auto': { path: 'STA.auto', kind: 'int', min: 0, max: 1, lo: 0, hi: 1, fallback: 1 },
  'STA.auth': { path: 'STA.auth', kind: 'auth', min: 1, max: 6, lo: 3, hi: 4, fallback: 4 },
  'STA.SSID': { path: 'STA.SSID', kind: 'ssid', min: 0, max: SSID_MAX, lo: 0, hi: 31, fallback: '' },
  'STA.PWD': { path: 'STA.PWD', kind: 'psk', min: 0, max: PSK_HEX, lo: 9, hi: 63, fallback: '' },
  'AP.ch': { path: 'AP.ch', kind: 'int', min: 1, max: 13, lo: 1, hi: 13, fallback: 1 },
  'AP.ssidv': { path: 'AP.ssidv', kind: 'int', min: 0, max: 1, lo: 1, hi: 1, fallback: 1 },
  'AP.auth': { path: 'AP.auth', kind: 'auth', min: 1, max: 6, lo: 3, hi: 4, fallback: 4 },
  'AP.SSID': { path: 'AP.SSID', kind: 'ssid', min: 1, max: SSID_MAX, lo: 1, hi: 31, fallback: '' },
  'AP.PWD': { path: 'AP.PWD', kind: 'psk', min: 0, max: PSK_HEX, lo: 9, hi: 62, fallback: '' },
};

/** One sentence a field, for manuals and forms; the device's bundle leaves it out. */
export const MEANINGS: { [path in Path]: string } = {
  mode: 'boot mode: 0 station (STA), 1 access point (AP)',
  save_config: '1: keep in flash; 0: until the next restart',
  countrycode: 'regulatory domain',
  'STA.ch': 'channel of the network, 0 = all',
  'STA.auto': '1: connect at boot and after loss; 0: wait for `connect`',
  'STA.auth': '1 open, 3 WPA/WPA2, 4 WPA2, 5 WPA2/WPA3, 6 WPA3',
  'STA.SSID': 'name of the network; empty: none, the device is unprovisioned',
  'STA.PWD': 'password of the network: 8..63 bytes, or 64 hex digits',
  'AP.ch': "channel of the device's own network in mode 1",
  'AP.ssidv': '1: the name is broadcast, 0: hidden',
  'AP.auth': 'as STA.auth',
  'AP.SSID': "name of the device's own network; default PROV_ and the end of its MAC address",
  'AP.PWD': 'its password; default is the setup code',
};

export function defaultConfig(apSsid: string): Config {
  const config: { [path: string]: number | string } = {};
  Object.keys(FIELDS).forEach((key) => {
    const field = FIELDS[key] as Field;
    config[field.path] = field.fallback;
  });
  config['AP.SSID'] = apSsid;
  return config as unknown as Config;
}

/** The prefix (`PROV_`, for which Espressif's apps look) and the last six hex digits of the AP's MAC address, upper case. */
export function defaultApSsid(mac: string): string {
  return `${BUILD_BRAND.ap}${mac.slice(-6).toUpperCase()}`;
}
