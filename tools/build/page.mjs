// The setup page and the home page as one file for the device's flash, and where in it stands what is served.
//
//   setup page: head, styles, script and markup, texts │ home page: script and markup, texts │ plain page: chunks and tables
//
// A page served as gzip is head + styles + markup + texts of one language: pieces of one deflate stream (page/gzip.mjs), so
// that script and markup are in flash once, and the styles once for both (page/sheets.mjs). The plain page (page/plain.mjs) is
// not compressed.
import { createHash } from 'node:crypto';
import { NO_BRAND } from './brand/brand.mjs';
import { brandHeader, brandTitle, logoFile } from './brand/look.mjs';
import { plainPart, withRows } from './page/app.mjs';
import { plainChunks, reasonParts, tableOf } from './page/plain.mjs';
import { compress, homeSheet, read, setupSheet, style } from './page/sheets.mjs';
import { loadTable, withPolicy } from './page/texts.mjs';

export { GZIP_MAX } from './page/sheets.mjs';

/** @typedef {import('./page/sheets.mjs').Parts} Parts */
/** @typedef {import('./page/texts.mjs').Table} Table */
/** @typedef {import('./page/texts.mjs').Language} Language */
/** @typedef {import('./app/fields.mjs').AppRow} AppRow */
/** @typedef {import('./brand/brand.mjs').Brand} Brand */
/** @typedef {[number, number]} Place offset and length in the file */
/**
 * The constant BUILD_PAGE: the pieces of the gzip pages in their order; where the plain page's table of chunks is, see
 * firmware/protocols/http/noscript-pieces.ts, and the numbers of its parts; the reasons that have one; the security policy that allows the page's own script; where the brand's logo is, '' without one; the file's own name, see protocols/http/module.ts.
 * @typedef {{ logo: string, name: string, gzip: Record<Language, Place[]>, home: Record<Language, Place[]> | undefined, plain: Record<Language, number>, chunk: Record<string, number>, reasons: string, csp: string }} Layout
 */

/** @param {string} text */
const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** @param {string[]} scripts @param {string[]} styles @param {Brand} brand */
const policy = (scripts, styles, { logo }) =>
  [
    `default-src 'none';script-src ${scripts.map(hashOf).join(' ')};style-src ${styles.map(hashOf).join(' ')}`,
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
    /** What the file has already is not put in again. @param {Buffer} chunk @returns {Place} */
    share(chunk) {
      const offset = bytes.indexOf(chunk);
      return offset < 0 ? put(chunk) : [offset, chunk.length];
    },
  };
}

/** @template T @param {(language: Language) => T} make @returns {Record<Language, T>} */
const inEach = (make) => ({ en: make('en'), de: make('de'), es: make('es') });

/** @typedef {{ rows: readonly AppRow[], brand: Brand, apPolicy: string, parts: Parts }} Wanted */

/** The plain page, in parts. @param {Wanted} wanted @param {Table} table */
async function plainParts({ brand, parts }, table) {
  const branded = (await read('plain.parts'))
    .replace('<title>', () => `<title>${brandTitle(brand)}`)
    .replace('<main>', () => `<main>${brandHeader(brand)}`);
  const home = parts.hasHome ? await read('home/home.parts') : '';
  const ofApp = parts.hasHome && parts.hasApp ? await read('home/app.parts') : '';
  return branded + home + ofApp + reasonParts(table);
}

/** @param {Wanted} wanted */
async function build(wanted) {
  const { rows, brand, apPolicy, parts } = wanted;
  const table = withRows(withPolicy(await loadTable(), apPolicy), rows);
  const css = (await style('page.css', brand)) + (parts.hasHome ? await style('home/home.css', brand) : '');
  const plainCss = await style('plain.css', brand);
  // The app's own settings are shown open, so that users need not look for them.
  const facts = { table, brand, parts, isOpened: rows.length > 0, css };
  const setup = await setupSheet(facts);
  const home = parts.hasHome ? await homeSheet(facts) : undefined;
  const file = createFile();
  const place = async (/** @type {import('./page/sheets.mjs').Sheet} */ sheet) => {
    const all = inEach((language) => compress(sheet, facts, language));
    // Awaited together: each of them may find that there is no room.
    const [en, de, es] = await Promise.all([all.en, all.de, all.es]);
    const pieces = { en, de, es };
    return inEach((language) => pieces[language].map((piece) => file.share(piece)));
  };
  const gzip = await place(setup);
  const homeGzip = home && (await place(home));
  const texts = await plainParts(wanted, table);
  const cut = inEach((language) => plainChunks(texts + plainPart(rows, language), plainCss, table, language));
  const plain = inEach(
    (language) => file.put(tableOf(cut[language].chunks.map((chunk) => file.share(Buffer.from(chunk)))))[0],
  );
  const reasons = Object.keys(table.REASONS).join(',');
  const picture = logoFile(brand);
  const logo = picture && JSON.stringify(file.put(Buffer.from(picture)));
  const bytes = file.bytes();
  const csp = policy([setup.code, ...(home ? [home.code] : [])], [css, plainCss], brand);
  /** @type {Layout} */
  const layout = { logo, name: nameOf(bytes), gzip, home: homeGzip, plain, chunk: cut.en.numbers, reasons, csp };
  return { bytes, layout };
}

/** @type {Map<string, ReturnType<typeof build>>} */
const built = new Map();
const WHOLE = { hasHome: true, hasApp: false, hasKnown: true, hasSignal: true };

/** Built once; later calls get the same. @param {readonly AppRow[]} rows @param {Brand} brand */
export function buildPage(rows = [], brand = NO_BRAND, apPolicy = 'fallback', parts = WHOLE) {
  const wanted = { rows, brand, apPolicy, parts };
  const key = JSON.stringify(wanted);
  const page = built.get(key) ?? build(wanted);
  built.set(key, page);
  return page;
}

/** The constants for esbuild's `define`, each apart: one object with all would be in memory whenever one is. @param {Layout} layout */
export function pageDefines({ chunk, gzip, home, ...layout }) {
  // As text, an object of arrays takes the chip a fraction of the memory.
  const text = (/** @type {Record<Language, Place[]>} */ places) =>
    inEach((language) => JSON.stringify(places[language]));
  const chunks = Object.entries(chunk).map(([name, number]) => [`chunk.${name}`, number]);
  const all = [...Object.entries({ ...layout, gzip: text(gzip), home: text(home ?? gzip) }), ...chunks];
  return Object.fromEntries(all.map(([key, value]) => [`BUILD_PAGE.${key}`, JSON.stringify(value)]));
}
