// What sealed sessions keep in flash: the key with its code, the seed of nonces, and what happens when one is missing.

import { expect, it } from 'vitest';
import { encodeRecord } from '../../firmware/storage/record.ts';
import { ALONE, SETUP_CODE } from '../../firmware/storage/store.ts';
import { crc32 } from '../fakes/flash.ts';
import { onBothEngines, onNodeOnly } from './engines.ts';
import { codeOf, refused, restart } from './sealed.ts';

const PAGE_BYTES = 4096;
const FLASHED = 'ABCDEFGH2345';
/** What a tool writes at flashing: the code, and no key. */
function flashCode(image: Buffer): void {
  const record = { kind: SETUP_CODE | ALONE, version: 2, sequence: 1, payload: FLASHED };
  image.write(encodeRecord(record, crc32), 0, 'latin1');
}

/** The boot log: its two pages are worn out, or somebody has erased them. */
function loseLog(image: Buffer): void {
  image.fill(0xff, 14 * PAGE_BYTES, 16 * PAGE_BYTES);
}

const WINDOW = { start: { access: 'window' as const } };

onBothEngines('a code that was written at flashing', (start) => {
  it('gets its key at the first start, once, and opens sessions', async () => {
    const rig = await start({ ...WINDOW, flash: flashCode });
    expect((await codeOf(rig)).replaceAll('-', '')).toBe(FLASHED);
    await rig.until(async () => (await refused(rig, FLASHED)) === 'ok');
    await restart(rig);
    const { flashWrites } = await rig.state();
    expect(await refused(rig, FLASHED)).toBe('ok');
    expect((await rig.state()).flashWrites - flashWrites).toBeLessThanOrEqual(2);
  });
});

onNodeOnly('the seed of nonces', (start) => {
  it('is made when the first client asks, if there was no scan since', async () => {
    const rig = await start({ ...WINDOW, provisioned: true, flash: loseLog });
    await rig.online('Home');
    const code = await codeOf(rig);
    // The numbers of starts come again, so the seed of before was forgotten.
    expect(await refused(rig, code)).toBe('busy');
    await rig.core.pass(2_000);
    expect(await refused(rig, code)).toBe('ok');
    await restart(rig);
    expect(await refused(rig, code)).toBe('ok');
  });
});
