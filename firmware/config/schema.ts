// THE table of the config object: a row here gives a field its type, default, limits, JSON key, form input and
// line in the manual. What is said of a field is in protocols/http/page/field-texts.ts.

/**
 * `int`: min..max; `auth`: one of AUTHS; `word`: one of COUNTRIES; `ssid` and `psk`: bytes, see fields.ts; `text`:
 * min..max bytes; `secret`: the same, of an embedder's app.
 */
interface Row {
  path: string;
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

export interface Field extends Row {
  path: Path;
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
const ROWS = {
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
} satisfies { [path: string]: Row };

/** The same for a path that may be none, and with the fields of an app. */
/* @shared */
export const FIELDS = ROWS as { [path: string]: Field };

export type Path = keyof typeof ROWS;

/** The config, flat: the key is the path that every door and every message uses. Text fields are byte strings. */
export type Config = { [path in Path]: (typeof ROWS)[path]['fallback'] extends number ? number : string };

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
