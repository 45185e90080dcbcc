import { describe, expect, it } from 'vitest';
import { type Checked, checkChanges } from '../../firmware/config/check.ts';
import { isFault } from '../../firmware/lib/result.ts';
import { provisioned } from '../fakes/asking.ts';
import { eachOnChip } from '../fakes/chip.ts';
import { onInterpreters } from '../interpreters.ts';

const ROWS: [value: string, said: string][] = [
  ['correct horse\n', 'ends in a line end'],
  ['correct horse\r\n', 'ends in a line end'],
  ['correct horse\r', 'ends in a line end'],
  ['correct horse\t', 'ends in a TAB'],
  ['\tcorrect horse', 'begins with a TAB'],
  ['\ncorrect horse', 'begins with a line end'],
  ['correct\thorse', 'has a TAB after 7 bytes'],
  ['correct\nhorse', 'has a line end after 7 bytes'],
  ['correct\x01horse', 'has a control character (01) after 7 bytes'],
  ['correct\x1bhorse\n', 'has a control character (1B) after 7 bytes'],
  ['c\torrect horse', 'has a TAB after 1 byte'],
  ['correct horse\x7f', 'ends in a control character (7F)'],
  ['Caf\xc3\xa9 \x1f Bar', 'has a control character (1F) after 6 bytes'],
];

describe('a control character', () => {
  for (const block of ['STA', 'AP'])
    for (const key of ['SSID', 'PWD'])
      it.each(ROWS)(`in ${block}.${key} is refused, and said where: %j`, (value, said) => {
        const changes = { [block]: { SSID: 'Net', PWD: 'long enough', [key]: value } };
        const path = `${block}.${key}`;
        const message = `${path} ${said}; send it without`;
        expect(checkChanges(changes, provisioned())).toEqual({
          ok: false,
          code: 'invalid_value',
          field: path,
          message,
        });
      });

  it.each([[' correct horse '], ['~correct horse~'], ['p\xc3\xa4ssword'], ['\x80correct'], ['\xffcorrect']])(
    'is none of %j',
    (value) => {
      const checked = checkChanges({ STA: { SSID: 'Net', PWD: value }, AP: { SSID: value } }, provisioned());
      expect(isFault(checked)).toBe(false);
      expect((checked as Checked).config).toMatchObject({ 'STA.PWD': value, 'AP.SSID': value });
    },
  );

  onInterpreters((path) => {
    it('is refused in the same words in the real interpreter', async () => {
      const call = 'm.checkField({ path: "STA.PWD", kind: "psk", min: 0, max: 64, lo: 9, hi: 63, fallback: "" }, row)';
      const chip = await eachOnChip(
        path,
        'firmware/config/fields.ts',
        call,
        ROWS.map((row) => row[0]),
      );
      expect(chip).toEqual(
        ROWS.map((row) => expect.objectContaining({ message: `STA.PWD ${row[1]}; send it without` })),
      );
    });
  });
});
