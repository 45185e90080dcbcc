// What an app keeps in flash: one JSON object for all its keys. Pure.

/** Of the JSON text. The largest records of all kinds must fit on one page, see storage/store.ts. */
export const APP_MAX = 512;
export const KEY_MAX = 24;

/** The interpreter's loops hide a key `constructor`, and `__proto__` is none. */
export function isKey(key: string): boolean {
  return key.length <= KEY_MAX && /^[a-zA-Z][a-zA-Z0-9_]*$/.test(key) && key !== 'constructor';
}

export function valueIn(text: string, key: string): unknown {
  const values = text ? (JSON.parse(text) as { [key: string]: unknown }) : {};
  return Object.keys(values).indexOf(key) < 0 ? undefined : values[key];
}

/** The text with the value in it, without the key when the value is undefined; undefined: it does not fit. */
export function textWith(text: string, key: string, value: unknown): string | undefined {
  if (!isKey(key)) return undefined;
  const before = text ? (JSON.parse(text) as { [key: string]: unknown }) : {};
  const values: { [key: string]: unknown } = {};
  Object.keys(before).forEach((name) => {
    if (name !== key) values[name] = before[name];
  });
  if (value !== undefined) values[key] = value;
  const next = Object.keys(values).length ? JSON.stringify(values) : '';
  return next.length <= APP_MAX ? next : undefined;
}
