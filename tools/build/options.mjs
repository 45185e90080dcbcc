// The options of the build: one table. flags.mjs reads the command line by it, defines.mjs makes the constants of the bundle.
import { resolve } from 'node:path';
import { readBrand } from './brand/brand.mjs';
import { LED_FORM, parseLed } from './led.mjs';
import { PIECES, piecesIn } from './pieces.mjs';

/** @typedef {{ [name: string]: unknown }} BuildOptions `brand`: a Brand, see brand/brand.mjs */

/** Its net is the 256 addresses around it (netmask 255.255.255.0). @param {string} text */
function isHostAddress(text) {
  if (!/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text)) return false;
  const [first = 0, second = 0, third = 0, last = 0] = text.split('.').map(Number);
  if (Math.max(second, third) > 255 || last < 1 || last > 254) return false;
  return first >= 1 && first <= 223 && first !== 127;
}

/** Networks that a device knows; one record in flash must hold them all. */
const NETWORKS_MAX = 5;

/**
 * Flag, allowed values, default, and the constant (declared in firmware/platform/build.d.ts) that carries it.
 * @type {Record<string, { flag: string, define: string, fallback: string | number | string[], parse: (text: string) => unknown, allowed: string }>}
 */
export const OPTIONS = {
  access: {
    flag: 'access',
    define: 'BUILD_ACCESS',
    fallback: 'window',
    parse: (text) => (['window', 'open'].includes(text) ? text : undefined),
    allowed: 'window or open',
  },
  tcpPort: {
    flag: 'tcp-port',
    define: 'BUILD_TCP_PORT',
    fallback: 6666,
    parse: (text) => (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535 ? Number(text) : undefined),
    allowed: 'a number 1..65535',
  },
  apAddress: {
    flag: 'ap-address',
    define: 'BUILD_AP_ADDRESS',
    fallback: '192.168.4.1',
    parse: (text) => (isHostAddress(text) ? text : undefined),
    allowed: 'a dotted IPv4 address: 1..223 first, but not 127, and 1..254 last',
  },
  apPolicy: {
    flag: 'ap-policy',
    define: 'BUILD_AP_POLICY',
    fallback: 'fallback',
    parse: (text) => (['fallback', 'asked', 'never'].includes(text) ? text : undefined),
    allowed: 'when the access point opens: fallback, asked or never',
  },
  networks: {
    flag: 'networks',
    define: 'BUILD_NETWORKS',
    fallback: NETWORKS_MAX,
    parse: (text) => (/^[1-9]$/.test(text) && Number(text) <= NETWORKS_MAX ? Number(text) : undefined),
    allowed: `a number 1..${NETWORKS_MAX}`,
  },
  led: {
    flag: 'led',
    define: 'BUILD_LED_START',
    fallback: '',
    parse: parseLed,
    allowed: LED_FORM,
  },
  app: {
    flag: 'app',
    define: 'BUILD_APP',
    fallback: '',
    parse: (text) => (text ? resolve(text) : undefined),
    allowed: 'a file that exports `app`, see firmware/docs/embedding.md',
  },
  brand: {
    flag: 'brand',
    define: 'BUILD_BRANDED',
    fallback: '',
    parse: (text) => (text ? readBrand(text) : undefined),
    allowed: 'a JSON file with name, colour, logo and link, see firmware/docs/options.md',
  },
  without: {
    flag: 'without',
    define: 'BUILD_WITHOUT',
    fallback: [],
    parse: piecesIn,
    allowed: `some of ${Object.keys(PIECES).join(',')}, with commas between them`,
  },
};
