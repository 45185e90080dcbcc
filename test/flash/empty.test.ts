// `wifiprov flash --espruino`: an empty board becomes a device, and whatever goes wrong is told with what to do.

import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { createTar } from 'nanotar';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RomOptions } from '../../tools/sim/rom/rom.ts';
import { command, jsonOf, type Outside, type Ran } from '../cli/bench.ts';
import { files } from '../image/espruino-files.ts';
import { type EmptyBoard, startEmptyBoard, writeDownload } from './empty-board.ts';

let board: EmptyBoard | undefined;
/** Programs that read --json want nothing else on standard output. */
const log = vi.spyOn(console, 'log');
beforeEach(() => void log.mockClear());
afterEach(async () => {
  expect(log).not.toHaveBeenCalled();
  await board?.stop();
});

async function start(options?: RomOptions): Promise<EmptyBoard> {
  board = await startEmptyBoard(options);
  return board;
}

function flash(on: EmptyBoard, words: string[], outside?: Outside): Promise<Ran> {
  const download = writeDownload(join(on.folder, 'espruino_2v29_esp32'));
  return command(['flash', '--port', on.port, '--espruino', download, '--build-dir', 'build', ...words], outside);
}

describe('an empty board', { timeout: 120_000 }, () => {
  it('gets everything, starts, and its setup code and QR code are shown', async () => {
    const on = await start();
    const ran = await flash(on, ['--yes']);
    expect(ran).toMatchObject({ exit: 0, asked: [] });
    expect(ran.out).toMatch(/^ready: ESP32, flash 4 MB, Espruino 2v27/);
    const [, code = ''] = /setup code: (\w{4}-\w{4}-\w{4})\n/.exec(ran.out) ?? [];
    expect(ran.out).toContain('By hand: join the network PROV_000110 ');
    expect(ran.out).toContain(`with the password ${code.replaceAll('-', '')}\n`);
    expect(ran.out).toContain('▄');
    const { rom } = on;
    const own = files();
    expect(rom.flash.subarray(0x1000).indexOf(own['bootloader.bin'])).toBe(0);
    expect(rom.flash.subarray(0x8000).indexOf(own['partitions_espruino.bin'])).toBe(0);
    expect(rom.flash.subarray(0x10000).indexOf(own['espruino_esp32.bin'])).toBe(0);
  });

  it('with something else on it: a person is asked, and nothing is written without a yes', async () => {
    const old = Buffer.alloc(4 * 1024 * 1024, 0x5a);
    const before = createHash('md5').update(old).digest('hex');
    const on = await start({ flash: old });
    const ran = await flash(on, [], { typed: ['n'] });
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.asked).toEqual([
      'This erases the board (ESP32, flash 4 MB): its program, its settings and its setup code. Go on?',
    ]);
    expect(ran.err).toContain('wifiprov: nothing was changed\n');
    expect(createHash('md5').update(on.rom.flash).digest('hex')).toBe(before);
    const forScripts = await flash(on, ['--json']);
    expect(forScripts.exit).toBe(2);
    expect(jsonOf(forScripts).message).toContain('--yes does it');
    expect(await flash(on, ['--json'], { typed: ['y'] })).toMatchObject({ exit: 0 });
  });

  it('whose cable is pulled is half done, says so, and the same command goes on where it stopped', async () => {
    const on = await start();
    on.cutAfter(60);
    const ran = await flash(on, ['--yes']);
    expect(ran).toMatchObject({ exit: 3, out: '' });
    expect(ran.err).toContain('the serial line is gone. The board has a part of it and does not start.');
    expect(ran.err).toContain('run the same command again');
    const before = on.rom.blocks();
    const again = await flash(on, ['--yes', '--json']);
    expect(again.exit).toBe(0);
    expect(jsonOf(again)).toMatchObject({
      ok: true,
      data: { board: 'ESP32, flash 4 MB', code: expect.stringMatching(/^\w{4}-/) },
    });
    expect(on.rom.blocks()).toBeGreaterThan(before);
  });
});

describe('a board that does not fit is refused before anything is written', { timeout: 60_000 }, () => {
  it.each<[string, RomOptions, string]>([
    [
      'an ESP32-S2',
      { magic: 0x7c6 },
      'this is an ESP32-S2; wifiprov runs on the ESP32. Nothing was changed on the board.',
    ],
    ['an unknown chip', { magic: 0x12345678 }, 'this is another chip; wifiprov runs on the ESP32.'],
    ['2 MB of flash', { flashId: 0x1540ef }, 'the flash of the board has 2MB; wifiprov needs 4MB.'],
    ['a flash that does not answer', { flashId: 0 }, 'the flash of the board does not answer'],
  ])('%s', async (_what, options, sentence) => {
    const on = await start(options);
    const ran = await flash(on, ['--yes']);
    expect(ran).toMatchObject({ exit: 1, out: '' });
    expect(ran.err).toContain(`wifiprov: ${sentence}`);
    expect(on.rom.blocks()).toBe(0);
  });
});

describe("Espruino's download", () => {
  const named = Object.entries(files()).map(([name, data]) => [`espruino_2v29_esp32/${name}`, data] as const);
  const archives: [string, () => Uint8Array][] = [
    ['espruino.zip', () => zipSync(Object.fromEntries(named))],
    ['espruino.tgz', () => gzipSync(createTar(named.map(([name, data]) => ({ name, data }))))],
  ];

  it.each(archives)('is taken as %s', async (name, make) => {
    const on = await start();
    const path = join(on.folder, name);
    writeFileSync(path, make());
    const ran = await command([
      'image',
      '--espruino',
      path,
      '--out',
      join(on.folder, 'out'),
      '--build-dir',
      'build',
      '--json',
    ]);
    expect(jsonOf(ran)).toMatchObject({ ok: true, data: { espruino: true } });
  });

  it.each<[string, string, (on: EmptyBoard, path: string) => void, string]>([
    ['that is not there', 'no.zip', () => {}, 'there is no such file or folder'],
    ['that is damaged', 'x.zip', (_on, path) => writeFileSync(path, 'PK'), 'is damaged: download it again'],
    [
      'for other boards',
      'x.zip',
      (_on, path) => writeFileSync(path, zipSync({ 'a/espruino.bin': new Uint8Array(3) })),
      'there is no espruino_esp32.bin in it',
    ],
    ['that is an empty folder', '.', () => {}, 'there is no espruino_esp32.bin in it'],
  ])('%s is refused', async (_what, name, make, sentence) => {
    const on = await start();
    const path = join(on.folder, name);
    make(on, path);
    const ran = await command(['flash', '--port', on.port, '--yes', '--build-dir', 'build', '--espruino', path]);
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err).toContain(sentence);
  });
});
