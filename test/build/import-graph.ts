// The run-time imports between source files, and what is wrong with them by the table in layers.ts.

import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import { APP_API, BUNDLES, CHIP, DEVICE_ONLY, LAYERS } from './layers.ts';

/** Source texts by path from the root of the repository. */
export type Sources = ReadonlyMap<string, string>;

interface Import {
  readonly from: string;
  readonly line: number;
  /** A path from the root, or a package. */
  readonly to: string;
}

const FIRMWARE = 'firmware/';
const inFirmware = (path: string): string | undefined =>
  path.startsWith(FIRMWARE) ? path.slice(FIRMWARE.length) : undefined;

/** Nothing of `import type` or `import { type A }` is left at run time; `import './a.ts'` runs the file. */
function isOnlyTypes(clause: ts.ImportClause | ts.ExportDeclaration | undefined): boolean {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const isImport = ts.isImportClause(clause);
  const names = isImport ? clause.namedBindings : clause.exportClause;
  if (!names || (isImport && clause.name)) return false;
  if (!ts.isNamedImports(names) && !ts.isNamedExports(names)) return false;
  return names.elements.length > 0 && names.elements.every((one) => one.isTypeOnly);
}

/** What a statement or a call `import('…')` names and needs at run time. */
function neededBy(node: ts.Node): ts.StringLiteral | undefined {
  let named: ts.Node | undefined;
  if (ts.isImportDeclaration(node) && !isOnlyTypes(node.importClause)) named = node.moduleSpecifier;
  if (ts.isExportDeclaration(node) && !isOnlyTypes(node)) named = node.moduleSpecifier;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) named = node.arguments[0];
  return named && ts.isStringLiteral(named) ? named : undefined;
}

function importsOf(path: string, text: string): Import[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const name = neededBy(node);
    if (name) {
      const to = name.text.startsWith('.') ? normalize(join(dirname(path), name.text)) : name.text;
      found.push({ from: path, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, to });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const folders = LAYERS.flatMap((layer) => layer.folders).sort((one, other) => other.length - one.length);
const folderOf = (path: string): string | undefined => folders.find((folder) => path.startsWith(`${folder}/`));

/** What is wrong with an import of the file `to`, both below firmware/, and what to do instead. */
function wrongInside(from: string, to: string, modules: ReadonlySet<string>): string | undefined {
  const isEntry = BUNDLES.includes(from) || modules.has(from);
  if (BUNDLES.includes(to)) return 'nothing imports a bundle: move what you need into a file of its own';
  if (modules.has(to) && to !== from) return `it is a module: load() it (runtime/modules.ts), or import only its type`;
  if (to === CHIP)
    return isEntry
      ? undefined
      : 'only entry points touch the chip: let the module hand it to you, typed by platform/ports.ts';
  if (isEntry) return undefined;
  const folder = folderOf(from);
  const target = folderOf(to);
  const layer = LAYERS.find((one) => folder && one.folders.includes(folder));
  if (!layer) return 'its folder is in no layer: add it to test/build/layers.ts and ARCHITECTURE.md';
  if (folder === 'examples' && to !== APP_API) return `an app knows only ${APP_API}`;
  if (folder === target || (target && layer.imports.includes(target))) return undefined;
  const may = layer.imports.join(', ') || 'nothing';
  return `${folder} imports ${may}: move what you need down to there, take it as an argument, or import only its type`;
}

function wrongWith({ from, to }: Import, modules: ReadonlySet<string>): string | undefined {
  const user = inFirmware(from);
  const used = inFirmware(to);
  if (user === undefined)
    return used !== undefined && DEVICE_ONLY.includes(used)
      ? 'it runs only on the chip: use the built bundle, or move what you need into another file'
      : undefined;
  if (used !== undefined) return wrongInside(user, used, modules);
  return 'the firmware imports nothing from outside firmware/: copy nothing, move it to firmware/lib';
}

/** `file:line imports x: what to do instead`, of each import that the table refuses. `modules` are paths from the root. */
export function refusedImports(sources: Sources, modules: readonly string[]): string[] {
  const names = new Set(modules.map((path) => inFirmware(path) ?? path));
  return [...sources].flatMap(([path, text]) =>
    importsOf(path, text).flatMap((one) => {
      const wrong = wrongWith(one, names);
      return wrong ? [`${one.from}:${one.line} imports ${inFirmware(one.to) ?? one.to}: ${wrong}`] : [];
    }),
  );
}

/** Files in folders of the firmware that no layer names. */
export function withoutLayer(sources: Sources): string[] {
  const inFolders = [...sources.keys()].filter((path) => inFirmware(path)?.includes('/'));
  return inFolders.filter((path) => folderOf(inFirmware(path) ?? '') === undefined);
}

/** Each circle of run-time imports once, as `a.ts > b.ts > a.ts`. */
export function importCycles(sources: Sources): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path);
    if (at >= 0) cycles.push([...way.slice(at), path].join(' > '));
    if (at >= 0 || done.has(path)) return;
    for (const { to } of importsOf(path, sources.get(path) ?? '')) if (sources.has(to)) visit(to, [...way, path]);
    done.add(path);
  };
  for (const path of sources.keys()) visit(path, []);
  return cycles;
}
