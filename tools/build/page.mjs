// The setup page as one file for the device's flash, and where in it stands what is served.
//
//   head en │ head de │ head es │ styles, script, markup │ texts en │ texts de │ texts es │ plain page: chunks and tables
//
// The page served as gzip is head + markup + texts of one language: pieces of one deflate stream (page/gzip.mjs), so that
// script and markup are in flash once. The plain page (page/plain.mjs) is not compressed.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { NO_BRAND } from './brand/brand.mjs';
import { brandedStyle, brandHeader, brandLink, brandTitle, logoFile } from './brand/look.mjs';
import { plainPart, withRows } from './page/app.mjs';
import { gzipPieces } from './page/gzip.mjs';
import { fill, settingsMarkup, squeeze } from './page/markup.mjs';
import { plainChunks, reasonParts, tableOf } from './page/plain.mjs';
import { createNumbers, dataBlock, loadTable, numbering, numberMarkup, withPolicy } from './page/texts.mjs';

/** @typedef {import('./page/texts.mjs').Language} Language */
/** @typedef {import('./app/fields.mjs').AppRow} AppRow */
/** @typedef {import('./brand/brand.mjs').Brand} Brand */
/** @typedef {[number, number]} Place offset and length in the file */
/**
 * The constant BUILD_PAGE: the pieces of the gzip page in their order; where the plain page's table of chunks is, see
 * firmware/protocols/http/noscript-pieces.ts, and the numbers of its parts; the reasons that have one; the security policy that allows the page's own script; where the brand's logo is, '' without one; the file's own name, see protocols/http/module.ts.
 * @typedef {{ logo: string, name: string, gzip: Record<Language, Place[]>, plain: Record<Language, number>, chunk: Record<string, number>, reasons: string, csp: string }} Layout
 */

/** What a phone gets as its one response. */
export const GZIP_MAX = 8192;
const FOLDER = new URL('../../firmware/protocols/http/page/', import.meta.url);
/** What captive sheets of some years ago understand. */
const SCRIPT_TARGET = 'es2018';
const STYLE_TARGET = ['chrome66', 'safari12'];

const read = (/** @type {string} */ name) => readFile(new URL(name, FOLDER), 'utf8');

/** @param {string} name @param {Brand} brand */
async function style(name, brand) {
  const css = brandedStyle(await read(name), brand);
  const { code } = await esbuild.transform(css, { loader: 'css', minify: true, target: STYLE_TARGET });
  return code.trim();
}

/** @param {esbuild.Plugin} plugin */
async function script(plugin) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [fileURLToPath(new URL('main.ts', FOLDER))],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    charset: 'utf8',
    target: SCRIPT_TARGET,
    legalComments: 'none',
    plugins: [plugin],
  });
  // It stands before the markup that it works on.
  return `addEventListener("DOMContentLoaded",()=>{${outputFiles[0]?.text.trim()}})`;
}

/** @param {string} text */
const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** @param {string} code @param {string[]} styles @param {Brand} brand */
const policy = (code, styles, { logo }) =>
  [
    `default-src 'none';script-src ${hashOf(code)};style-src ${styles.map(hashOf).join(' ')}`,
    `connect-src 'self';form-action 'self';img-src ${logo && "'self' "}data:;base-uri 'none';frame-ancestors 'none'`,
  ].join(';');

/** In Storage, beside the page of another build: `wifiprov flash` changes code and page in one step. @param {Buffer} bytes */
const nameOf = (bytes) => `wifiprov.${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}`;

/** Bytes one after the other, each told where it stands. */
function createFile() {
  let bytes = Buffer.alloc(0);
  /** @param {Buffer} more @returns {Place} */
  function put(more) {
    const offset = bytes.length;
    bytes = Buffer.concat([bytes, more]);
    return [offset, more.length];
  }
  return {
    bytes: () => bytes,
    put,
    /** What the file has already is not put in again. @param {string} text @returns {Place} */
    share(text) {
      const chunk = Buffer.from(text);
      const offset = bytes.indexOf(chunk);
      return offset < 0 ? put(chunk) : [offset, chunk.length];
    },
  };
}

