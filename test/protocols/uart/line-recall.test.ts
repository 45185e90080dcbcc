import { describe, expect, it } from 'vitest';
import { addLine, maskLine, RECALL_BYTES, RECALL_LINES } from '../../../firmware/protocols/uart/line-recall.ts';
import { eachOnChip } from '../../fakes/chip.ts';
import { onInterpreters } from '../../interpreters.ts';

const all = (lines: string[]): string[] => lines.reduce(addLine, [] as string[]);

const LINES: [line: string, shown: string | undefined][] = [
  ['wifiprov get', 'wifiprov get'],
  ['wifiprov set 0 1 0 1 4 Home password', 'wifiprov set 0 1 0 1 4 Home ********'],
  ['wifiprov set 0 1 GEN 0 1 4 Home password', 'wifiprov set 0 1 GEN 0 1 4 Home ********'],
  ['wifiprov set 1 1 "GEN" 1 1 4 "My AP" "pass word"', 'wifiprov set 1 1 GEN 1 1 4 "My AP" ********'],
  ['wifiprov set 0 1 0 1 4 Home pass word', 'wifiprov set 0 1 0 1 4 Home ********'],
  ['wifiprov set 0 1 0 1 1 Guest', 'wifiprov set 0 1 0 1 1 Guest'],
  ['wifiprov set 0 1 GEN 0 1 1 Guest', 'wifiprov set 0 1 GEN 0 1 1 Guest'],
  ['wifiprov set 0 1 0 1 4 "a \\"b\\"" password', 'wifiprov set 0 1 0 1 4 "a \\"b\\"" ********'],
  ['wifiprov "set" 0 1 0 1 4 Home password', 'wifiprov set 0 1 0 1 4 Home ********'],
  ["wifiprov set 'WIFI:T:WPA;S:Home;P:password;;'", undefined],
  ['wifiprov set "wifi:T:WPA;S:Home;P:password;;"', undefined],
  ['wifiprov set 0 1 0 1 4 Home "password', undefined],
  ['wifiprov ste 0 1 0 1 4 Home password', 'wifiprov ste 0 1 0 1 4 Home ********'],
  ['set 0 1 0 1 4 Home password', 'set 0 1 0 1 4 Home ********'],
  ['wifiprov set Home password', 'wifiprov set Home ********'],
  ['wifiprov set 0 1', 'wifiprov set 0 1'],
  ['wifiprov set STA.SSID="My Home" sta.pwd=password STA.auto=1', 'wifiprov set "STA.SSID=My Home" sta.pwd=******** STA.auto=1'],
  ['wifiprov set STA.PW=password', 'wifiprov set STA.PW=********'],
  ['wifiprov set app.ssid=password app.token="a b"', 'wifiprov set app.ssid=******** app.token=********'],
  ['wifiprov set STA.SSID=Home pass', 'wifiprov set STA.SSID=Home pass'],
  ['wifiprov join "My Home" password', 'wifiprov join "My Home" ********'],
  ['wifiprov join My Home password', 'wifiprov join My Home ********'],
  ['wifiprov jion Home password', 'wifiprov jion Home ********'],
  ['wifiprov join Home', 'wifiprov join Home'],
  ['wifiprov debug level ff', 'wifiprov debug level ff'],
  ['WIFI:T:WPA;S:Home;P:password;;', undefined],
  ['help', 'help'],
  ['', ''],
]; // biome-ignore format: rows

describe('the recall', () => {
  it.each(LINES)('shows %s as it may be shown', (line, shown) => expect(maskLine(line)).toBe(shown));

  it('never shows a password, wherever the words stand', () => {
    const words = ['0', '1', 'GEN', '0', '1', '4', 'Home'];
    for (let left = 0; left < words.length; left++) {
      const line = `wifiprov set ${words.filter((_word, i) => i !== left).join(' ')} s3cr3tpass`;
      expect([line, maskLine(line)?.includes('s3cr3tpass') ?? false]).toEqual([line, false]);
    }
  });

  it('keeps the last lines, no more than its count', () => {
    const lines = Array.from({ length: RECALL_LINES + 3 }, (_one, i) => `line ${i}`);
    expect(all(lines)).toEqual(lines.slice(-RECALL_LINES));
  });

  it('keeps no more than its bytes, and lets the oldest go', () => {
    const lines = ['a', 'b', 'c'].map((letter) => letter.repeat(200));
    expect(all(lines)).toEqual(lines.slice(1));
    expect(all([...lines.slice(0, 2), 'x'])).toEqual([lines[1], 'x']);
    expect(all(['b'.repeat(RECALL_BYTES)]).length).toBe(1);
    expect(all(['b'.repeat(RECALL_BYTES + 1)])).toEqual([]);
  });

  it('leaves out empty lines and a repeated one', () => expect(all(['a', '', 'a', 'b', 'a'])).toEqual(['a', 'b', 'a']));
  onInterpreters((path) => {
    it('is the same in the real interpreter', async () => {
      const chip = await eachOnChip(
        path,
        'firmware/protocols/uart/line-recall.ts',
        '[m.maskLine(row)]',
        LINES.map((row) => row[0]),
      );
      expect(chip).toEqual(LINES.map((row) => [row[1] ?? null]));
    });
  });
});
