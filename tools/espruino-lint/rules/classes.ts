// Classes: Espruino's `super` is good for one level, its statics are not inherited, its fields live on the prototype.

import type { Node } from 'acorn';
import type { Loose, Parents, Report, Rules } from '../rule.ts';
import { propertyName, walk } from '../rule.ts';
import type { Reference } from '../scope.ts';
import { resolve } from '../scope.ts';

export const rules = {
  'extends-native': {
    why: 'a class that extends a built-in one (Error too) loses message and methods in Espruino',
    instead: 'return an error value, or throw new Error(code)',
    bad: 'class A extends Error{constructor(m){super(m)}}new A("hi").message',
    seen: "throws Calling 'super' outside of class",
  },
  'super-method-extended': {
    why: 'in Espruino super means the parent of the instance: super.method in a class that is itself extended calls itself',
    instead: 'use plain functions',
    bad: 'class A{m(){return 1}k(){return "A"}}class B extends A{m(){return super.k()}k(){return "B"}}class C extends B{n(){return super.m()}}new C().n()',
    seen: '"B"',
  },
  'static-inheritance': {
    why: 'Espruino does not inherit static members',
    instead: 'name the class that has it',
    bad: 'class A{static m(){return 1}}class B extends A{}B.m()',
    seen: 'throws Function "m" not found!',
  },
  'field-without-value': {
    why: 'Espruino cannot parse a class field without a value',
    instead: 'give it one, or set it in the constructor',
    bad: 'class A{static s;static t=2}A.t',
    seen: "throws Got ';' expected '='",
  },
  field: {
    why: 'Espruino works out a field once and keeps it on the prototype: shared by all, without `this`, in no keys or JSON',
    instead: 'set it in the constructor',
    bad: 'class A{x=[]}var a=new A(),b=new A();a.x.push(1);b.x.length',
    seen: '1',
  },
} as const satisfies Rules;

function usesSuperMethod(body: Loose): boolean {
  let found = false;
  walk(body, (n) => {
    if (n.type === 'MemberExpression' && n['object'].type === 'Super') found = true;
  });
  return found;
}

/** The class that an identifier stands for, by its declaration: `class A`, `var A = class`. */
function classOf(ref: Reference | undefined, parents: Parents, classes: readonly Loose[]): Loose | undefined {
  const d = ref?.declaration;
  return classes.find((c) => {
    const holder = c.type === 'ClassDeclaration' ? c : parents.get(c);
    return d !== undefined && holder?.['id']?.name === d.name && holder.end === d.readyAt;
  });
}

function staticsOf(node: Loose): (string | undefined)[] {
  return node['body'].body.filter((m: Loose) => m['static']).map((m: Loose) => propertyName(m));
}

export function inspect(program: Node, report: Report, parents: Parents): void {
  const references = new Map(resolve(program).map((r) => [r.node, r]));
  const classes: Loose[] = [];
  walk(program, (node) => {
    if (/^Class/.test(node.type) && node.type !== 'ClassBody') classes.push(node);
    if (node.type !== 'PropertyDefinition') return;
    if (!node['static']) report('field', node);
    else if (node['value'] === null) report('field-without-value', node);
  });
  const parentOf = (node: Loose): Loose | undefined => classOf(references.get(node['superClass']), parents, classes);
  for (const node of classes.filter((c) => c['superClass'])) {
    const parent = parentOf(node);
    if (references.get(node['superClass'])?.declaration === undefined) report('extends-native', node['superClass']);
    if (parent?.['superClass'] && usesSuperMethod(parent)) report('super-method-extended', node);
  }
  for (const ref of references.values()) {
    const member = parents.get(ref.node);
    const own = classOf(ref, parents, classes);
    if (!own?.['superClass'] || member?.type !== 'MemberExpression' || member['object'] !== ref.node) continue;
    const name = propertyName(member);
    const parent = parentOf(own);
    if (parent && !staticsOf(own).includes(name) && staticsOf(parent).includes(name))
      report('static-inheritance', member);
  }
}
