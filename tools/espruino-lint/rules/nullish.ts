// `a == null`: the linter keeps it out of the source, but esbuild makes it of `?.` and of two comparisons.

import type { Node } from 'acorn';
import { type Loose, type Report, type Rules, walk } from '../rule.ts';

export const rules = {
  'loose-null': {
    why: 'in Espruino the text "null" == null; esbuild makes == of x === undefined || x === null',
    instead: 'use one of the two values only, or ask for the type',
    bad: '(x=>x==null)("null")',
    seen: 'true',
  },
} as const satisfies Rules;

const isNull = (node: Loose): boolean => node.type === 'Literal' && node['raw'] === 'null';

/** What `a.b(c)[d]` begins with. */
function baseOf(node: Loose): Loose {
  if (node.type === 'MemberExpression') return baseOf(node['object']);
  return node.type === 'CallExpression' ? baseOf(node['callee']) : node;
}

/** `a == null ? void 0 : a.b`, `a != null && a.b`: a text has none of the properties that are asked for. */
function isOptionalChain(asked: Loose, node: Loose, parent: Loose | undefined): boolean {
  const [name, isLast] = [asked.type === 'AssignmentExpression' ? asked['left'] : asked, parent?.['right'] === node];
  const behind: Loose | undefined = parent?.type === 'ConditionalExpression' ? parent['alternate'] : parent?.['right'];
  if (!behind || isLast || !/^(Conditional|Logical)Expression$/.test(parent?.type ?? '')) return false;
  const base = baseOf(behind);
  return base !== behind && name.type === 'Identifier' && base.type === 'Identifier' && base['name'] === name['name'];
}

export function inspect(program: Node, report: Report): void {
  walk(program, (node, path) => {
    if (node.type !== 'BinaryExpression' || !/^[=!]=$/.test(node['operator'])) return;
    const asked = isNull(node['right']) ? node['left'] : isNull(node['left']) ? node['right'] : undefined;
    if (asked && !isOptionalChain(asked, node, path.at(-1))) report('loose-null', node);
  });
}
