import { describe, expect, it } from 'vitest';
import { checkChanges } from '../../../firmware/config/check.ts';
import { FIELDS, type Field } from '../../../firmware/config/schema.ts';
import { isFault } from '../../../firmware/lib/result.ts';
import { setChanges } from '../../../firmware/protocols/uart/set.ts';
import { splitWords } from '../../../firmware/protocols/uart/tokenize.ts';
import { fresh, provisioned } from '../../fakes/asking.ts';
import { eachOnChip } from '../../fakes/chip.ts';
import { onInterpreters } from '../../interpreters.ts';

const pathOf = (key: string): string => (FIELDS[key] as Field).path;

/** What the words behind `wifiprov set` do to a device without a network. */
function got(line: string): unknown {
  const split = splitWords(line);
  if (!split.ok) return split.message;
  const changes = setChanges(split.words, pathOf);
  const checked = isFault(changes) ? changes : checkChanges(changes, fresh());
  if (isFault(checked)) return [checked.code, checked.field];
  const was = fresh() as unknown as { [path: string]: unknown };
  const now = checked.config as unknown as { [path: string]: unknown };
  const changed = Object.keys(now).filter((path) => now[path] !== was[path]);
  return [
    Object.fromEntries(changed.map((path) => [path, now[path]])),
    ...checked.warnings.map((warning) => `${warning.code} ${warning.field}`),
  ];
}

const STA = (ssid: string, psk: string, auth: number): object => ({
  'STA.auth': auth,
  'STA.SSID': ssid,
  'STA.PWD': psk,
});
const AP = (ssid: string, psk: string, auth: number): object => ({
  mode: 1,
  'AP.auth': auth,
  'AP.SSID': ssid,
  'AP.PWD': psk,
});