/** @template T @param {(language: Language) => T} make @returns {Record<Language, T>} */
const inEach = (make) => ({ en: make('en'), de: make('de'), es: make('es') });

/** @param {string} markup @param {import('./page/texts.mjs').Table} table @param {import('./page/texts.mjs').Numbers} numbers @param {Brand} brand */
function compress(markup, table, numbers, brand) {
  return inEach((language) => {
    const title = brandTitle(brand) + table.TEXTS.title[language];
    const head = `<!doctype html><html lang=${language}><meta charset=utf-8><title>${title}</title>`;
    const pieces = gzipPieces(head, markup, dataBlock(table, numbers, language));
    const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (size > GZIP_MAX)
      throw new Error(
        `the setup page in ${language} has ${size} bytes of gzip, ${GZIP_MAX} at most: give the brand a shorter product or link, or the fields of the app shorter labels`,
      );
    return pieces;
  });
}

/** @param {readonly AppRow[]} rows of an embedder's app @param {Brand} brand @param {string} apPolicy */
async function build(rows, brand, apPolicy) {
  const table = withRows(withPolicy(await loadTable(), apPolicy), rows);
  const numbers = createNumbers();
  const css = await style('page.css', brand);
  const plainCss = await style('plain.css', brand);
  const code = await script(await numbering(FOLDER, table, numbers));
  const html = await read('page.html');
  // The app's own settings are shown open, so that users need not look for them.
  const opened = rows.length ? html.replace('<details id="more">', '<details id="more" open>') : html;
  const slots = { settings: settingsMarkup(table, numbers), brand: brandHeader(brand), link: brandLink(brand) };
  const page = fill(opened, slots);
  const markup = squeeze(numberMarkup(page, table, numbers))
    .replace('<style>', () => `<style>${css}`)
    .replace('<script>', () => `<script>${code}`);
  const file = createFile();
  const pieces = compress(markup, table, numbers, brand);
  const heads = inEach((language) => file.put(pieces[language][0]));
  const shared = file.put(pieces.en[1]);
  const gzip = inEach((language) => [heads[language], shared, file.put(pieces[language][2])]);
  const plainParts = (await read('plain.parts'))
    .replace('<title>', () => `<title>${brandTitle(brand)}`)
    .replace('<main>', () => `<main>${brandHeader(brand)}`);
  const parts = plainParts + reasonParts(table);
  const cut = inEach((language) => plainChunks(parts + plainPart(rows, language), plainCss, table, language));
  const plain = inEach((language) => file.put(tableOf(cut[language].chunks.map((chunk) => file.share(chunk))))[0]);
  const reasons = Object.keys(table.REASONS).join(',');
  const picture = logoFile(brand);
  const logo = picture && JSON.stringify(file.put(Buffer.from(picture)));
  const bytes = file.bytes();
  const csp = policy(code, [css, plainCss], brand);
  /** @type {Layout} */
  const layout = { logo, name: nameOf(bytes), gzip, plain, chunk: cut.en.numbers, reasons, csp };
  return { bytes, layout };
}

/** @type {Map<string, ReturnType<typeof build>>} */
const built = new Map();
/** Built once; later calls get the same. @param {readonly AppRow[]} rows @param {Brand} brand */
export function buildPage(rows = [], brand = NO_BRAND, apPolicy = 'fallback') {
  const key = JSON.stringify([rows, brand, apPolicy]);
  const page = built.get(key) ?? build(rows, brand, apPolicy);
  built.set(key, page);
  return page;
}

/** The constants for esbuild's `define`, each apart: one object with all would be in memory whenever one is. @param {Layout} layout */
export function pageDefines({ chunk, gzip, ...layout }) {
  // As text, an object of arrays takes the chip a fraction of the memory.
  const places = inEach((language) => JSON.stringify(gzip[language]));
  const chunks = Object.entries(chunk).map(([name, number]) => [`chunk.${name}`, number]);
  const all = [...Object.entries({ ...layout, gzip: places }), ...chunks];
  return Object.fromEntries(all.map(([key, value]) => [`BUILD_PAGE.${key}`, JSON.stringify(value)]));
}
