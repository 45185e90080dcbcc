// The fields of an embedder's app on the setup page: ahead of the others where there is script, an input each where not.

/** @typedef {import('./texts.mjs').Table} Table */
/** @typedef {import('./texts.mjs').Language} Language */
/** @typedef {import('../app/fields.mjs').AppRow} AppRow */

/** The table as if the rows had always stood in it. @param {Table} table @param {readonly AppRow[]} rows @returns {Table} */
export function withRows(table, rows) {
  const by = (/** @type {(row: AppRow) => unknown} */ what) =>
    Object.fromEntries(rows.map((row) => [row.path, what(row)]));
  const values = Object.fromEntries(rows.filter((row) => row.isBool).map((row) => [row.path, { 0: 'no', 1: 'yes' }]));
  const added = {
    FIELDS: { ...by((row) => row), ...table.FIELDS },
    LABELS: { ...table.LABELS, ...by((row) => row.label) },
    MEANINGS: { ...table.MEANINGS, ...by((row) => row.label.en) },
    VALUES: { ...table.VALUES, ...values },
  };
  return /** @type {Table} */ ({ ...table, ...added });
}

/** A text in markup; `~` and braces mean something in plain.parts. @param {string} text */
const escaped = (text) => text.replace(/[&<>"~{}]/g, (c) => `&#${c.charCodeAt(0)};`);

/** @param {AppRow} row @param {Language} language */
function plainInput(row, language) {
  const isNumber = row.kind === 'int';
  const type = row.kind === 'secret' ? ' type=password autocomplete=off' : isNumber ? ' inputmode=numeric' : '';
  const hint = isNumber ? ` placeholder="${row.min}..${row.max}"` : ` maxlength=${row.max}`;
  return `<p><label>${escaped(row.label[language])}<input name=${row.path} value="~"${type}${hint}></label>`;
}

/**
 * One more part for the plain page: it ends the list and leaves the next block open,
 * as the list does. @param {readonly AppRow[]} rows @param {Language} language
 */
export function plainPart(rows, language) {
  if (rows.length === 0) return '<!--APP-->';
  return `<!--APP-->\n</fieldset><fieldset>${rows.map((row) => plainInput(row, language)).join('')}`;
}
