// The fields of an embedder's app, checked, as rows of the schema and of the page.

/** @typedef {{ en: string, de: string, es: string }} Row */
/**
 * A row of firmware/config/schema.ts with its label, as it stands in build/fields.json.
 * @typedef {{ path: string, kind: 'int' | 'text' | 'secret', min: number, max: number, lo: number, hi: number,
 *   fallback: number | string, label: Row, isBool: boolean }} AppRow
 */

export const FIELDS_MAX = 8;
export const NAME_MAX = 16;
/** Bytes of a text, and of all texts together: they stand in one flash record with the Wi-Fi settings. */
export const TEXT_MAX = 64;
export const TEXTS_MAX = 160;
/** More digits the device does not read on the console and in forms. */
const INT_MAX = 999_999_999;
const LABEL_MAX = 80;
/** `********` is 8 bytes and means "keep it": a secret of that length or less is looked at twice. */
const SECRET_LO = 9;
const KINDS = ['int', 'bool', 'text', 'secret'];
const KEYS = ['name', 'kind', 'min', 'max', 'fallback', 'label'];

/** @typedef {Record<string, unknown>} Given */

/** @param {boolean} isRight @param {string} message */
function need(isRight, message) {
  if (!isRight) throw new Error(message);
}

/** @param {unknown} value @param {number} low @param {number} high */
const isWhole = (value, low, high) => Number.isInteger(value) && Number(value) >= low && Number(value) <= high;

/** @param {Given} given @param {string} where @param {number} low @param {number} high @param {number} most where nothing is said */
function range(given, where, low, high, most) {
  const { min = 0, max = most } = given;
  need(isWhole(min, low, high) && isWhole(max, low, high), `${where}: min and max must be whole, ${low}..${high}`);
  need(Number(min) <= Number(max), `${where}: min is ${min}, which is over max ${max}`);
  return { min: Number(min), max: Number(max) };
}

/** @param {Given} given @param {string} where */
function intRow(given, where) {
  const isBool = given['kind'] === 'bool';
  const limits = isBool ? { min: 0, max: 1 } : range(given, where, -INT_MAX, INT_MAX, INT_MAX);
  need(!isBool || (given['min'] ?? given['max']) === undefined, `${where}: a bool has no min and max`);
  const fallback = given['fallback'] ?? Math.min(limits.max, Math.max(limits.min, 0));
  need(isWhole(fallback, limits.min, limits.max), `${where}: fallback must be ${limits.min}..${limits.max}`);
  return {
    kind: /** @type {const} */ ('int'),
    ...limits,
    lo: limits.min,
    hi: limits.max,
    fallback: Number(fallback),
    isBool,
  };
}

/** @param {Given} given @param {string} where */
function textRow(given, where) {
  const kind = /** @type {'text' | 'secret'} */ (given['kind']);
  const { min, max } = range(given, where, 0, TEXT_MAX, TEXT_MAX);
  need(kind === 'text' || min === 0, `${where}: a secret has no min: nothing is what it is at first`);
  const fallback = given['fallback'] ?? '';
  need(typeof fallback === 'string' && !/\p{Cc}/u.test(String(fallback)), `${where}: fallback must be a text`);
  const size = Buffer.byteLength(String(fallback));
  need(size >= min && size <= max, `${where}: fallback has ${size} bytes; it must have ${min}..${max}`);
  need(kind === 'text' || fallback === '', `${where}: a secret has no fallback: it would be the same on every device`);
  const lo = kind === 'secret' ? Math.max(min, SECRET_LO) : min;
  return { kind, min, max, lo, hi: max, fallback: String(fallback), isBool: false };
}

/** @param {unknown} label @param {string} name @param {string} where @returns {Row} */
function labelOf(label, name, where) {
  const one = label ?? name;
  const row = typeof one === 'string' ? { en: one, de: one, es: one } : /** @type {Row} */ (one);
  const texts = row && typeof row === 'object' ? [row.en, row.de, row.es] : [];
  const isRight =
    texts.length === 3 && texts.every((text) => typeof text === 'string' && text && text.length <= LABEL_MAX);
  need(isRight, `${where}: label must be a text of 1..${LABEL_MAX} characters, or one each for en, de and es`);
  return { en: row.en, de: row.de, es: row.es };
}

/** @param {Given} given @param {number} i @returns {AppRow} */
function rowOf(given, i) {
  need(given !== null && typeof given === 'object', `fields[${i}] must be an object`);
  const name = given['name'];
  need(
    typeof name === 'string' && name.length <= NAME_MAX && /^[a-z][a-z0-9_]*$/.test(name) && name !== 'constructor',
    `fields[${i}].name is ${JSON.stringify(name)}; it must be a-z, 0-9 and _, a letter first, at most ${NAME_MAX}`,
  );
  const where = `field ${name}`;
  const strange = Object.keys(given).find((key) => !KEYS.includes(key));
  need(strange === undefined, `${where}: unknown key ${strange}; known keys are ${KEYS.join(', ')}`);
  need(KINDS.includes(String(given['kind'])), `${where}: kind must be one of ${KINDS.join(', ')}`);
  const isText = given['kind'] === 'text' || given['kind'] === 'secret';
  const rest = isText ? textRow(given, where) : intRow(given, where);
  return { path: `app.${name}`, ...rest, label: labelOf(given['label'], String(name), where) };
}

/** The export `fields` as rows; throws one sentence for the first thing that is wrong. @param {unknown} fields */
export function appRows(fields) {
  if (fields === undefined) return [];
  need(Array.isArray(fields), 'fields must be an array of rows');
  const rows = /** @type {Given[]} */ (fields).map(rowOf);
  need(rows.length <= FIELDS_MAX, `there are ${rows.length} fields; ${FIELDS_MAX} at most`);
  const twice = rows.find((row, i) => rows.findIndex((other) => other.path === row.path) < i);
  need(twice === undefined, `${twice?.path} is there twice`);
  const bytes = rows.reduce((sum, row) => sum + (row.kind === 'int' ? 0 : row.max), 0);
  need(bytes <= TEXTS_MAX, `the texts have up to ${bytes} bytes together; ${TEXTS_MAX} at most: give each its max`);
  return rows;
}

/** As they stand in schema.ts: unquoted keys. @param {readonly AppRow[]} rows */
export function schemaText(rows) {
  const row = (/** @type {AppRow} */ r) =>
    `${JSON.stringify(r.path)}:{path:${JSON.stringify(r.path)},kind:'${r.kind}',min:${r.min},max:${r.max},lo:${r.lo},hi:${r.hi},fallback:${JSON.stringify(r.fallback)}},`;
  return rows.map(row).join('');
}
