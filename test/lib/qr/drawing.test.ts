// The QR codes of the device: module by module those of another encoder, and read by another decoder.

import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { wifiText } from '../../../firmware/config/wifi-text.ts';
import { begin, step, WRITE_MAX } from '../../../firmware/lib/qr/drawing.ts';
import { eachOnChip } from '../../fakes/chip.ts';
import { canScan, decoded, modulesOf, scan } from '../../fakes/scan.ts';
import { onInterpreters } from '../../interpreters.ts';

interface Drawn {
  lines: string[];
  writes: string[];
  /** Modules in a row, without the quiet zone. */
  size: number;
}

function draw(text: string): Drawn {
  const drawing = begin(text);
  if (!drawing) throw new Error(`${text.length} bytes are too long`);
  const writes: string[] = [];
  while (step(drawing, (bytes) => writes.push(bytes)));
  return { lines: decoded(writes.join('')).split('\r\n').slice(0, -1), writes, size: drawing.shape.size };
}
const show = (modules: boolean[][]): string[] => modules.map((row) => row.map((dark) => (dark ? '#' : '.')).join(''));

/** The text as the bytes that the device has. */
const bytesOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const filled = (length: number): string => 'WIFI:T:WPA;S:PROV_0A1B2C;P:7KQ2M9XD4TRA;;'.repeat(9).slice(0, length);
/** Every byte there is, in an order without a pattern. */
const noise = (length: number): string =>
  Array.from({ length }, (_, i) => String.fromCharCode((i * 167 + ((i * i) >> 3)) & 255)).join('');

/** Light rows around the code; a line has two. */
const QUIET_ROWS: { [size: number]: { above: number; below: number } } = {
  29: { above: 4, below: 5 },
  41: { above: 2, below: 1 },
  61: { above: 4, below: 5 },
};
const repeat = <T>(one: T, times: number): T[] => Array.from({ length: times }, () => one);

const SIZES: [length: number, size: number][] = [
  [0, 29],
  [1, 29],
  [41, 29],
  [52, 29],
  [53, 29],
  [54, 41],
  [108, 41],
  [133, 41],
  [134, 41],
  [135, 61],
  [256, 61],
  [320, 61],
  [321, 61],
];

describe('a QR code', { timeout: 30_000 }, () => {
  it.each(SIZES)('of %i bytes has %i modules a row, and each of them is right', (length, size) => {
    for (const text of [filled(length), noise(length), '\xff'.repeat(length), '\0'.repeat(length)]) {
      const drawn = draw(text);
      const version = (size - 17) / 4;
      const other = encode([...Buffer.from(text, 'latin1')], {
        ...{ ecc: 'L', boostEcc: false, maskPattern: 1, border: 4 },
        ...{ minVersion: version, maxVersion: version },
      });
      const { above, below } = QUIET_ROWS[size] as { above: number; below: number };
      const light = other.data[0] as boolean[];
      const rows = [...repeat(light, above), ...other.data.slice(4, -4), ...repeat(light, below)];
      expect(show(modulesOf(drawn.lines))).toEqual(show(rows));
      expect(drawn.size).toBe(size);
    }
  });

  it('is not begun for more than 321 bytes', () => {
    expect(begin(filled(321))).toBeDefined();
    expect(begin(filled(322))).toBeUndefined();
  });
  onInterpreters((path) => {
    it('is the same in the real interpreter', async () => {
      const rows = [filled(41), filled(110), noise(321)];
      const call =
        '((one, writes) => { while (m.step(one, (bytes) => writes.push(bytes))); return writes; })(m.begin(row), [])';
      const chip = await eachOnChip(path, 'firmware/lib/qr/drawing.ts', call, rows);
      expect(chip).toEqual(rows.map((row) => draw(row).writes));
    });
  });

  it.each([41, 110, 321])('of %i bytes is written in pieces of at most 128 bytes', (length) => {
    const { writes } = draw(filled(length));
    expect(Math.max(...writes.map((bytes) => bytes.length))).toBeLessThanOrEqual(WRITE_MAX);
    expect(WRITE_MAX).toBe(128);
  });

  it('takes no more than one line to the UART in a step, and needs no line before it has worked out all', () => {
    const drawing = begin(filled(154));
    const lines: number[] = [];
    let written = '';
    while (drawing && step(drawing, (bytes) => (written += bytes))) {
      lines.push(written.split('\n').length - 1);
      written = '';
    }
    expect(Math.max(...lines)).toBe(1);
    expect(lines.indexOf(1)).toBeGreaterThan(40);
  });
});

const SSIDS: [what: string, ssid: string][] = [
  ['the default', 'PROV_0A1B2C'],
  ['quotes', '"My" \'Home\''],
  ['semicolons and colons', ';;a;b:c,;'],
  ['backslashes', '\\\\server\\share\\'],
  ['all that is escaped', '\\;,:"\\;,:"'],
  ['emoji', '🏠📶 Café 日本語'],
  ['31 bytes', 'x'.repeat(31)],
  ['31 bytes that are all escaped', '\\'.repeat(31)],
  ['hex digits', 'ABCDEF12'],
  ['percent signs', '100%25 %3B'],
  ['blanks around it', '  Home  '],
  ['what looks like another field', 'a;P:other;'],
  ['one byte', '!'],
  ['a scheme', 'WIFI:T:nopass'],
];
const PSKS: [what: string, psk: string][] = [
  ['a setup code', '7KQ2M9XD4TRA'],
  ['quotes, semicolons, backslashes', '"\\;:,"\\;:,"'],
  ['62 bytes', 'p'.repeat(62)],
  ['62 bytes that are all escaped', ';'.repeat(62)],
  ['emoji', '🔑🔑🔑🔑'],
  ['only hex digits', '0123456789abcdef'],
  ['blanks', '        '],
];
const PAIRS = [
  ...SSIDS.map((row) => [...row, 'a setup code', '7KQ2M9XD4TRA'] as const),
  ...PSKS.map((row) => ['the default', 'PROV_0A1B2C', ...row] as const),
  ['31 bytes that are all escaped', '"'.repeat(31), '62 of them', ':'.repeat(62)] as const,
  ['emoji', '🏠📶', 'none', ''] as const,
];

describe.skipIf(!canScan)('another decoder', { timeout: 30_000 }, () => {
  it.each(PAIRS)('reads the SSID %s (%s) with the password %s (%s)', (_what, ssid, _kind, psk) => {
    const text = wifiText(bytesOf(ssid), bytesOf(psk));
    expect(scan(draw(text).lines)).toBe(text);
  });

  it.each([0, 1, 53, 54, 134, 135, 321])('reads %i bytes of any value', (length) => {
    expect(scan(draw(noise(length)).lines)).toBe(noise(length));
  });
});
