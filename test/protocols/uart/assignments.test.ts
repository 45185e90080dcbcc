import { describe, expect, it } from 'vitest';
import { isFault } from '../../../firmware/lib/result.ts';
import { assignments, isAssignment } from '../../../firmware/protocols/uart/assignments.ts';
import { eachOnChip } from '../../fakes/chip.ts';
import { onInterpreters } from '../../interpreters.ts';

const ROWS: [words: string[], want: unknown][] = [
  [['STA.SSID=Home', 'STA.PWD=the password'], { STA: { SSID: 'Home', PWD: 'the password' } }],
  [['sta.ssid=Home', 'MODE=0'], { STA: { SSID: 'Home' }, mode: 0 }],
  [['STA.auto=0'], { STA: { auto: 0 } }],
  [['STA.PWD=12345678'], { STA: { PWD: '12345678' } }],
  [['STA.PWD=a=b='], { STA: { PWD: 'a=b=' } }],
  [['STA.PWD='], { STA: { PWD: '' } }],
  [['AP.ch=x'], { AP: { ch: 'x' } }],
  [['AP.ch=007'], { AP: { ch: 7 } }],
  [['countrycode=USA', 'save_config=1'], { countrycode: 'USA', save_config: 1 }],
  [
    ['STA.SSID=a', 'sta.SSID=b'],
    ['duplicate_field', 'STA.SSID'],
  ],
  [['STA.SIDS=a'], ['unknown_field', 'STA.SIDS']],
  [['SSID=a'], ['unknown_field', 'SSID']],
  [['__proto__=a'], ['unknown_field', '__proto__']],
  [['STA.__proto__=a'], ['unknown_field', 'STA.__proto__']],
  [['constructor.x=a'], ['unknown_field', 'constructor.x']],
  [
    ['STA.SSID=My', 'Home'],
    ['invalid_request', undefined],
  ],
];

const told = (given: unknown): unknown => {
  const changes = given as ReturnType<typeof assignments>;
  return isFault(changes) ? [changes.code, changes.field] : changes;
};

describe('`wifiprov set <path>=<value>`', () => {
  it.each(ROWS)('%j → %j', (words, want) => expect(told(assignments(words))).toEqual(want));

  it.each([
    ['STA.SSID=Home', true],
    ['mode=', true],
    ['0', false],
    ['0=1', false],
    ['=1', false],
    ['Home', false],
    ['WIFI:S:x=1;;', false],
    [undefined, false],
  ])('%j is one: %s', (word, is) => expect(isAssignment(word)).toBe(is));

  onInterpreters((path) => {
    it('means the same on the real interpreter', async () => {
      const chip = await eachOnChip(
        path,
        'firmware/protocols/uart/assignments.ts',
        '[m.assignments(row)]',
        ROWS.map((row) => row[0]),
      );
      const shown = (chip as { code?: string; field?: string }[][]).map(([given]) =>
        given?.code ? [given.code, given.field ?? null] : given,
      );
      expect(shown).toEqual(ROWS.map(([, want]) => (Array.isArray(want) ? [want[0], want[1] ?? null] : want)));
    });
  });
});
