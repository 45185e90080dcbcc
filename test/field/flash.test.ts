// What stands in flash besides our own: noise, and what another firmware has left. Kinds of trouble: firmware/docs/field.md.

import { expect, it } from 'vitest';
import { FLASH_START, RAW_START, STORAGE_START } from '../../tools/sim/flash/image.ts';
import { onBothEngines } from '../e2e/engines.ts';
import { HOME_LINE, HOME_POINT } from '../e2e/requests.ts';

/** The same bytes in each run. */
function noise(image: Buffer, start: number, end: number): void {
  let word = 1;
  for (let at = start; at < end; at++) {
    word = (word * 1_103_515_245 + 12_345) % 2 ** 31;
    image[at - FLASH_START] = word >> 16;
  }
}

const STORAGE_END = STORAGE_START + 0xe0000;
const FLASHES: [what: string, flash: (image: Buffer) => void][] = [
  ['noise in Storage', (image) => noise(image, STORAGE_START, STORAGE_END)],
  ['noise in our partition', (image) => noise(image, RAW_START, STORAGE_START)],
  ['noise everywhere', (image) => noise(image, RAW_START, STORAGE_END)],
  ['zeroes everywhere', (image) => image.fill(0)],
  ['the file system of another firmware', (image) => image.write('littlefs/'.repeat(700), 0, 'latin1')],
];

onBothEngines('a flash with what others have left', (start) => {
  it.each(FLASHES)('%s: the device starts, and keeps a network over a restart', async (_what, flash) => {
    const rig = await start({ flash, air: [HOME_POINT] });
    await rig.command(HOME_LINE);
    await rig.said('# saved', 30_000);
    const boots = (await rig.state()).boots;
    await rig.core.control({ do: 'power-cycle' });
    await rig.until(async () => (await rig.state()).boots > boots, 15_000);
    await rig.online('Home', 60_000);
    expect((await rig.command('wifiprov get')).join()).toContain('STA.SSID="Home"');
  });
});
