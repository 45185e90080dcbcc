// The texts of the page for the build: numbers in place of keys, and the data block of each language.
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

/** @typedef {typeof import('../../../firmware/protocols/http/page/table.ts')} Table */
/** @typedef {import('../../../firmware/protocols/http/page/texts.ts').Row} Row */
/** @typedef {keyof Row} Language */

const TABLE = fileURLToPath(new URL('../../../firmware/protocols/http/page/table.ts', import.meta.url));

/** The tables are TypeScript: bundled first, then loaded. @returns {Promise<Table>} */
export async function loadTable() {
  const { outputFiles } = await esbuild.build({
    define: { BUILD_MODE_MAX: '1' },
    entryPoints: [TABLE],
    bundle: true,
    write: false,
    format: 'esm',
    charset: 'utf8',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.text ?? '').toString('base64')}`);
}

/** @param {Table} table @param {string} key @returns {Row} */
export function textOf(table, key) {
  if (!Object.hasOwn(table.TEXTS, key)) throw new Error(`firmware/protocols/http/page/texts.ts has no text "${key}"`);
  return table.TEXTS[/** @type {keyof Table['TEXTS']} */ (key)];
}

/**
 * The texts and fields of a build with that policy: one that never opens an access point has none to speak of.
 * @param {Table} table @param {string} apPolicy @returns {Table}
 */
export function withPolicy(table, apPolicy) {
  if (apPolicy !== 'never') return table;
  const fields = Object.entries(table.FIELDS).filter(([path]) => path !== 'mode' && !path.startsWith('AP.'));
  const TEXTS = { ...table.TEXTS, lost: textOf(table, 'lostNoAp'), mayClose: textOf(table, 'mayCloseNoAp') };
  return /** @type {Table} */ ({ ...table, FIELDS: Object.fromEntries(fields), TEXTS });
}

/** A row has its number from when it is first named; what nothing names is in no data block. */
export function createNumbers() {
  /** @type {Row[]} */
  const rows = [];
  return {
    rows,
    /** @param {Row} row */
    of(row) {
      if (!rows.includes(row)) rows.push(row);
      return rows.indexOf(row);
    },
  };
}

/** @typedef {ReturnType<typeof createNumbers>} Numbers */

/** `say('key'` in a script to `say(7`. @param {string} code @param {Table} table @param {Numbers} numbers */
export function numberScript(code, table, numbers) {
  const numbered = code.replace(/\bsay\('(\w+)'/g, (_all, key) => `say(${numbers.of(textOf(table, key))}`);
  const wrong = /(?<!function )\bsay\((?!\d).{0,30}/.exec(numbered);
  if (wrong) throw new Error(`say() takes a key in quotes, not ${wrong[0]}`);
  return numbered;
}

/** A file's own numbers and words in place of their names: esbuild keeps a variable for each. @param {string} code */
export function inlineConstants(code) {
  const own = /^const ([A-Z][A-Z0-9_]*) = (-?[0-9_]+|'[^'\\]*');$/gm;
  return [...code.matchAll(own)].reduce(
    (text, [line, name, value]) => text.replace(line, '').replace(new RegExp(`\\b${name}\\b`, 'g'), `${value}`),
    code,
  );
}

/** `data-t="key"` in markup to `data-t=7`. @param {string} html @param {Table} table @param {Numbers} numbers */
export function numberMarkup(html, table, numbers) {
  return html.replace(/data-t="(\w+)"/g, (_all, key) => `data-t=${numbers.of(textOf(table, key))}`);
}

/**
 * Files one after the other by name: numbers must not depend on which of them esbuild has read first.
 * @param {URL} folder @param {Table} table @param {Numbers} numbers @returns {Promise<esbuild.Plugin>}
 */
export async function numbering(folder, table, numbers) {
  /** @type {Map<string, string>} */
  const contents = new Map();
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort()) {
    const path = fileURLToPath(new URL(name, folder));
    contents.set(path, inlineConstants(numberScript(await readFile(path, 'utf8'), table, numbers)));
  }
  return {
    name: 'texts',
    setup(build) {
      build.onLoad({ filter: /\/http\/page\/(?:home\/)?\w+\.ts$/ }, ({ path }) => {
        const code = contents.get(path);
        return code === undefined ? undefined : { contents: code, loader: 'ts' };
      });
    },
  };
}

/** What dom.ts reads: texts by number, reasons by their word. @param {Pick<Table, 'REASONS'>} table @param {Numbers} numbers @param {Language} language */
export function dataBlock(table, numbers, language) {
  const reasons = Object.entries(table.REASONS).map(([word, row]) => [word, row[language]]);
  const data = [numbers.rows.map((row) => row[language]), Object.fromEntries(reasons)];
  return `<script type=application/json id=texts>${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`;
}
