// The table of modules, read from the source that the types come from: firmware/runtime/modules.ts.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** @typedef {{ name: string, path: string, give: string }} Source whose export `give` the module is */

const TABLE = fileURLToPath(new URL('../../firmware/runtime/modules.ts', import.meta.url));

/** @param {ts.TypeElement} row @returns {Omit<Source, 'name'> | undefined} undefined: it is not a file of the firmware */
function exportOf(row) {
  const type = ts.isPropertySignature(row) ? row.type : undefined;
  if (!type || !ts.isImportTypeNode(type) || !type.isTypeOf || !type.qualifier) return undefined;
  if (!ts.isLiteralTypeNode(type.argument) || !ts.isStringLiteral(type.argument.literal)) return undefined;
  return { path: type.argument.literal.text, give: type.qualifier.getText() };
}

/**
 * The rows of `interface Modules` that are `name: typeof import('file').export`, but for those in `others`.
 * @param {string} text @param {string} file where it stands @param {readonly string[]} others @returns {Source[]}
 */
export function readModules(text, file, others) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const table = source.statements.find((one) => ts.isInterfaceDeclaration(one) && one.name.text === 'Modules');
  if (!table || !ts.isInterfaceDeclaration(table)) throw new Error(`${file} has no interface Modules`);
  return table.members.flatMap((row) => {
    const name = row.name?.getText() ?? '';
    const found = exportOf(row);
    const line = source.getLineAndCharacterOfPosition(row.getStart()).line + 1;
    const wrong = (/** @type {string} */ why) => new Error(`${file}:${line}: ${name} ${why}`);
    if (others.includes(name)) return [];
    if (!found) throw wrong(`must be typeof import('its file').itsExport`);
    const path = resolve(file, '..', found.path);
    if (!existsSync(path)) throw wrong(`names ${found.path}, which is not there`);
    return [{ name, path, give: found.give }];
  });
}

/** The app itself is not a file of the firmware. */
export const MODULES = readModules(readFileSync(TABLE, 'utf8'), TABLE, ['appMain']);
