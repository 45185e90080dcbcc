// HTML for the page: the inputs of the schema's fields, and white space taken out.
import { textOf } from './texts.mjs';

/** @typedef {import('./texts.mjs').Table} Table */
/** @typedef {import('./texts.mjs').Row} Row */
/** @typedef {import('./texts.mjs').Numbers} Numbers */
/** @typedef {import('../../../firmware/config/schema.ts').Field} Field */

/** The list of networks asks for these two. */
const ELSEWHERE = ['STA.SSID', 'STA.PWD'];

/** A field without a label of its own shows its sentence in the schema. @param {Table} table @param {Field} field @returns {Row} */
export function labelOf(table, field) {
  const meaning = table.MEANINGS[field.path];
  return table.LABELS[field.path] ?? { en: meaning, de: meaning, es: meaning };
}

/** @param {string | number} value @param {Row | string} shown @param {Numbers} numbers */
function option(value, shown, numbers) {
  if (typeof shown === 'string') return `<option${shown === `${value}` ? '' : ` value=${value}`}>${shown}`;
  return `<option value="${value}" data-t=${numbers.of(shown)}>`;
}

/** What the radio port can carry out, see Field; each port can leave a network open. @param {Field} field @param {number} value */
const isCarriedOut = ({ kind, lo, hi }, value) => (kind === 'auth' && value === 1) || (value >= lo && value <= hi);

/** What an `int` or `auth` may be, and its words. @param {Table} table @param {Field} field @returns {[number, Row | string][]} */
function choices(table, field) {
  const isAuth = field.kind === 'auth';
  const values = isAuth ? table.AUTHS : Array.from({ length: field.max - field.min + 1 }, (_x, i) => field.min + i);
  return values
    .filter((value) => isCarriedOut(field, value))
    .map((value) => {
      const key = isAuth && value === 1 ? 'open' : table.VALUES[field.path]?.[value];
      const name = isAuth ? table.AUTH_NAMES[value] : undefined;
      return [value, key ? textOf(table, key) : (name ?? `${value}`)];
    });
}

/** More than these are typed, not chosen. */
const CHOICES_MAX = 16;

/** Of an embedder's app. @param {Field} field */
function typedInput(field) {
  if (field.kind === 'int') return `<input name=${field.path} type=number min=${field.min} max=${field.max} data-n>`;
  const type = field.kind === 'secret' ? ' type=password autocomplete=off' : '';
  return `<input name=${field.path}${type} maxlength=${field.max}>`;
}

/** @param {Table} table @param {Field} field @param {Numbers} numbers */
function control(table, field, numbers) {
  const isLong = field.kind === 'int' && field.max - field.min >= CHOICES_MAX;
  if (isLong || field.kind === 'text' || field.kind === 'secret') return typedInput(field);
  if (field.kind === 'ssid' || field.kind === 'psk') {
    const type = field.kind === 'psk' ? ' type=password' : '';
    return `<input name=${field.path}${type} autocapitalize=off autocorrect=off spellcheck=false autocomplete=off>`;
  }
  // What the scan has seen, unless the user chooses otherwise.
  const automatic = field.path === 'STA.auth' ? option('', textOf(table, 'automatic'), numbers) : '';
  const options = choices(table, field).map(([value, shown]) => option(value, shown, numbers));
  return `<select name=${field.path} data-n>${automatic}${options.join('')}</select>`;
}

/** Whether there is anything to choose: a field of which the radio port carries out one value, or none, is not offered. @param {Field} field */
const isOffered = ({ path, kind, lo, hi }) =>
  !ELSEWHERE.includes(path) && kind !== 'word' && (kind !== 'int' || lo < hi);

/** @param {Table} table @param {Field[]} fields @param {Numbers} numbers */
const inputs = (table, fields, numbers) =>
  fields
    .map((field) => {
      const label = `<span data-t=${numbers.of(labelOf(table, field))}></span>`;
      return `<label>${label}${control(table, field, numbers)}</label>`;
    })
    .join('');

/** One input a row of the schema: the app's, those of the connection, those of the device's own network. @param {Table} table @param {Numbers} numbers */
export function settingsMarkup(table, numbers) {
  const fields = Object.values(table.FIELDS).filter(isOffered);
  const of = (/** @type {string} */ block) => fields.filter(({ path }) => path.startsWith(block));
  const group = (/** @type {string} */ key, /** @type {Field[]} */ some) =>
    some.length &&
    `<fieldset><legend data-t=${numbers.of(textOf(table, key))}></legend>${inputs(table, some, numbers)}</fieldset>`;
  const [app, ap] = [of('app.'), of('AP.')];
  const others = fields.filter((field) => !app.includes(field) && !ap.includes(field));
  return [inputs(table, app, numbers), group('theNetwork', others), group('ownNet', ap)].filter(Boolean).join('');
}

/** Removes white space between tags and unneeded quotes, which are only for readers of the source. @param {string} html */
export function squeeze(html) {
  return html
    .replace(/\s+/g, ' ')
    .replace(/> </g, '><')
    .replace(/="([\w.,:/%-]+)"(?=[ >])/g, '=$1')
    .trim();
}

/** `{name}` to the slot of that name. @param {string} html @param {Record<string, string>} slots */
export function fill(html, slots) {
  return html.replace(/\{(\w+)\}/g, (_all, name) => {
    if (!Object.hasOwn(slots, name)) throw new Error(`nothing to put in the place of {${name}}`);
    return /** @type {string} */ (slots[name]);
  });
}
