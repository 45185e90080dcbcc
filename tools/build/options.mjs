// The options of the build: one table from which flags, their checks and the constants in the bundle come.
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { brandDefines, NO_BRAND, readBrand } from './brand/brand.mjs';
import { LED_FORM, parseLed } from './led.mjs';
import { schemaDefines } from './schema-defines.mjs';

/** @typedef {import('./brand/brand.mjs').Brand} Brand */
/** @typedef {{ [name: string]: unknown }} BuildOptions `brand`: a Brand, see brand/brand.mjs */

/** Its net is the 256 addresses around it (netmask 255.255.255.0). @param {string} text */
function isHostAddress(text) {
  if (!/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text)) return false;
  const [first = 0, second = 0, third = 0, last = 0] = text.split('.').map(Number);
  if (Math.max(second, third) > 255 || last < 1 || last > 254) return false;
  return first >= 1 && first <= 223 && first !== 127;
}

/** What a build can leave out (no pieces in the sense of `@shared`), the constant that is false then, and the modules that are gone whole. */
export const PIECES = {
  tcp: {
    define: 'BUILD_TCP',
    modules: ['tcp', 'session', 'update', 'proof'],
    what: 'JSON on TCP, including sealed sessions',
  },
  sealed: { define: 'BUILD_SEALED', modules: ['session', 'update', 'proof'], what: 'the sealed session' },
  http: {
    define: 'BUILD_HTTP',
    modules: ['http', 'form', 'dns', 'espressif', 'openByCode'],
    what: "HTTP and DNS: the setup page and Espressif's endpoints",
  },
  home: { define: 'BUILD_HOME', modules: ['openByCode'], what: 'the home page, and the setup code as a key there' },
  espressif: { define: 'BUILD_ESPRESSIF', modules: ['espressif'], what: "Espressif's endpoints" },
  captive: {
    define: 'BUILD_CAPTIVE',
    modules: ['dns'],
    what: 'what makes phones open the page by themselves: DNS, and the answers to their connectivity checks',
  },
  improv: { define: 'BUILD_IMPROV', modules: ['improv'], what: 'Improv Serial on the UART' },
  signal: {
    define: 'BUILD_SIGNAL',
    modules: [],
    what: 'the signal in words, and the advice where it is too weak to last',
  },
  led: { define: 'BUILD_LED', modules: ['led'], what: 'the status LED' },
  qr: { define: 'BUILD_QR', modules: [], what: 'the QR codes of `wifiprov code`' },
  update: {
    define: 'BUILD_UPDATE',
    modules: ['update', 'proof'],
    what: 'the update over the network, and the slots for it',
  },
  'uart-set': { define: 'BUILD_UART_SET', modules: [], what: '`wifiprov set` and `join` on the UART' },
};

/** Without an access point there is nothing to join: no QR code, no sign-in sheet, and Espressif's apps find nothing. */
const NEEDS_AP = ['captive', 'espressif', 'qr'];

/** The pieces that the build leaves out. @param {BuildOptions} options @returns {string[]} */
export function withoutOf(options) {
  const without = /** @type {string[]} */ (options['without'] ?? []);
  return options['apPolicy'] === 'never' ? [...new Set([...without, ...NEEDS_AP])] : without;
}

/** Networks that a device knows; one record in flash must hold them all. */
const NETWORKS_MAX = 5;

/** @param {string} text */
function piecesIn(text) {
  const names = text.split(',');
  return names.every((name) => name in PIECES) ? names : undefined;
}

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

/** It comes in sealed sessions. @param {readonly string[]} without */
export const hasUpdate = (without) => !without.some((piece) => ['update', 'sealed', 'tcp'].includes(piece));

export const version = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;

/** @param {BuildOptions} options */
export const apPolicyOf = (options) => String(options['apPolicy'] ?? 'fallback');

/** @param {BuildOptions} options */
export const brandIn = (options) => /** @type {Brand} */ (options['brand'] ?? NO_BRAND);

