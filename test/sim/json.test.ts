// Espruino's JSON in the sandbox, also where there is no interpreter to compare with.

import { expect, it } from 'vitest';
import { formatNumber } from '../../tools/sim/node/numbers.ts';
import { deviceWith, lines } from './device-bench.ts';

async function parseAll(texts: string[]): Promise<string[]> {
  const tries = texts.map((text) => `show(atob("${btoa(text)}"));`).join('');
  const device = await deviceWith(
    `function show(t){try{var v=JSON.parse(t);say(v===undefined?"nothing":JSON.stringify(v))}catch(e){say("!"+e.type)}}${tries}`,
  );
  return lines(device);
}

it('takes far more than JSON, and stops reading after the value', async () => {
  const taken: Array<[string, string]> = [
    ["{'a':1,}", '{"a":1}'],
    ['{"a":1}xyz', '{"a":1}'],
    ['[1,2,]', '[1,2]'],
    ['/*c*/0x1F//d', '31'],
    ['010', '8'],
    ['.5', '0.5'],
    ['1_000', '1000'],
    ['1e999', 'null'],
    ['"\\x41\\q\\u20ac"', '"Aq\\u00AC"'],
    ['`a`', '"a"'],
    ['"a\tb"', '"a\\tb"'],
    ['{"a":1,"a":2}', '{"a":1}'],
    ['{"__proto__":{"x":1}}', '{}'],
    ['-', 'nothing'],
  ];
  expect(await parseAll(taken.map(([text]) => text))).toEqual(taken.map(([, value]) => value));
});

it.each([
  ['{a:1}'],
  ['+1'],
  ['NaN'],
  ['undefined'],
  [''],
  ['"a'],
  ['"a\nb"'],
  ['[1 2]'],
  ['{"a" 1}'],
  ['{"a":1'],
  ['"\0"'],
])('refuses %j', async (text) => {
  expect(await parseAll([text])).toEqual(['!SyntaxError']);
});

it.each([
  [0.1 + 0.2, '0.3'],
  [1 / 3, '0.33333333333'],
  [1e21, '10e+20'],
  [1e20, '100000000000000000000'],
  [1e-7, '1e-7'],
  [-0, '0'],
  [-2.5, '-2.5'],
  [1e-6, '0.000001'],
  [Number.NaN, 'NaN'],
  [-1 / 0, '-Infinity'],
])('writes %d as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});