const LINES: [line: string, want: unknown][] = [
  ['0 1 "GEN" 0 1 3 "DEMO_AP" "password"', [STA('DEMO_AP', 'password', 3)]],
  ['1 1 "GEN" 1 1 3 "DEMO_SOFTAP" "password"', [AP('DEMO_SOFTAP', 'password', 3)]],
  ['0 1 "GEN" 1 1 1 "DEMO_AP" "password"', [{ 'STA.ch': 1, 'STA.auth': 1, 'STA.SSID': 'DEMO_AP' }, 'not_enforced STA.ch', 'pwd_ignored STA.PWD']],
  ['1 1 "GEN" 1 1 1 "DEMO_SOFTAP" "password"', [{ mode: 1, 'AP.auth': 1, 'AP.SSID': 'DEMO_SOFTAP' }, 'pwd_ignored AP.PWD']],
  ['0 1 GEN 0 1 3 DEMO_AP password', [STA('DEMO_AP', 'password', 3)]],
  ['0 1 0 1 3 DEMO_AP password', [STA('DEMO_AP', 'password', 3)]],
  ['1 1 6 1 3 DEMO_SOFTAP password', [{ ...AP('DEMO_SOFTAP', 'password', 3), 'AP.ch': 6 }]],
  ['0 1 USA 0 1 3 DEMO_AP password', [{ countrycode: 'USA', ...STA('DEMO_AP', 'password', 3) }, 'not_enforced countrycode']],
  ['0 1 0 1 1 Guest', [{ 'STA.auth': 1, 'STA.SSID': 'Guest' }]],
  ['0 1 GEN 0 1 1 Guest', [{ 'STA.auth': 1, 'STA.SSID': 'Guest' }]],
  ['0 0 0 0 1 Guest ""', [{ save_config: 0, 'STA.auto': 0, 'STA.auth': 1, 'STA.SSID': 'Guest' }]],
  ['0 1 0 1 3 DEMO_AP', ['missing_field', 'STA.PWD']],
  ['1 1 1 1 3 DEMO_SOFTAP', ['missing_field', 'AP.PWD']],
  ['', ['missing_field', 'mode']],
  ['0', ['missing_field', 'save_config']],
  ['0 1', ['missing_field', 'STA.ch']],
  ['0 1 GEN', ['missing_field', 'STA.ch']],
  ['1 1 GEN 1', ['missing_field', 'AP.ssidv']],
  ['0 1 0 1', ['missing_field', 'STA.auth']],
  ['0 1 0 1 3', ['missing_field', 'STA.SSID']],
  ['0 1 GEN 0 1 3', ['missing_field', 'STA.SSID']],
  ['0 1 GEN 0 1 3 DEMO_AP pass word', ['invalid_request', 'STA.PWD']],
  ['0 1 0 1 3 DEMO_AP pass word', ['invalid_request', 'STA.PWD']],
  ['1 1 0 1 3 DEMO_AP pass word', ['invalid_request', 'AP.PWD']],
  ['0 1 GEN 0 1 3 DEMO_AP "pass word" and more', ['invalid_request', 'STA.PWD']],
  ['0 1 0 1 3 "My Net" "pass word"', [STA('My Net', 'pass word', 3)]],
  ['0 1 0 1 3 12345 1234567890', [STA('12345', '1234567890', 3)]],
  ['0 1 0 1 3 "" password', ['missing_field', 'STA.SSID']],
  ['2 1 0 1 3 DEMO_AP password', ['invalid_value', 'mode']],
  ['STA 1 0 1 3 DEMO_AP password', ['invalid_type', 'mode']],
  ['0 2 0 1 3 DEMO_AP password', ['invalid_value', 'save_config']],
  ['0 yes 0 1 3 DEMO_AP password', ['invalid_type', 'save_config']],
  ['0 1 DE 0 1 3 DEMO_AP password', ['invalid_value', 'countrycode']],
  ['0 1 gen 0 1 3 DEMO_AP password', ['invalid_value', 'countrycode']],
  ['0 1 "" 0 1 3 DEMO_AP password', ['invalid_value', 'countrycode']],
  ['0 1 14 1 3 DEMO_AP password', ['invalid_value', 'STA.ch']],
  ['1 1 0 1 3 DEMO_AP password', ['invalid_value', 'AP.ch']],
  ['1 1 14 1 3 DEMO_AP password', ['invalid_value', 'AP.ch']],
  ['0 1 0 2 3 DEMO_AP password', ['invalid_value', 'STA.auto']],
  ['1 1 1 2 3 DEMO_AP password', ['invalid_value', 'AP.ssidv']],
  ['0 1 0 1 2 DEMO_AP password', ['invalid_value', 'STA.auth']],
  ['0 1 0 1 7 DEMO_AP password', ['invalid_value', 'STA.auth']],
  ['0 1 0 1 x DEMO_AP password', ['invalid_type', 'STA.auth']],
  ['0 1 0 1 0x3 DEMO_AP password', ['invalid_type', 'STA.auth']],
  ['0 1 0 1 -1 DEMO_AP password', ['invalid_type', 'STA.auth']],
  ['0 1 0 1 18446744073709551619 DEMO_AP password', ['invalid_value', 'STA.auth']],
  ['0 1 013 1 3 DEMO_AP password', [{ ...STA('DEMO_AP', 'password', 3), 'STA.ch': 13 }, 'not_enforced STA.ch']],
  ['0 1 0 1 3 DEMO_AP short', ['invalid_value', 'STA.PWD']],
  [`0 1 0 1 3 ${'x'.repeat(32)} password`, ['radio_limit', 'STA.SSID']],
  [`0 1 0 1 3 ${'x'.repeat(33)} password`, ['invalid_value', 'STA.SSID']],
]; // biome-ignore format: rows

describe('wifiprov set', () => {
  it.each(LINES)('%s → %j', (line, want) => expect(got(line)).toEqual(want));

  it('takes the mask for the stored password, with the same network only', () => {
    const words = (ssid: string): string[] => ['0', '1', '0', '1', '4', ssid, '********'];
    const now = provisioned();
    const same = setChanges(words('Home'), pathOf);
    const other = setChanges(words('Other'), pathOf);
    if (isFault(same) || isFault(other)) throw new Error('refused');
    expect(checkChanges(same, now)).toEqual({ config: now, warnings: [] });
    expect(checkChanges(other, now)).toMatchObject({ code: 'missing_field', field: 'STA.PWD' });
  });
  onInterpreters((path) => {
    it('is the same in the real interpreter', async () => {
      const rows = LINES.map((row) => splitWords(row[0])).flatMap((split) => (split.ok ? [split.words] : []));
      const chip = await eachOnChip(path, 'firmware/protocols/uart/set.ts', 'm.setChanges(row, (key) => key)', rows);
      expect(chip).toEqual(rows.map((words) => JSON.parse(JSON.stringify(setChanges(words, pathOf)))));
    });
  });
});
