// A timer of the chip keeps what it calls in memory, and does not bring the service back. So none of a module's functions
// hangs on one: the clock's timers call them by way of the callbacks, which load the service first.

import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** The loop of the app's watchdog never calls the service, and must run while there is no memory for it. */
const ALONE = ['firmware/app/watchdog.ts'];

/** `callbacks.turn`, `resident.callbacks.mark`: a function that stays in memory. */
function isEar(callback: ts.Expression | undefined): boolean {
  if (!callback || !ts.isPropertyAccessExpression(callback)) return false;
  const owner = callback.expression;
  return (ts.isPropertyAccessExpression(owner) ? owner.name : owner).getText() === 'callbacks';
}

/** Names under which the file has imported the chip's own timer. */
function timersIn(source: ts.SourceFile): string[] {
  return source.statements.flatMap((one) => {
    if (!ts.isImportDeclaration(one) || !one.moduleSpecifier.getText().includes('platform/espruino')) return [];
    const names = one.importClause?.namedBindings;
    if (!names || !ts.isNamedImports(names)) return [];
    return names.elements
      .filter((name) => (name.propertyName ?? name.name).text === 'after')
      .map((name) => name.name.text);
  });
}

/** `file:line` of each timer of the chip's that does not call a callback, and of each other use of what makes one. */
function rawTimers(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const timers = timersIn(source);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const parent = node.parent;
    if (ts.isIdentifier(node) && timers.includes(node.text) && !ts.isImportSpecifier(parent)) {
      const isCall = ts.isCallExpression(parent) && parent.expression === node;
      const isMember = ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent);
      const isFine = isCall ? isEar(parent.arguments[1]) : isMember && parent.name === node;
      if (!isFine) found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const HAL = "import { after } from '../platform/espruino.ts';\n";

describe('a timer of the chip', () => {
  it.each([
    [`${HAL}after(5, resident.callbacks.mark, 'x');`],
    [`${HAL}after(5, callbacks.unloadIdle);`],
    [`${HAL}service.ports.clock.after(5, () => 1);`],
    [`${HAL}const context = { after: (ms, fn) => after(ms, service.callbacks.turn, fn) };`],
    ["import { after } from '../service/other.ts';\nafter(5, look);"],
  ])('may call a callback, and only that: %j is fine', (text) => {
    expect(rawTimers('x.ts', text)).toEqual([]);
  });

  it.each([
    [`${HAL}after(5, look);`],
    [`${HAL}after(5, () => service.say('x'));`],
    [`${HAL}after(5, service.say);`],
    [`${HAL}const later = after;`],
    [`${HAL}use(after);`],
    ["import { after as wait } from '../platform/espruino.ts';\nwait(5, look);"],
  ])('of a module of its own is found: %j', (text) => {
    expect(rawTimers('x.ts', text)).toEqual(['x.ts:2']);
  });

  it('belongs to no module of the firmware', () => {
    const all = readdirSync('firmware', { recursive: true }).map((file) => `firmware/${file}`);
    const files = all.filter((file) => /\.ts$/.test(file) && !/^firmware\/hal\//.test(file) && !ALONE.includes(file));
    expect(files.flatMap((file) => rawTimers(file, readFileSync(file, 'utf8')))).toEqual([]);
  });
});
