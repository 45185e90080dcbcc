// Up to 2v29, `f().a` throws when f made its object anew and `a` is undefined in it. The types say where that may be.

import ts from 'typescript';
import { expect, it } from 'vitest';

const TSCONFIG = new URL('../../firmware/tsconfig.json', import.meta.url).pathname;

function programOf(): ts.Program {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
  const config = ts.getParsedCommandLineOfConfigFile(TSCONFIG, {}, host);
  if (!config) throw new Error('no firmware/tsconfig.json');
  return ts.createProgram(config.fileNames, config.options);
}

/** `f()` itself, or a variable made of it whose only use is this one: esbuild puts the call in its place. */
function isCalled(node: ts.Expression, checker: ts.TypeChecker): boolean {
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return true;
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node))
    return isCalled(node.expression, checker);
  if (ts.isPropertyAccessExpression(node)) return isCalled(node.expression, checker);
  const made = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node)?.valueDeclaration : undefined;
  if (!made || !ts.isVariableDeclaration(made) || !made.initializer || !isCalled(made.initializer, checker))
    return false;
  return usesOf(made, checker) === 1;
}

function usesOf(made: ts.VariableDeclaration, checker: ts.TypeChecker): number {
  const symbol = checker.getSymbolAtLocation(made.name);
  let uses = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node !== made.name && checker.getSymbolAtLocation(node) === symbol) uses++;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(made.getSourceFile(), visit);
  return uses;
}

/** A field that is always there with a type that has undefined in it: `a: string | undefined`, not `a?: string`. */
function mayBeUndefined(node: ts.PropertyAccessExpression, checker: ts.TypeChecker): boolean {
  const field = checker.getSymbolAtLocation(node.name);
  if (!field || field.flags & (ts.SymbolFlags.Method | ts.SymbolFlags.Optional)) return false;
  const type = checker.getTypeAtLocation(node);
  return type.isUnion() && type.types.some((one) => one.flags & ts.TypeFlags.Undefined);
}

function freshFieldsIn(file: ts.SourceFile, checker: ts.TypeChecker): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && isCalled(node.expression, checker) && mayBeUndefined(node, checker)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${file.fileName.replace(/.*\/firmware\//, '')}:${line + 1} ${node.getText()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function freshFields(program: ts.Program): string[] {
  const files = program.getSourceFiles().filter((file) => !file.isDeclarationFile);
  return files.flatMap((file) => freshFieldsIn(file, program.getTypeChecker()));
}

function sourceOf(text: string): ts.Program {
  const host = ts.createCompilerHost({});
  const { getSourceFile } = host;
  host.getSourceFile = (name, target) =>
    name === 'x.ts' ? ts.createSourceFile(name, text, target, true) : getSourceFile(name, target);
  return ts.createProgram(['x.ts'], { strict: true }, host);
}

const MADE = 'interface A { a: number | undefined; b: number; c(): void }\ndeclare function f(): A;\n';
it.each([
  ['f().a', 1],
  ['const o = f(); void o.a', 1],
  ['const o = f(); void o.a; void o.b', 0],
  ['f().b', 0],
  ['f().c()', 0],
])('of %s, %i field may be read from an object that nothing holds', (text, count) => {
  expect(freshFields(sourceOf(MADE + text))).toHaveLength(count);
});

it('reads no field that may be undefined from an object that nothing holds', { timeout: 60_000 }, () => {
  expect(freshFields(programOf())).toEqual([]);
});
