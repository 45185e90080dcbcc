// The brand of a build: what a device is called, its colour, its logo and a link. The one place that reads a brand file.
//
//   { "product": "Lumo", "ap_prefix": "PROV_LUMO_", "host_prefix": "lumo-", "accent": "#7a2fb8", "accent_dark": "#cfa4f2",
//     "logo": "lumo.svg", "link": "https://example.com/help", "version": "1.4.0" }
//
// Only the product is needed. A file is checked whole: all that is wrong with it is told at once.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { CONTRAST_MIN, contrast, DARK, isColour, LIGHT, lightened } from './colour.mjs';
import { logoFaults, squeezedLogo } from './logo.mjs';

/**
 * `accent`, `accentDark`: `#rrggbb`, or '' for the page's own. `logo`: SVG, or ''. `link`: http or https, or ''.
 * `version`: the product's own, or '' for that of wifiprov.
 * @typedef {{ product: string, apPrefix: string, hostPrefix: string, accent: string, accentDark: string, logo: string, link: string, version: string }} Brand
 */

/** @type {Brand} */
export const NO_BRAND = {
  product: 'wifiprov',
  apPrefix: 'PROV_',
  hostPrefix: 'wifiprov-',
  accent: '',
  accentDark: '',
  logo: '',
  link: '',
  version: '',
};

/** Of the MAC address, behind both prefixes. */
const DIGITS = 6;
/** Bytes that the radio port carries, and a label of a host name. */
export const AP_PREFIX_MAX = 31 - DIGITS;
export const HOST_PREFIX_MAX = 63 - DIGITS;
/** A longer name is announced by mDNS, but the router is not told: ESP-IDF's DHCP client takes no more. */
const DHCP_NAME_MAX = 32;
export const PRODUCT_MAX = 32;
export const LINK_MAX = 128;
export const VERSION_MAX = 20;

const KEYS = ['product', 'ap_prefix', 'host_prefix', 'accent', 'accent_dark', 'logo', 'link', 'version'];

/** @typedef {{ [key: string]: string | undefined }} Given */
/** @typedef {(value: string, given: Given) => string} Check what is wrong with the value, '' if nothing */

/** @type {Check} */
function productFault(value) {
  const length = [...value].length;
  if (length < 1 || length > PRODUCT_MAX) return `has ${length} characters; it must have 1..${PRODUCT_MAX}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\u0000-\u001f\u007f\ufffd]|[\ud800-\udfff]/u.test(value) ? 'has a control character; take it out' : '';
}

/** @type {Check} */
function apPrefixFault(value) {
  if (!/^[!-~][ -~]*$/.test(value))
    return 'must begin with a letter, digit or sign, and have nothing but those and spaces (ASCII)';
  const over = `a name of a network has at most 31 bytes, ${DIGITS} of them are digits of the MAC address`;
  return value.length > AP_PREFIX_MAX ? `has ${value.length} bytes, ${AP_PREFIX_MAX} at most: ${over}` : '';
}

/** @type {Check} */
function hostPrefixFault(value) {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(value))
    return 'must have lower-case letters a-z, digits and hyphens only, and not begin with a hyphen';
  const over = `a host name has at most 63 bytes, ${DIGITS} of them are digits of the MAC address`;
  return value.length > HOST_PREFIX_MAX ? `has ${value.length} bytes, ${HOST_PREFIX_MAX} at most: ${over}` : '';
}

/** @param {string} value @param {readonly string[]} grounds @param {string} ground @param {string} advice */
function colourFault(value, grounds, ground, advice) {
  if (!isColour(value)) return 'must be a colour like #0a6b62';
  const least = Math.min(...grounds.map((one) => contrast(value, one)));
  if (least >= CONTRAST_MIN) return '';
  return `has a contrast of ${least.toFixed(1)}:1 on the page's ${ground} grounds, ${CONTRAST_MIN}:1 at least: take a ${advice} colour`;
}

