// The options of a build in one place: wifiprov.json in the folder where the build is started. A flag wins over it.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { OPTIONS } from './options.mjs';

const OPTIONS_FILE = 'wifiprov.json';
/** Files: where they are is counted from the options file. */
const FILES = ['app', 'brand'];

/** @param {string} folder @param {string} key @param {unknown} value */
function flag(folder, key, value) {
  const known = Object.values(OPTIONS).map((option) => option.flag);
  if (!known.includes(key)) throw new Error(`unknown option ${key}; known options are ${known.join(', ')}`);
  const text = Array.isArray(value) ? value.join(',') : value;
  if (typeof text !== 'string' && typeof text !== 'number') throw new Error(`${key} must be a text or a number`);
  return `--${key}=${FILES.includes(key) ? resolve(folder, String(text)) : text}`;
}

/** @param {string} text @param {string} folder @returns {string[]} */
export function flagsOf(text, folder) {
  /** @type {unknown} */
  let given;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new Error(`${OPTIONS_FILE}: ${/** @type {Error} */ (error).message}`);
  }
  if (given === null || typeof given !== 'object' || Array.isArray(given))
    throw new Error(`${OPTIONS_FILE} must be an object such as {"app":"app.ts"}`);
  try {
    return Object.entries(given).map(([key, value]) => flag(folder, key, value));
  } catch (error) {
    throw new Error(`${OPTIONS_FILE}: ${/** @type {Error} */ (error).message}`);
  }
}

/** `--stock` builds without the file. @param {string[]} argv @param {string} folder @returns {string[]} */
export function withOptionsFile(argv, folder) {
  const path = resolve(folder, OPTIONS_FILE);
  if (argv.includes('--stock')) return argv.filter((word) => word !== '--stock');
  return existsSync(path) ? [...flagsOf(readFileSync(path, 'utf8'), folder), ...argv] : argv;
}
