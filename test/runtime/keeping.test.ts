// Modules that requests need stay while there is plenty of memory.

import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { COLLECT_GAP_MS, KEEP_LOOK_MS, KEEP_VARS_MIN } from '../../firmware/runtime/keeping.ts';
import { MODULES } from '../../tools/build/module-table.mjs';

const [LOAD = ''] =
  /^function isShort\(\)[\s\S]*?^const load: Load = [\s\S]*?^};$/m.exec(readFileSync('firmware/main.ts', 'utf8')) ?? [];
const PLACES = [...MODULES.map(({ name }) => name)].map((name) => `;${name}:000001000001`).join('');

/** As Espruino has it from 2v29 on: it also finds the beginning of a needle at the very end of a text. */
const INDEX_OF = `const found = String.prototype.indexOf;
String.prototype.indexOf = function (needle, from) {
  const at = found.call(this, needle, from);
  for (let n = needle.length - 1; at < 0 && n > 0; n--)
    if (this.endsWith(needle.slice(0, n))) return this.length - n;
  return at;
};`;

interface Loader {
  load(name: string): unknown;
  resident: { kept: object };
  /** Variables free, and those that a collection makes free. */
  free: number;
  garbage: number;
  nowMs: number;
  isAtRest(): boolean;
  evaluated: number;
  collected: number;
}

/** `load` of main.ts, which evaluates what it must and says how often. */
function loader(): Loader {
  const scope = {
    ...{ COLLECT_GAP_MS, KEEP_VARS_MIN, free: 0, garbage: 0, nowMs: COLLECT_GAP_MS, evaluated: 0, collected: 0 },
    resident: { kept: {}, at: '', collectedMs: 0, state: {} },
    freeNow: () => scope.free,
    collect() {
      scope.collected++;
      scope.free += scope.garbage;
      scope.garbage = 0;
      return scope.free;
    },
    portMs: () => 0,
    advance: () => scope.nowMs,
    isAtRest: () => true,
    BUILD_RUN: () => ({ number: ++scope.evaluated }),
    load: (_name: string): unknown => undefined,
  };
  const { code } = transformSync(`${INDEX_OF}\nconst PLACE_DIGITS = 6;\n${LOAD}\nglobalThis.load = load;`, {
    loader: 'ts',
    define: { BUILD_MODULES: JSON.stringify(PLACES) },
  });
  return runInNewContext(`${code}\nglobalThis`, scope);
}

/** How often two loads evaluate it. */
function evaluations(name: string, free: number): number {
  const device = loader();
  device.free = free;
  device.load(name);
  device.load(name);
  return device.evaluated;
}

describe('a module that a request needs', () => {
  it.each([
    [-1, 2],
    [0, 1],
    [1, 1],
  ])('with the limit and %d variables free, two requests evaluate it %d times', (more, times) => {
    expect(evaluations('status', KEEP_VARS_MIN + more)).toBe(times);
  });

  it.each([
    [-1, 0],
    [0, 2],
  ])('goes before another one is read where there is the limit and %d: %d stay', (more, stay) => {
    const device = loader();
    device.free = KEEP_VARS_MIN;
    device.load('status');
    device.free += more;
    device.load('validate');
    expect(Object.keys(device.resident.kept)).toHaveLength(stay);
  });

  it.each([
    ['garbage', 1, 0, true, 2],
    ['too little garbage', 0, 0, true, 0],
    ['garbage, while an event of the port is due,', 1, 0, false, 0],
    ['garbage just after a collection', 1, -1, true, 0],
    ['garbage long after a collection', 1, 1, true, 2],
  ])('stays where there is nothing free but %s: %d, %d, %s: %d stay', (_what, more, ms, isAtRest, stay) => {
    const device = loader();
    device.free = KEEP_VARS_MIN;
    device.load('status');
    Object.assign(device, { free: 10, garbage: KEEP_VARS_MIN - 11 + more, isAtRest: () => isAtRest });
    device.nowMs += ms;
    device.load('validate');
    expect(Object.keys(device.resident.kept)).toHaveLength(stay);
  });

  it('makes the device collect once a second where there is no memory at all', () => {
    const device = loader();
    const names = ['status', 'validate', 'form', 'parse'];
    for (const name of names) device.load(name);
    device.nowMs += COLLECT_GAP_MS;
    for (const name of names) device.load(name);
    expect(device).toMatchObject({ collected: 2, evaluated: 8 });
  });

  it('is one of these; the others are made anew each time', () => {
    const once = MODULES.map(({ name }) => name).filter((name) => evaluations(name, KEEP_VARS_MIN) === 1);
    expect(once.join(' ')).toBe('espressif parse checkCommand commands wifiUri validate update form status');
  });
});

it('the guide for embedders names the limits', () => {
  const guide = readFileSync('firmware/docs/embedding.md', 'utf8');
  expect(guide).toContain(`while ${KEEP_VARS_MIN} variables are free`);
  expect(guide).toContain(`within ${KEEP_LOOK_MS / 1000} seconds`);
});
