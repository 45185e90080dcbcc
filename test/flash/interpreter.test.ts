// The same against the real interpreter's REPL: its Storage, its order of files of one name, its check at a start.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Firmware } from '../../tools/flash/firmware.ts';
import { type Done, flashBoard } from '../../tools/flash/job.ts';
import { createLine } from '../../tools/flash/line.ts';
import { RAW_LENGTH } from '../../tools/sim/flash/image.ts';
import { onInterpreters } from '../interpreters.ts';
import { bootFilesOf, firmwareOf, guardIn, startedIn } from './builds.ts';
import { type Interpreter, startInterpreter } from './interpreter.ts';
import { startBoard } from './rig.ts';

const folder = mkdtempSync(join(tmpdir(), 'wifiprov-cuts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let interpreter: Interpreter;
afterEach(() => interpreter?.stop());

const SHOW = { phase: () => {}, progress: () => {} };

function flash(firmware: Firmware): Promise<Done> {
  return flashBoard(createLine(interpreter.bytes), firmware, { keepBle: false, compact: false }, SHOW);
}

/** Guard and code of the last start. Flashing is done when it has heard that start, perhaps not to the end of its line. */
async function lastStart(): Promise<(string | undefined)[]> {
  const said = (): string => interpreter.said().slice(interpreter.said().lastIndexOf('guard '));
  await interpreter.until(() => said().includes('# ready\r\n'));
  return [guardIn(said()), startedIn(said())];
}

describe('the real interpreter', { timeout: 120_000 }, () =>
  onInterpreters((path) => {
    it('gets one firmware after the other', async () => {
      interpreter = startInterpreter(path);
      expect(await flash(firmwareOf('OLD', 3000))).toMatchObject({ board: 'LINUX', uploaded: expect.any(Number) });
      expect(await lastStart()).toEqual(['OLD', 'OLD']);
      await flash(firmwareOf('NEW', 5000));
      expect(await lastStart()).toEqual(['NEW', 'NEW']);
      expect(await flash(firmwareOf('NEW', 5000))).toMatchObject({ uploaded: 0 });
    });
  }),
);

/** What flash holds after the power has failed at that byte of the change from OLD to NEW. */
async function storageAfterCut(n: number): Promise<Buffer> {
  const flashFile = join(mkdtempSync(join(folder, 'cut-')), 'flash.bin');
  const rig = await startBoard({ bootFiles: bootFilesOf('OLD'), flashFile, seed: n });
  await rig.cutPower(n);
  await rig.flash(firmwareOf('NEW'));
  await rig.stop();
  return readFileSync(flashFile).subarray(RAW_LENGTH);
}

async function bytesOfChange(): Promise<number> {
  const rig = await startBoard({ bootFiles: bootFilesOf('OLD') });
  const before = await rig.flashBytes();
  await rig.flash(firmwareOf('NEW'));
  const bytes = (await rig.flashBytes()) - before;
  await rig.stop();
  return bytes;
}

/** The words at the end, by which the names change, one by one; of what comes before, every so many. */
const LAST_BYTES = 24;
const STEP = 23;

describe('flash in which the power has failed', { timeout: 300_000 }, () =>
  onInterpreters((path) => {
    it('is started by the real interpreter as the old or the new firmware, never as corrupt', async () => {
      const bytes = await bytesOfChange();
      const seen = new Set<string | undefined>();
      for (let n = 1; n <= bytes; n += n > bytes - LAST_BYTES ? 1 : STEP) {
        interpreter = startInterpreter(path, await storageAfterCut(n));
        await interpreter.until(() => interpreter.said().includes('# ready\r\n'));
        expect(interpreter.said(), `byte ${n}`).not.toContain('corrupt');
        expect(guardIn(interpreter.said()), `byte ${n}`).toMatch(/OLD|NEW/);
        seen.add(startedIn(interpreter.said()));
        interpreter.stop();
      }
      expect([...seen].sort()).toEqual(['NEW', 'OLD']);
    });

    // In the head of the page, of the guard, and of the code, which is the one on which the guard of the next run lands.
    it.each([2, 37, 88, 89, 90])('at byte %i is mended, and flashed', async (n) => {
      interpreter = startInterpreter(path, await storageAfterCut(n));
      await flash(firmwareOf('NEW'));
      expect(await lastStart()).toEqual(['NEW', 'NEW']);
    });
  }),
);
