// Payloads of older firmware come out in the present form; what is unknown is refused, not guessed.

import { expect, it } from 'vitest';
import { CONFIG_VERSION, migrate } from '../../firmware/storage/migrate.ts';

const flat =
  '{"mode":1,"sta_ch":6,"sta_auto":0,"sta_auth":4,"sta_ssid":"Caf\xc3\xa9","sta_pwd":"correct horse",' +
  '"ap_ch":11,"ap_ssidv":1,"ap_auth":3,"ap_ssid":"Mine","ap_pwd":"12345678"}';

it('nests the flat layout of version 1 and adds the country that it did not know', () => {
  expect(JSON.parse(migrate(1, flat) ?? '')).toEqual({
    mode: 1,
    save_config: 1,
    countrycode: 'GEN',
    STA: { ch: 6, auto: 0, auth: 4, SSID: 'Caf\xc3\xa9', PWD: 'correct horse' },
    AP: { ch: 11, ssidv: 1, auth: 3, SSID: 'Mine', PWD: '12345678' },
  });
});

it('leaves out what a version 1 payload does not have', () => {
  expect(JSON.parse(migrate(1, '{"mode":0,"sta_ssid":"Home"}') ?? '')).toEqual({
    mode: 0,
    save_config: 1,
    countrycode: 'GEN',
    STA: { SSID: 'Home' },
    AP: {},
  });
});

it.each([
  ['the present version', CONFIG_VERSION, '{"any":"text"}', '{"any":"text"}'],
  ['a version to come', CONFIG_VERSION + 1, '{}', undefined],
  ['version 0', 0, '{}', undefined],
  ['a version far off', 65535, '{}', undefined],
  ['broken JSON of version 1', 1, '{"mode":', undefined],
  ['a version 1 payload that is not an object', 1, 'null', undefined],
])('%s: version %i, %j → %j', (_, version, payload, wanted) => {
  expect(migrate(version, payload)).toBe(wanted);
});