/** What a build has of its own. @param {BuildOptions} options */
export const contents = (options) => ({
  version: String(version),
  product: brandIn(options).product,
  app: options['app'] ? basename(String(options['app'])) : '',
  without: withoutOf(options),
});

/** @param {BuildOptions} options */
export function contentsOf(options) {
  const { product, app, without } = contents(options);
  const parts = [
    `brand ${product}`,
    app ? `app ${app}` : 'no app',
    ...(without.length ? [`without ${without.join(', ')}`] : []),
  ];
  return `in this build: ${parts.join(', ')}`;
}

/** @param {BuildOptions} options */
function ledDefines(options) {
  const led = /** @type {import('./led.mjs').Led} */ (options['led'] || { pin: '', on: 1, online: 0 });
  const all = { BUILD_LED_PIN: led.pin, BUILD_LED_ON: led.on, BUILD_LED_ONLINE: led.online };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, JSON.stringify(value)]));
}

/** The constants for esbuild's `define`. @param {BuildOptions} options @param {number} sockets those of the app */
export function defines(options, sockets = 0) {
  const pairs = Object.entries(OPTIONS).map(([name, o]) => [o.define, JSON.stringify(options[name] ?? o.fallback)]);
  const without = withoutOf(options);
  const pieces = Object.entries(PIECES).map(([name, piece]) => [piece.define, JSON.stringify(!without.includes(name))]);
  const modeMax = JSON.stringify(apPolicyOf(options) === 'never' ? 0 : 1);
  const app = {
    BUILD_MODE_MAX: modeMax,
    BUILD_KNOWN: JSON.stringify(options['networks'] !== 1),
    BUILD_UPDATE: JSON.stringify(hasUpdate(without)),
    BUILD_APP: JSON.stringify(Boolean(options['app'])),
    BUILD_APP_SOCKETS: JSON.stringify(sockets),
    ...schemaDefines(),
  };
  const {
    BUILD_BRANDED: _brand,
    BUILD_LED_START: _led,
    ...all
  } = { ...Object.fromEntries([...pairs, ...pieces]), ...app };
  return { ...all, ...ledDefines(options), ...brandDefines(brandIn(options)), BUILD_VERSION: JSON.stringify(version) };
}

/** @param {(typeof OPTIONS)[string]} option @param {string} text */
function parsed({ flag, parse }, text) {
  try {
    return parse(text);
  } catch (error) {
    throw new Error(/** @type {Error} */ (error).message.replace(/^/gm, `--${flag}: `));
  }
}

/** The options of `wifiprov-build` and `node build.mjs`. */
export function helpText() {
  const rows = Object.values(OPTIONS).map(({ flag, allowed }) => `  --${flag}\n      ${allowed}`);
  return `Usage: wifiprov-build [options]

Builds the firmware with what wifiprov.json in this folder says, and with these options, which win over it:

${rows.join('\n')}
  --out
      a folder for the firmware
  --stock
      without wifiprov.json
  --quiet
      no sizes`;
}

/** `out`: a folder for the firmware alone. @param {string[]} argv @returns {{ options: BuildOptions, quiet: boolean, out?: string }} */
export function readOptions(argv) {
  const flags = Object.fromEntries(
    Object.values(OPTIONS).map((o) => [o.flag, { type: /** @type {const} */ ('string') }]),
  );
  const { values } = parseArgs({
    args: argv,
    options: { ...flags, quiet: { type: 'boolean' }, out: { type: 'string' } },
  });
  /** @type {BuildOptions} */
  const options = {};
  for (const [name, o] of Object.entries(OPTIONS)) {
    const text = /** @type {Record<string, unknown>} */ (values)[o.flag];
    if (text === undefined) continue;
    options[name] = parsed(o, String(text));
    if (options[name] === undefined) throw new Error(`--${o.flag} is ${text}; it must be ${o.allowed}`);
  }
  return { options, quiet: values.quiet === true, ...(values.out ? { out: values.out } : {}) };
}
