// Puts an embedder's app into the device bundle: its fields into the schema, its own files in, with byte strings.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { schemaText } from './fields.mjs';

const FIRMWARE = fileURLToPath(new URL('../../../firmware/', import.meta.url));
const SCHEMA = `${FIRMWARE}config/schema.ts`;
/** Apps too, though they stand there. */
const EXAMPLES = `${FIRMWARE}examples/`;
/** The end of the table FIELDS. */
const LAST_ROW = /('AP\.PWD': \{ path: 'AP\.PWD'[^\n]*\n)/;

const isOwn = (/** @type {string} */ path) => path.startsWith(FIRMWARE) && !path.startsWith(EXAMPLES);

/**
 * @param {import('./read.mjs').AppFacts} app
 * @param {(source: string, fileName: string) => Promise<{ code: string, refusals: { line: number, column: number, text: string }[] }>} toBytes
 * @returns {import('esbuild').Plugin}
 */
export function appSources(app, toBytes) {
  /** @param {string} path @param {string} source */
  async function loaded(path, source) {
    const { code, refusals } = await toBytes(source, path);
    const errors = refusals.map((r) => ({
      text: `byte-string: ${r.text}`,
      location: { file: path, line: r.line, column: r.column - 1 },
    }));
    return { contents: code, loader: /** @type {const} */ ('ts'), errors };
  }
  return {
    name: 'app',
    setup(build) {
      if (!app.path) return;
      build.onLoad({ filter: /\/config\/schema\.ts$/ }, async ({ path }) => {
        if (path !== SCHEMA) return undefined;
        const source = await readFile(path, 'utf8');
        if (!LAST_ROW.test(source)) throw new Error('schema.ts: where does the table FIELDS end?');
        // On the line of the last row: lines stay where they are.
        const rows = schemaText(app.rows);
        return loaded(
          path,
          source.replace(LAST_ROW, (line) => `${line.trimEnd()} ${rows}\n`),
        );
      });
      build.onLoad({ filter: /\.[mc]?[jt]s$/, namespace: 'file' }, async ({ path }) =>
        isOwn(path) ? undefined : loaded(path, await readFile(path, 'utf8')),
      );
    },
  };
}
