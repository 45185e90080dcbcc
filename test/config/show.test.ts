import { describe, expect, it } from 'vitest';
import { flatten } from '../../firmware/config/json-shape.ts';
import { type Config, defaultApSsid, defaultConfig, FIELDS, MASK } from '../../firmware/config/schema.ts';
import { configJson, configLines } from '../../firmware/config/show.ts';
import { ask, fresh, provisioned } from '../fakes/asking.ts';

describe('the config as others see it', () => {
  it('is shown as JSON with its passwords masked', () => {
    expect(configJson(provisioned())).toMatchObject({
      mode: 0, save_config: 1, countrycode: 'GEN',
      STA: { ch: 0, auto: 1, auth: 4, SSID: 'Home', PWD: MASK },
      AP: { ch: 1, ssidv: 1, auth: 4, SSID: 'PROV_A1B2C3', PWD: MASK },
    }); // biome-ignore format: one block a line
  });

  it.each([
    ['no password', fresh(), '', MASK],
    ['an open AP', { ...fresh(), 'AP.auth': 1 }, '', ''],
    ['passwords of its own', { ...provisioned(), 'AP.PWD': 'own password' }, MASK, MASK],
  ] as [string, Config, string, string][])('with %s', (_what, config, sta, ap) => {
    const shown = configJson(config) as { STA: { PWD: string }; AP: { PWD: string } };
    expect([shown.STA.PWD, shown.AP.PWD]).toEqual([sta, ap]);
    expect(JSON.stringify(shown) + configLines(config).join()).not.toMatch(/horse|own password/);
  }); // biome-ignore format: rows

  it('can be sent back and changes nothing', () => {
    for (const now of [
      provisioned(),
      { ...provisioned(), 'AP.PWD': 'own password' },
      { ...fresh(), 'AP.auth': 1 },
      fresh(),
    ])
      expect(ask(JSON.stringify(configJson(now)), now, [])[0]).toMatchObject({ ok: true, config: now, warnings: [] });
  });

  it('is one quoted line a field on the UART', () => {
    const odd = { ...provisioned(), 'STA.SSID': 'a"b\\c\x07\xc3\xa9' };
    const known = configLines(odd).filter((line) => !BUILD_SLOW_FIELDS.includes(`,${line.split('=')[0]},`));
    expect(configLines(odd).map((line) => line.split('=')[0])).toEqual(Object.keys(FIELDS));
    expect(known).toEqual([
      'mode=0', 'save_config=1', 'countrycode="GEN"', 'STA.ch=0', 'STA.auto=1', 'STA.auth=4', 'STA.SSID="a\\"b\\\\c?\xc3\xa9"', 'STA.PWD="********"',
      'AP.ch=1', 'AP.ssidv=1', 'AP.auth=4', 'AP.SSID="PROV_A1B2C3"', 'AP.PWD="********"',
    ]); // biome-ignore format: one line a field
  });
});

describe('the schema', () => {
  it('has a default for each field, which the check takes back', () => {
    expect(Object.keys(fresh())).toEqual(Object.keys(FIELDS));
    for (const [path, field] of Object.entries(FIELDS)) expect(field.path).toBe(path);
    expect(defaultConfig('X')).toMatchObject({
      mode: 0, save_config: 1, countrycode: 'GEN', 'STA.ch': 0, 'STA.auto': 1, 'STA.auth': 4, 'STA.SSID': '', 'STA.PWD': '',
      'AP.ch': 1, 'AP.ssidv': 1, 'AP.auth': 4, 'AP.SSID': 'X', 'AP.PWD': '',
    }); // biome-ignore format: the defaults
  });

  it('names the AP after its MAC address', () => expect(defaultApSsid('02000000a1b2')).toBe('PROV_00A1B2'));

  it('takes a stored object over the defaults, and keeps the default of a field that is not in it', () => {
    expect(flatten({ mode: 1, STA: { SSID: 'n' } }, fresh())).toEqual({ ...fresh(), mode: 1, 'STA.SSID': 'n' });
    expect(flatten({}, fresh())).toEqual(fresh());
  });
});
