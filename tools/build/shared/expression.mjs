// What evaluating a module or a piece gives: the value of its last statement, or of the only one.
import remapping from '@jridgewell/remapping';
import { parse } from 'acorn';
import MagicString from 'magic-string';

/**
 * Takes the mark away that kept the value alive: `...;MARK(value);`. Where nothing else stands there, it is an expression:
 * a declaration would hold itself, so that only a collection of garbage could free it.
 * @param {string} code @param {string} map @param {string} mark
 */
export function asExpression(code, map, mark) {
  const { body } = /** @type {any} */ (parse(code, { ecmaVersion: 'latest' }));
  const { expression } = body.at(-1);
  const call = expression.type === 'SequenceExpression' ? expression.expressions.at(-1) : expression;
  if (call.callee?.name !== mark) throw new Error(`no ${mark} at the end of ${code.slice(-80)}`);
  const [value] = call.arguments;
  const text = new MagicString(code);
  text.remove(value.end, code.length);
  text.remove(call.start, value.start);
  // A statement must not begin with either of these.
  if (call.start === 0 && /^(Function|Object)Expression$/.test(value.type)) text.prependLeft(0, '(').append(')');
  const step = text.generateMap({ hires: 'boundary', source: 'code' });
  const whole = remapping([/** @type {any} */ (step), /** @type {any} */ (JSON.parse(map))], () => null);
  return { code: text.toString(), map: whole.toString() };
}
