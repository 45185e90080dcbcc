import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isForRequests, KEEP_VARS_MIN, mayStay } from '../../firmware/runtime/keeping.ts';
import { MODULES } from '../../tools/build/module-table.mjs';

describe('modules stay for the next request', () => {
  it.each([
    [-1, false],
    [0, true],
    [1, true],
  ])('with the limit %d variables free: %s', (more, stays) => {
    expect(mayStay(KEEP_VARS_MIN + more)).toBe(stays);
  });

  it('where they are made for each one', () => {
    expect(MODULES.map(({ name }) => name).filter(isForRequests)).toEqual(
      ['parse', 'checkCommand', 'commands', 'wifiUri', 'validate', 'form', 'status', 'espressif'].sort(
        (a, b) => MODULES.findIndex(({ name }) => name === a) - MODULES.findIndex(({ name }) => name === b),
      ),
    );
  });

  it('as the guide for embedders says', () => {
    const guide = readFileSync('firmware/docs/embedding.md', 'utf8');
    expect(guide).toContain(`while ${KEEP_VARS_MIN} variables are free`);
  });
});
