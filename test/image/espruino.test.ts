// Espruino's download: the right files at their places, and a sentence for each that is not right.

import { expect, it } from 'vitest';
import { espruinoParts } from '../../tools/image/espruino.ts';
import { files, program, programOf, rowOf, table } from './espruino-files.ts';

const read = (changes: { [name: string]: Buffer } = {}) => {
  const all = { ...files(), ...changes };
  return (name: string): Buffer => all[name as keyof typeof all];
};
const APP_MAX = 0x180000;

it('goes where its own README says', () => {
  const parts = espruinoParts('espruino_esp32.bin', read());
  expect(Array.isArray(parts) && parts.map(({ name, offset }) => [name, offset])).toEqual([
    ['bootloader.bin', 0x1000],
    ['partitions_espruino.bin', 0x8000],
    ['espruino_esp32.bin', 0x10000],
  ]);
});

it.each<[string, { [name: string]: Buffer }, string]>([
  ['a loader that is none', { 'bootloader.bin': Buffer.alloc(64) }, 'bootloader.bin is not an ESP32 program'],
  ['a program for a C3', { 'espruino_esp32.bin': program(5) }, 'espruino_esp32.bin is for another chip'],
  ['an empty program', { 'espruino_esp32.bin': Buffer.alloc(0) }, 'espruino_esp32.bin is too short'],
  ['a table that is none', { 'partitions_espruino.bin': program() }, 'is not a partition table'],
  [
    'a table without the raw area',
    { 'partitions_espruino.bin': table(rowOf(0x320000, 0xe0000)) },
    'partitions_espruino.bin lacks the 64 KiB at 0x310000',
  ],
  [
    'a table with a smaller Storage',
    { 'partitions_espruino.bin': table(rowOf(0x310000, 0x10000), rowOf(0x320000, 0xdf000)) },
    'or the 896 KiB of Storage',
  ],
  [
    'an older release',
    { 'espruino_esp32.bin': programOf('2v26.117') },
    'Espruino 2v26.117 is too old for wifiprov; put Espruino 2v27 or newer on the board first',
  ],
  [
    'a program larger than its partition',
    { 'espruino_esp32.bin': program(0, APP_MAX + 1) },
    `espruino_esp32.bin has ${APP_MAX + 1} bytes`,
  ],
])('%s is refused', (_, changes, said) => {
  expect(espruinoParts('espruino_esp32.bin', read(changes))).toMatchObject({
    ok: false,
    field: 'espruino',
    message: expect.stringContaining(said),
  });
});

it.each(['2v27', '2v27.45', '2v29.277', '2v30', '3v01'])('a program of %s goes', (version) => {
  expect(espruinoParts('espruino_esp32.bin', read({ 'espruino_esp32.bin': programOf(version) }))).toHaveLength(3);
});

it('a program as large as its partition goes', () => {
  const changes = { 'espruino_esp32.bin': program(0, APP_MAX) };
  expect(espruinoParts('espruino_esp32.bin', read(changes))).toHaveLength(3);
});
