import { describe, expect, it } from 'vitest';
import { nearMiss, withoutSeen } from '../../firmware/lib/near.ts';
import { eachOnChip } from '../fakes/chip.ts';
import { onInterpreters } from '../interpreters.ts';

const quoted = (name: string): string => `"${name}"`;
const ROWS: [asked: string, names: string[], want: string][] = [
  ['home', ['Cafe', 'Home'], ' Found "Home", which differs in upper and lower case.'],
  ['Home ', ['Home'], ' Found "Home", which differs in spaces.'],
  ['My Net', ['MyNet'], ' Found "MyNet", which differs in spaces.'],
  ["Anna's", ['Anna\xe2\x80\x99s'], ' Found "Anna\xe2\x80\x99s", which differs in the apostrophe.'],
  [
    "anna's ",
    ['Anna\xe2\x80\x99s'],
    ' Found "Anna\xe2\x80\x99s", which differs in upper and lower case and spaces and the apostrophe.',
  ],
  ['Home', ['Home'], ''],
  ['Home', ['Homer', ''], ''],
  ['Home', [], ''],
];

describe('a near miss', () => {
  it.each(ROWS)('of %j among %j: %j', (asked, names, want) => expect(nearMiss(asked, names, quoted)).toBe(want));
  it.each(ROWS)('is not told to strangers: %j among %j', (asked, names) =>
    expect(withoutSeen(`Not found.${nearMiss(asked, names, quoted)}`)).toBe('Not found.'),
  );
  onInterpreters((path) => {
    it('is the same in the real interpreter', async () => {
      const call = 'm.nearMiss(row[0], row[1], (n) => n).length';
      const chip = await eachOnChip(path, 'firmware/lib/near.ts', call, ROWS);
      expect(chip).toEqual(ROWS.map((row) => nearMiss(row[0], row[1], (name) => name).length));
    });
  });
});
