// An app's types, checked against what the firmware gives it and what Espruino has.
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installLine } from '../packages.mjs';

const file = (/** @type {string} */ path) => fileURLToPath(new URL(`../../../firmware/${path}`, import.meta.url));
const API = file('app/api.ts');
const GLOBALS = ['language', 'collections', 'globals'].map((name) => `platform/${name}.d.ts`).map(file);

/** TypeScript is large: without it an app is built unchecked. */
async function loadTypeScript() {
  try {
    return (await import('typescript')).default;
  } catch {
    return undefined;
  }
}

/** @param {typeof import('typescript')} ts @returns {import('typescript').CompilerOptions} */
const settings = (ts) => ({
  noLib: true,
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  paths: { 'wifiprov/app': [API] },
});

/**
 * Throws one line for each mistake, and gives a note where nothing could be checked.
 * @param {string} path of the app, '' without one
 */
export async function typeCheck(path, load = loadTypeScript) {
  if (!/\.[mc]?ts$/.test(path) || !existsSync(path)) return undefined;
  const ts = await load();
  if (!ts) return `note: the types of the app are not checked without typescript: ${installLine(['typescript'])}`;
  const program = ts.createProgram([path, ...GLOBALS], settings(ts));
  const lines = ts.getPreEmitDiagnostics(program).map(({ file: source, start = 0, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, ' ');
    if (!source) return text;
    const { line, character } = source.getLineAndCharacterOfPosition(start);
    return `${relative(process.cwd(), source.fileName)}:${line + 1}:${character + 1} type: ${text}`;
  });
  if (lines.length > 0) throw new Error(lines.join('\n'));
  return undefined;
}
