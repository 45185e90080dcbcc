import { describe, expect, it } from 'vitest';
import type { Bundle } from '../../tools/size/report.ts';
import { modulesOf, overBudget, report } from '../../tools/size/report.ts';

// One line of code and a source map that says: column 0 from one.ts, column 12 from two.ts.
const bundle: Bundle = {
  path: 'build/x.js',
  code: 'var a=()=>1;var b=()=>2,c=()=>3;',
  map: JSON.stringify({
    version: 3,
    sources: ['../firmware/one.ts', '../firmware/two.ts'],
    names: [],
    mappings: 'AAAA,YCAA',
  }),
  inputs: { 'firmware/one.ts': { bytesInOutput: 12 }, 'firmware/two.ts': { bytesInOutput: 18 } },
};

describe('the size report', () => {
  it('gives bytes and functions of every module, biggest first, and what belongs to none', () => {
    expect(modulesOf(bundle)).toEqual([
      { module: 'firmware/two.ts', bytes: 18, functions: 2 },
      { module: 'firmware/one.ts', bytes: 12, functions: 1 },
      { module: '(wrapper)', bytes: 2, functions: 0 },
    ]);
  });

  it.each([
    [31, ['the bundles are 1 bytes over the 31 they may take in flash']],
    [32, []],
    [33, []],
  ])('of 32 bytes against a budget of %i', (flashBytes, faults) => {
    expect(overBudget([bundle], { flashBytes })).toEqual(faults);
  });

  it('adds all bundles up', () => {
    expect(report([bundle, bundle], { flashBytes: 128 })).toContain('in flash: 64 of 128 bytes (50 %)');
  });
});
