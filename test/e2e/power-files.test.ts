// A board without the raw partition keeps its config in Storage files; a board with it does not lose it with Storage.

import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FLASH_START, STORAGE_END, STORAGE_START } from '../../tools/sim/flash/image.ts';
import { flashFile, NO_PARTITION, startBoard } from './bare-board.ts';
import type { NodeRig } from './engines.ts';

const BARE = { first: NO_PARTITION };
const ssidOf = async (rig: NodeRig): Promise<string> =>
  /^STA.SSID="(.*)"$/m.exec((await rig.command('wifiprov get')).join('\n'))?.[1] ?? '';
const setLine = (ssid: string): string => `wifiprov set 0 1 0 0 1 "${ssid}"`;

async function ready(rig: NodeRig): Promise<NodeRig> {
  await rig.until(() => rig.core.readyCount() > 0);
  return rig;
}

describe('a board without the raw partition', { timeout: 120_000 }, () => {
  it('keeps its config over restarts of every kind, in Storage files', async () => {
    const rig = await ready(await startBoard(flashFile(), BARE));
    await rig.command(setLine('Cellar'));
    for (const how of ['power-cycle', 'crash']) {
      const count = rig.core.readyCount();
      await rig.core.control({ do: how });
      await rig.until(() => rig.core.readyCount() > count);
      expect(await ssidOf(rig)).toBe('Cellar');
    }
  });

  it('has the old config or the new one after a power cut at any byte of a save', async () => {
    const found: string[] = [];
    const rig = await ready(await startBoard(flashFile(), BARE));
    await rig.command(setLine('Net 0'));
    let known = 'Net 0';
    for (let n = 1; n <= 60; n++) {
      const count = rig.core.readyCount();
      await rig.core.control({ do: 'cut-power', after: (n * 7) % 330 || 1 });
      await rig.type(`${setLine(`Net ${n}`)}\r`);
      await rig.core.pass(50);
      await rig.core.control({ do: 'cut-power', after: 0 });
      const wasCut = rig.core.readyCount() > count;
      if (!wasCut) {
        await rig.core.control({ do: 'power-cycle' });
        await rig.until(() => rig.core.readyCount() > count);
      }
      const ssid = await ssidOf(rig);
      expect(wasCut ? [known, `Net ${n}`] : [`Net ${n}`]).toContain(ssid);
      found.push(ssid === known ? 'old' : 'new');
      known = ssid;
    }
    expect(new Set(found)).toEqual(new Set(['old', 'new']));
  });

  it('counts writes_left down, says storage_full at the end, and goes on after compact', async () => {
    // Storage that is nearly full of the user's own files.
    const app = 'if(!require("Storage").read("big"))require("Storage").write("big","x",0,700000);';
    const rig = await ready(await startBoard(flashFile(), { ...BARE, app }));
    const left = async (): Promise<number> =>
      Number(/^writes_left=(\d+)$/m.exec((await rig.command('wifiprov status')).join('\n'))?.[1]);
    const first = await left();
    expect(first).toBeGreaterThan(10);
    let answer = 'OK';
    let saves = 0;
    for (; answer.startsWith('OK') && saves < 2_000; saves++)
      answer = (await rig.command(setLine(`Net ${saves}`))).at(-1) ?? '';
    expect(answer).toMatch(/^ERROR storage_full .*wifiprov compact/);
    expect(await left()).toBe(0);
    const known = await ssidOf(rig);
    expect((await rig.command('wifiprov compact')).at(-1)).toMatch(/^OK/);
    expect(await ssidOf(rig)).toBe(known);
    expect(await left()).toBeGreaterThan(10);
    expect((await rig.command(setLine('After'))).at(-1)).toMatch(/^OK/);
  });
});

/** Writes a file again and again, and compacts when it is told to. */
const APP =
  'for(var i=0;i<3;i++)require("Storage").write("app"+(i%2),E.toString(getTime()+" "+i).repeat(99));setTimeout(function(){require("Storage").erase("app0");require("Storage").compact();},60000);';

/** What whoever flashes the board again does first: what is left of Storage cannot be written over. */
function eraseStorage(file: string): void {
  const image = readFileSync(file);
  image.fill(0xff, STORAGE_START - FLASH_START, STORAGE_END - FLASH_START);
  writeFileSync(file, image);
}

describe('a compaction that the user’s app causes, cut by a power failure', { timeout: 120_000 }, () => {
  it.each([1, 700, 4_000, 6_000, 60_000, 200_000])(
    'at byte %i: the config is there as soon as the firmware is, at the latest after flashing it again',
    async (after) => {
      const file = flashFile();
      // An old file lies before the firmware, so that the compaction has to move all of it.
      const rig = await ready(await startBoard(file, { app: APP }));
      await rig.command(setLine('Cellar'));
      await rig.core.control({ do: 'cut-power', after });
      const count = rig.core.readyCount();
      await rig.core.pass(61_000);
      await rig.core.control({ do: 'cut-power', after: 0 });
      await rig.core.pass(5_000);
      const cameUp = rig.core.readyCount() > count;
      if (cameUp) expect(await ssidOf(rig)).toBe('Cellar');
      else expect(rig.output()).toMatch(/Storage is corrupt|>/);
      await rig.core.stop();
      if (!cameUp) eraseStorage(file);
      const again = await ready(await startBoard(file));
      expect(await ssidOf(again)).toBe('Cellar');
      process.stderr.write(
        `measured: compaction cut at byte ${after}: ${cameUp ? 'comes up' : 'must be flashed again'}\n`,
      );
    },
  );
});
