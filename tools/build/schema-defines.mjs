// What the build finds in the schema's rows, so that a new row need not be repeated in the code that is written for speed.
import { readFileSync } from 'node:fs';

/** @param {string} name */
const source = (name) => readFileSync(new URL(`../../firmware/config/${name}`, import.meta.url), 'utf8');

/** Fields that have no line of their own in the fast path. @param {string} schema @param {string} fastPath */
export function slowFields(schema, fastPath) {
  const paths = [...schema.matchAll(/^ {2}\S+: \{ path: '([\w.]+)'/gm)].map(([, path]) => String(path));
  if (paths.length === 0) throw new Error('schema.ts: where are the rows of the table?');
  return paths.filter((path) => !fastPath.includes(`config['${path}']`) && !fastPath.includes(`now.${path}`));
}

/** The constants for esbuild's `define`. */
export function schemaDefines() {
  const schema = source('schema.ts');
  const slow = slowFields(schema, source('fast-path.ts'));
  return {
    BUILD_SLOW_FIELDS: JSON.stringify(slow.length ? `,${slow.join()},` : ''),
    BUILD_TEXT_FIELDS: JSON.stringify(/^ {2}\S+: \{ path: '[\w.]+', kind: 'text'/m.test(schema)),
  };
}
