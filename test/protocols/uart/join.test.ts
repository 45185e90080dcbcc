import { describe, expect, it } from 'vitest';
import { isFault } from '../../../firmware/lib/result.ts';
import { joinChanges } from '../../../firmware/protocols/uart/join.ts';
import { eachOnChip } from '../../fakes/chip.ts';
import { onInterpreters } from '../../interpreters.ts';

const NETWORKS = [
  { ssid: 'Home', rssi: -40, channel: 6, auth: 'wpa_wpa2' },
  { ssid: 'Guest', rssi: -40, channel: 6, auth: 'open' },
  { ssid: 'New', rssi: -40, channel: 6, auth: 'unknown' },
];

const station = (auth: number, SSID: string, PWD = ''): object => ({
  mode: 0,
  save_config: 1,
  STA: { auto: 1, auth, SSID, PWD },
});

const ROWS: [what: string, words: string[], want: unknown][] = [
  ['a network that was seen: its auth', ['Home', 'password'], station(3, 'Home', 'password')],
  ['one that was not seen: WPA2', ['Hidden', 'password'], station(4, 'Hidden', 'password')],
  ['one whose auth the port can not name: WPA2', ['New', 'password'], station(4, 'New', 'password')],
  ['no password: open', ['Guest'], station(1, 'Guest')],
  ['an empty password: open', ['Guest', ''], station(1, 'Guest')],
  ['a password for a network that is seen open: WPA2', ['Guest', 'password'], station(4, 'Guest', 'password')],
  ['no name', [], ['missing_field', 'STA.SSID']],
  ['an empty name', ['', 'password'], ['missing_field', 'STA.SSID']],
  ['a name without quotes', ['My', 'Home', 'password'], ['invalid_request', 'STA.PWD']],
];

const told = (words: string[]): unknown => {
  const changes = joinChanges(words, NETWORKS);
  return isFault(changes) ? [changes.code, changes.field] : changes;
};

describe('`wifiprov join`', () => {
  it.each(ROWS)('takes %s', (_what, words, want) => expect(told(words)).toEqual(want));

  onInterpreters((path) => {
    it('means the same on the real interpreter', async () => {
      const call = `[m.joinChanges(row,${JSON.stringify(NETWORKS)})]`;
      const chip = await eachOnChip(
        path,
        'firmware/protocols/uart/join.ts',
        call,
        ROWS.map((row) => row[1]),
      );
      const shown = (chip as { code?: string; field?: string }[][]).map(([given]) =>
        given?.code ? [given.code, given.field] : given,
      );
      expect(shown).toEqual(ROWS.map((row) => row[2]));
    });
  });
});
