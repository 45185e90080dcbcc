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
  ['Caf\xef\xbf\xbd', ['Cafe', 'Caf\xc3\xa9'], ' Found "Caf\xc3\xa9", which differs in special characters.'],
  ['Cafe\xcc\x81', ['Cafe', 'Caf\xc3\xa9'], ' Found "Caf\xc3\xa9", which differs in special characters.'],
  ['Home\xe2\x80\x8b', ['Home'], ' Found "Home", which differs in special characters.'],
  ['Cafe', ['Caf\xc3\xa9'], ''],
  ['\xe7\xbd\x91', ['\xe5\xae\xb6'], ''],
  ['\xc3\xa41', ['\xc3\xb61'], ''],
  ['\xc3\xa412', ['\xc3\xb612'], ' Found "\xc3\xb612", which differs in special characters.'],
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
