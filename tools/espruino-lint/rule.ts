// What a rule of the dialect is, how a finding is reported, and the tree walk that all families share.

import type { Node } from 'acorn';

/** One thing that Espruino does not do, or does wrong in silence. */
export interface Rule {
  why: string;
  /** What to write, as the end of a sentence. */
  instead: string;
  /** The smallest program that shows it; refused by the checker, and run on the real interpreter by a test. */
  bad: string;
  /** What the interpreter made of it (JSON of its value, or `throws ...`). */
  seen: string;
  /** What JavaScript says, where Node cannot be asked. */
  right?: string;
  /** The first build that was mended (`2v27.80`: 80 commits after 2v27); it gives what JavaScript gives. */
  mendedIn?: string;
}

export type Rules = { readonly [id: string]: Rule };
export type Report = (rule: string, node: Node) => void;
/** A family looks at the whole program and reports; its rules are the table it exports beside. */
export interface Family {
  readonly rules: Rules;
  readonly inspect: (program: Node, report: Report, parents: Parents) => void;
}
export type Parents = ReadonlyMap<Node, Loose>;

/** Fields differ from kind to kind and the checks ask by name, so nodes are read as loose records. */
export interface Loose extends Node {
  // biome-ignore lint/suspicious/noExplicitAny: acorn's union of all node kinds buys nothing here but casts
  [field: string]: any;
}

export function childrenOf(node: Node): Loose[] {
  const children: Loose[] = [];
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child === 'object' && typeof child.type === 'string') children.push(child as Loose);
    }
  }
  return children;
}

/** Visits every node, parents first; `path` is the way from the program down to the node's parent. */
export function walk(program: Node, visit: (node: Loose, path: readonly Loose[]) => void): void {
  const path: Loose[] = [];
  const step = (node: Loose): void => {
    visit(node, path);
    path.push(node);
    childrenOf(node).forEach(step);
    path.pop();
  };
  step(program as Loose);
}

export function isFunction(node: Node): boolean {
  return /^(Function(Declaration|Expression)|ArrowFunctionExpression)$/.test(node.type);
}

/** `a.name`, `a["name"]` → 'name'; anything else → undefined. */
export function propertyName(node: Loose): string | undefined {
  const key: Loose = node.type === 'MemberExpression' ? node['property'] : node['key'];
  if (!node['computed'] && (key.type === 'Identifier' || key.type === 'PrivateIdentifier')) return key['name'];
  return key.type === 'Literal' ? String(key['value']) : undefined;
}
