// Keeps an app's property names as they are: the build shortens some (internal-names.mjs), which nobody outside knows.
//
//   { query: 1 }.query   ->   { "query": 1 }["query"]        quoted names are left alone
import ts from 'typescript';
import { INTERNAL } from '../internal-names.mjs';

/** @typedef {{ from: number, to: number, text: string }} Edit */

/** @param {ts.Node} node @param {ts.SourceFile} tree @returns {Edit | undefined} */
function accessEdit(node, tree) {
  if (!ts.isPropertyAccessExpression(node) || !INTERNAL.test(node.name.text)) return undefined;
  const from = node.expression.getEnd();
  const dot = tree.text.slice(from, node.name.getStart(tree)).replace(/^(\s*)\./, '$1');
  return { from, to: node.name.getEnd(), text: `${dot}[${JSON.stringify(node.name.text)}]` };
}

/** Of an object or a class. @param {ts.Node} node @param {ts.SourceFile} tree @returns {Edit | undefined} */
function nameEdit(node, tree) {
  const isMember =
    ts.isPropertyAssignment(node) ||
    ts.isShorthandPropertyAssignment(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isAccessor(node);
  if (!isMember || !ts.isIdentifier(node.name) || !INTERNAL.test(node.name.text)) return undefined;
  const quoted = JSON.stringify(node.name.text);
  const text = ts.isShorthandPropertyAssignment(node) ? `${quoted}: ${node.name.text}` : quoted;
  return { from: node.name.getStart(tree), to: node.name.getEnd(), text };
}

/** Lines stay where they are. @param {string} source @param {string} fileName */
export function quoteNames(source, fileName) {
  const tree = ts.createSourceFile(fileName, source, ts.ScriptTarget.ES2022, true);
  /** @type {Edit[]} */
  const edits = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    const edit = accessEdit(node, tree) ?? nameEdit(node, tree);
    if (edit) edits.push(edit);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  edits.sort((a, b) => b.from - a.from);
  return edits.reduce((text, edit) => text.slice(0, edit.from) + edit.text + text.slice(edit.to), source);
}
