import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wellFormed } from '../../firmware/lib/utf8.ts';
import { eachOnChip } from '../fakes/chip.ts';
import { onInterpreters } from '../interpreters.ts';

/** What a decoder shows of these bytes, as bytes. */
const decoded = (bytes: string): string =>
  Buffer.from(Buffer.from(bytes, 'latin1').toString('utf8')).toString('latin1');

const TEXTS = [
  '', 'Home', 'Caf\xc3\xa9', '\xe2\x82\xac\xf0\x9f\x98\x80', '\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf',
  'Caf\xe9', 'Caf\xe9 "Caf\xc3\xa9" \xcf\xf0', '\x80', '\xbf\xbf', '\xc0\xaf', '\xc1\xbf', '\xc3', '\xe2\x82', '\xe2\x82x', '\xe2x\x82', '\xe0\x9f\xbf', '\xed\xa0\x80',
  '\xf0\x8f\xbf\xbf', '\xf0\x90\x80', '\xf0\x9f"\x98', '\xf4\x90\x80\x80', '\xf5\x80\x80\x80', '\xff\xfe', '\xe1\xc3\xa9', '\xf1\x80\xe1\x80\xc2', '\xef\xbf\xbd', '\xd0\xd0',
]; // biome-ignore format: rows

describe('bytes as UTF-8', () => {
  it.each(TEXTS)('%j is what a decoder makes of it', (bytes) => expect(wellFormed(bytes)).toBe(decoded(bytes)));

  const byte = fc.constantFrom(
    ...'a"\x80\x8f\x90\x9f\xa0\xbf\xc1\xc2\xdf\xe0\xe1\xec\xed\xee\xef\xf0\xf1\xf3\xf4\xf5\xff'.split(''),
  );
  it('any bytes are', () => {
    const bytes = fc.array(byte, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(bytes, (text) => wellFormed(text) === decoded(text)),
      { numRuns: 5000 },
    );
  });

  onInterpreters((path) => {
    it('is the same in the real interpreter', async () => {
      const chip = await eachOnChip(
        path,
        'firmware/lib/utf8.ts',
        'm.wellFormed(row).split("").map(c => c.charCodeAt(0))',
        TEXTS,
      );
      expect(chip).toEqual(TEXTS.map((text) => [...Buffer.from(decoded(text), 'latin1')]));
    });
    it('JSON is well-formed too', async () => {
      const call = 'm.toJson([row]).split("").map(c => c.charCodeAt(0))';
      const chip = await eachOnChip(path, 'firmware/lib/json/text.ts', call, ['Caf\xe9', 'Caf\xc3\xa9']);
      expect(chip).toEqual([[...Buffer.from('["Caf\ufffd"]')], [...Buffer.from('["Caf\xe9"]')]]);
    });
  });
});
