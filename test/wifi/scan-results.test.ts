import { describe, expect, it } from 'vitest';
import type { ScanResult } from '../../firmware/platform/ports.ts';
import { apChannel, digest, NETWORKS_MAX, pack, strongestFirst, unpack } from '../../firmware/wifi/scan-results.ts';
import { eachOnChip } from '../fakes/chip.ts';
import { onInterpreters } from '../interpreters.ts';

const row = (ssid: string, rssi: number, channel = 1): ScanResult => ({ ssid, rssi, channel, auth: 'wpa2' });

describe('what a scan saw', () => {
  it('is one row per SSID, the strongest, strongest first, without hidden ones', () => {
    const rows = [row('Home', -70), row('', -20), row('Far', -90), row('Home', -40, 6), row('home', -60)];
    expect(digest(strongestFirst(rows))).toEqual([row('Home', -40, 6), row('home', -60), row('Far', -90)]);
  });

  it(`keeps ${NETWORKS_MAX} rows`, () => {
    const rows = Array.from({ length: 40 }, (_one, i) => row(`N${i}`, i - 100));
    expect(digest(strongestFirst(rows))).toEqual(rows.slice(-NETWORKS_MAX).reverse());
  });

  it.each([[[]], [[row('Caf\xc3\xa9 "x"\\', -1)]], [[row('a', -1), row('b', -2)]]])(
    'is packed and unpacked: %j',
    (rows) => expect(unpack(pack(rows))).toEqual(rows),
  );

  it('nothing was packed yet', () => expect(unpack('')).toEqual([]));

  it.each([
    [[row('a', -1, 6)], 11, 1, 11],
    [[row('a', -1, 6)], 0, 1, 6],
    [[], 0, 3, 3],
    [[row('a', -1, 0)], 0, 3, 3],
    [[row('a', -1, 14)], 0, 3, 3],
    [[row('a', -1, 13)], 0, 3, 13],
  ])('%j, kept %i, else %i: the AP is on channel %i', (rows, kept, fallback, want) =>
    expect(apChannel(rows, kept, fallback)).toBe(want),
  );
  onInterpreters((path) => {
    it('is the same in the real interpreter', async () => {
      const scans = [[row('Home', -70), row('', -20), row('Far', -90), row('Home', -40, 6), row('Caf\xc3\xa9', -60)]];
      const chip = await eachOnChip(
        path,
        'firmware/wifi/scan-results.ts',
        'm.unpack(m.pack(m.digest(m.strongestFirst(row))))',
        scans,
      );
      expect(chip).toEqual(scans.map((rows) => digest(strongestFirst(rows))));
    });

    it('leaves nothing behind in the real interpreter, in whatever order the radio gives it', async () => {
      const inOrder = Array.from({ length: 20 }, (_one, i) => row(`N${i}`, -i - 30));
      const scans = [inOrder, inOrder, [...inOrder].reverse(), inOrder.slice(0, 12)];
      const left =
        '(()=>{m.digest(m.strongestFirst(row));var u=process.memory().usage;m.digest(m.strongestFirst(row));m.digest(m.strongestFirst(row));return process.memory().usage-u})()';
      expect(await eachOnChip(path, 'firmware/wifi/scan-results.ts', left, scans)).toEqual([0, 0, 0, 0]);
    });
  });
});
