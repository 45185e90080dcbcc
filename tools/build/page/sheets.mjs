// The two pages that are served as gzip, before they are compressed: the setup page and the home page.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { brandedStyle, brandHeader, brandLink, brandTitle } from '../brand/look.mjs';
import { gzipPieces } from './gzip.mjs';
import { fill, settingsMarkup, squeeze } from './markup.mjs';
import { createNumbers, dataBlock, numbering, numberMarkup } from './texts.mjs';

/** @typedef {import('./texts.mjs').Table} Table */
/** @typedef {import('./texts.mjs').Language} Language */
/** @typedef {import('../brand/brand.mjs').Brand} Brand */
/** @typedef {{ hasHome: boolean, hasApp: boolean, hasKnown: boolean, hasSignal: boolean }} Parts there is a home page; several networks are known; the signal is told in words; there is an embedder's app, which has lines there */
/** @typedef {{ table: Table, brand: Brand, parts: Parts, isOpened: boolean, css: string }} Facts `isOpened`: the settings are shown open */
/** @typedef {{ what: string, code: string, markup: string, said: (language: Language) => string }} Sheet `said`: the texts, as dom.ts reads them */

/** What a phone gets as its one response. */
export const GZIP_MAX = 8192;
const FOLDER = new URL('../../../firmware/protocols/http/page/', import.meta.url);
/** What captive sheets of some years ago understand. */
const SCRIPT_TARGET = 'es2018';
const STYLE_TARGET = ['chrome66', 'safari12'];
const STYLE_END = '</style>';

export const read = (/** @type {string} */ name) => readFile(new URL(name, FOLDER), 'utf8');

/** @param {string} name @param {Brand} brand */
export async function style(name, brand) {
  const css = brandedStyle(await read(name), brand);
  const { code } = await esbuild.transform(css, { loader: 'css', minify: true, target: STYLE_TARGET });
  // esbuild leaves the values of custom properties as they are written.
  return code.trim().replace(/(--\w+): /g, '$1:');
}

/** @param {string} entry @param {esbuild.Plugin} plugin @param {Facts} facts */
async function script(entry, plugin, { parts, brand }) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [fileURLToPath(new URL(entry, FOLDER))],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    charset: 'utf8',
    target: SCRIPT_TARGET,
    legalComments: 'none',
    define: {
      BUILD_HOME: JSON.stringify(parts.hasHome),
      BUILD_KNOWN: JSON.stringify(parts.hasKnown),
      BUILD_SIGNAL: JSON.stringify(parts.hasSignal),
      BUILD_APP: JSON.stringify(parts.hasApp),
      'BUILD_BRAND.product': JSON.stringify(brand.product),
    },
    plugins: [plugin],
  });
  // It stands before the markup that it works on.
  return `addEventListener("DOMContentLoaded",()=>{${outputFiles[0]?.text.trim()}})`;
}

/**
 * @param {Facts} facts @param {{ entry: string, html: string, folder: string, what: string, hasReasons: boolean }} page
 * @param {(numbers: import('./texts.mjs').Numbers) => Record<string, string>} slots
 * @returns {Promise<Sheet>}
 */
async function sheet(facts, { entry, html, folder, what, hasReasons }, slots) {
  const { table, brand, css } = facts;
  const numbers = createNumbers();
  const code = await script(entry, await numbering(new URL(folder, FOLDER), table, numbers), facts);
  const own = { start: await read('start.html'), brand: brandHeader(brand), link: brandLink(brand) };
  const page = fill(html, { ...own, ...slots(numbers) });
  const markup = squeeze(numberMarkup(page, table, numbers))
    .replace('<style>', () => `<style>${css}`)
    .replace('<script>', () => `<script>${code}`);
  const reasons = hasReasons ? table.REASONS : /** @type {any} */ ({});
  return { what, code, markup, said: (language) => dataBlock({ REASONS: reasons }, numbers, language) };
}

/** @param {Facts} facts */
export async function setupSheet(facts) {
  const html = await read('page.html');
  const opened = facts.isOpened ? html.replace('<details id="more">', '<details id="more" open>') : html;
  // The home page says that setup is closed, where there is one.
  const closed = facts.parts.hasHome ? '' : await read('closed.html');
  const known = facts.parts.hasKnown ? await read('known.html') : '';
  const page = { entry: 'main.ts', html: opened, folder: '.', what: 'setup page', hasReasons: true };
  return sheet(facts, page, (numbers) => ({ settings: settingsMarkup(facts.table, numbers), closed, known }));
}

/** @param {Facts} facts */
export async function homeSheet(facts) {
  const html = await read('home/home.html');
  const own = facts.parts.hasApp ? '<div id="own"></div>' : '';
  const page = { entry: 'home/main.ts', html, folder: 'home/', what: 'home page', hasReasons: false };
  return sheet(facts, page, () => ({ own }));
}

/**
 * Both pages begin alike: that piece is in flash once.
 * @param {Sheet} sheet @param {Facts} facts @param {Language} language
 */
export async function compress({ what, markup, said }, { table, brand }, language) {
  const cut = markup.indexOf(STYLE_END) + STYLE_END.length;
  const title = brandTitle(brand) + table.TEXTS.title[language];
  const head = `<!doctype html><html lang=${language}><meta charset=utf-8><title>${title}</title>`;
  const pieces = await gzipPieces(head, [markup.slice(0, cut), markup.slice(cut)], said(language));
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (size > GZIP_MAX)
    throw new Error(
      `the ${what} in ${language} has ${size} bytes of gzip, ${GZIP_MAX} at most: give the brand a shorter product or link, or the fields of the app shorter labels`,
    );
  return pieces;
}
