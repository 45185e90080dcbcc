// Every module that the sources ask for by name must be there: what the types do not see is found here.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ASKED = /\bload\((['"])(\w+)\1/g;
/** Not the device's sources, or other people's code. */
const OTHERS = /^(protocols\/http\/page|examples|docs)\//;

/** @param {string} text @param {string} file @param {readonly string[]} known @returns {string[]} */
export function unknownModules(text, file, known) {
  return [...text.matchAll(ASKED)]
    .map((found) => ({ name: found[2] ?? '', line: text.slice(0, found.index).split('\n').length }))
    .filter(({ name }) => !known.includes(name))
    .map(({ name, line }) => `${file}:${line}: there is no module ${name} in firmware/runtime/modules.ts`);
}

/** @param {URL} folder the firmware @param {readonly string[]} known */
export function unknownModulesIn(folder, known) {
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.ts') && !OTHERS.test(name));
  return files.flatMap((name) =>
    unknownModules(readFileSync(fileURLToPath(new URL(name, folder)), 'utf8'), `firmware/${name}`, known),
  );
}