/** @type {Check} */
function linkFault(value) {
  if (value.length > LINK_MAX) return `has ${value.length} characters, ${LINK_MAX} at most`;
  const isPlain = /^https?:\/\/[!-~]+$/.test(value) && !/["'<>\\`{}~]/.test(value);
  return isPlain && URL.canParse(value) ? '' : 'must be an address like https://example.com/help, in ASCII';
}

/** @type {Check} */
function versionFault(value) {
  if (value.length > VERSION_MAX) return `has ${value.length} characters, ${VERSION_MAX} at most`;
  return /^[0-9A-Za-z][0-9A-Za-z.+-]*$/.test(value) ? '' : 'must be letters, digits and . + - as in 1.4.0';
}

/** @type {Record<string, Check>} */
const CHECKS = {
  product: productFault,
  ap_prefix: apPrefixFault,
  host_prefix: hostPrefixFault,
  accent: (value) => colourFault(value, LIGHT, 'light', 'darker'),
  accent_dark: (value, given) =>
    given['accent'] === undefined ? 'needs accent beside it' : colourFault(value, DARK, 'dark', 'lighter'),
  link: linkFault,
  version: versionFault,
};

/** @param {string} key */
function unknown(key) {
  return `there is no ${key}; a brand has ${KEYS.join(', ')}`;
}

/** @param {unknown} given @returns {string[]} */
function shapeFaults(given) {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return ['a brand is one JSON object'];
  const texts = Object.entries(given).map(([key, value]) => {
    if (!KEYS.includes(key)) return unknown(key);
    return typeof value === 'string' ? '' : `${key} must be a text`;
  });
  const needed = 'product' in given ? '' : 'product is missing: the name of the product, as users know it';
  return [needed, ...texts].filter(Boolean);
}

/** All that is wrong with it, one line each. @param {Given} given @param {string} logo @returns {string[]} */
function valueFaults(given, logo) {
  const own = Object.entries(CHECKS).map(([key, check]) => {
    const value = given[key];
    const wrong = value === undefined ? '' : check(value, given);
    return wrong && `${key} ${wrong}`;
  });
  return [...own, ...(given['logo'] === undefined ? [] : logoFaults(logo).map((wrong) => `logo ${wrong}`))].filter(
    Boolean,
  );
}

/** SVG as it stands in the file, or the name of a file beside it. @param {string} logo @param {string} folder */
function readLogo(logo, folder) {
  if (logo.trimStart().startsWith('<')) return logo;
  const path = resolve(folder, logo);
  if (!existsSync(path)) throw new Error(`logo: there is no ${logo} beside the brand file`);
  return readFileSync(path, 'utf8');
}

/**
 * @param {unknown} given the JSON of a brand file @param {string} folder where its logo is
 * @returns {Brand}
 */
export function brandOf(given, folder = '.') {
  const shape = shapeFaults(given);
  if (shape.length > 0) throw new Error(shape.join('\n'));
  const texts = /** @type {Given} */ (given);
  const logo = texts['logo'] === undefined ? '' : readLogo(texts['logo'], folder);
  const wrong = valueFaults(texts, logo);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  const accent = texts['accent'] ?? '';
  return {
    product: texts['product'] ?? '',
    apPrefix: texts['ap_prefix'] ?? NO_BRAND.apPrefix,
    hostPrefix: texts['host_prefix'] ?? NO_BRAND.hostPrefix,
    accent,
    accentDark: texts['accent_dark'] ?? (accent && lightened(accent)),
    logo: squeezedLogo(logo),
    link: texts['link'] ?? '',
    version: texts['version'] ?? '',
  };
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new Error(`no JSON: ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {string} file @returns {Brand} */
export function readBrand(file) {
  const path = resolve(file);
  const name = relative(process.cwd(), path);
  if (!existsSync(path)) throw new Error(`there is no ${name}`);
  try {
    return brandOf(parsed(readFileSync(path, 'utf8')), dirname(path));
  } catch (error) {
    throw new Error(`${name}: ${/** @type {Error} */ (error).message.replaceAll('\n', `\n${name}: `)}`);
  }
}

/** What is allowed, but has a price. @param {Brand} brand @returns {string[]} */
export function brandWarnings({ apPrefix, hostPrefix }) {
  const warnings = [];
  if (!apPrefix.startsWith('PROV_'))
    warnings.push(
      `ap_prefix ${apPrefix} does not begin with PROV_: Espressif's apps look for that, and will not list the device`,
    );
  if (hostPrefix.length + DIGITS > DHCP_NAME_MAX)
    warnings.push(
      `host_prefix makes a host name of ${hostPrefix.length + DIGITS} characters: routers do not show more than ${DHCP_NAME_MAX}`,
    );
  return warnings;
}

/** A text in the device's bundle is bytes. @param {string} text */
const bytes = (text) => Buffer.from(text, 'utf8').toString('latin1');

/** The constants for esbuild's `define`, each apart. @param {Brand} brand */
export function brandDefines({ product, apPrefix, hostPrefix, link }) {
  const all = { product: bytes(product), ap: apPrefix, host: hostPrefix, link };
  return Object.fromEntries(Object.entries(all).map(([key, value]) => [`BUILD_BRAND.${key}`, JSON.stringify(value)]));
}
