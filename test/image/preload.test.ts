// A config for an image: judged as the device judges it, kept as the device keeps it.

import { expect, it } from 'vitest';
import { isFault } from '../../firmware/lib/result.ts';
import { prepareConfig, prepareKnown } from '../../tools/image/preload.ts';

/** A device would be told a network of its own: no name of one is kept unless it was given. */
const UNTOUCHED_AP = { ch: 1, ssidv: 1, auth: 4, PWD: '' };

function payloadOf(json: string): unknown {
  const done = prepareConfig(json);
  if (isFault(done)) throw new Error(done.message);
  return JSON.parse(Buffer.from(done.payload, 'latin1').toString('utf8'));
}

it('becomes a record of all fields, with the network untried and the own name left to the device', () => {
  expect(payloadOf('{"STA":{"SSID":"Home","PWD":"correct horse"}}')).toEqual({
    mode: 0,
    save_config: 1,
    countrycode: 'GEN',
    STA: { ch: 0, auto: 1, auth: 4, SSID: 'Home', PWD: 'correct horse' },
    AP: UNTOUCHED_AP,
    worked: false,
  });
});

it.each<[string, string, object]>([
  ['another spelling', '{"sta":{"ssid":"Home","pwd":"correct horse"}}', { STA: { SSID: 'Home' } }],
  ['the text of a QR code', '{"wifi":"WIFI:T:WPA;S:Ho\\\\;me;P:correct horse;;"}', { STA: { SSID: 'Ho;me', auth: 4 } }],
  ['an open network', '{"STA":{"SSID":"Cafe","auth":1}}', { STA: { SSID: 'Cafe', auth: 1, PWD: '' } }],
  ['an access point of its own', '{"mode":1,"AP":{"SSID":"Lamp"}}', { mode: 1, AP: { ...UNTOUCHED_AP, SSID: 'Lamp' } }],
  ['a name beyond ASCII', '{"STA":{"SSID":"Caf\u00e9 \u{1f600}","auth":1}}', { STA: { SSID: 'Caf\u00e9 \u{1f600}' } }],
  [
    'the same by escapes',
    '{"STA":{"SSID":"Caf\\u00e9 \\ud83d\\ude00","auth":1}}',
    { STA: { SSID: 'Caf\u00e9 \u{1f600}' } },
  ],
  ['blanks and lines', '\n{ "STA" : {\n "SSID": "Home", "auth": 1 }\n}\n', { STA: { SSID: 'Home' } }],
])('%s is taken', (_, json, kept) => {
  expect(payloadOf(json)).toMatchObject(kept);
});

it.each<[string, string, object]>([
  ['no JSON', '{"STA":', { code: 'bad_json' }],
  ['a wrong byte', '{"STA" {}}', { code: 'bad_json', message: 'invalid JSON at byte 7' }],
  ['two values', '{"mode":0} {"mode":1}', { code: 'bad_json' }],
  ['no object', '[1]', { code: 'invalid_request' }],
  ['a text', '"x"', { code: 'bad_json' }],
  ['too deep', '{"STA":{"a":{"b":{"c":{}}}}}', { code: 'too_deep' }],
  ['nothing', '{}', { code: 'empty' }],
  ['a command', '{"cmd":"status"}', { code: 'unknown_field', field: 'cmd' }],
  ['a name that is not known', '{"STA":{"SID":"Home"}}', { code: 'unknown_field', field: 'STA.SID' }],
  ['a field twice', '{"STA":{"SSID":"a","SSID":"b"}}', { code: 'duplicate_field', field: 'STA.SSID' }],
  ['no password', '{"STA":{"SSID":"Home"}}', { code: 'missing_field', field: 'STA.PWD' }],
  ['a masked password', '{"STA":{"SSID":"Home","PWD":"********"}}', { code: 'missing_field', field: 'STA.PWD' }],
  ['a name too long for the radio', `{"STA":{"SSID":"${'x'.repeat(32)}","auth":1}}`, { code: 'radio_limit' }],
  ['what would not be kept', '{"save_config":0,"mode":1}', { code: 'invalid_value', field: 'save_config' }],
  ['a code that is no WIFI: text', '{"wifi":"DPP:K:x;;"}', { code: 'not_supported' }],
  ['wifi and more', '{"wifi":"WIFI:S:x;;","mode":0}', { code: 'invalid_request' }],
])('%s is refused', (_, json, fault) => {
  expect(prepareConfig(json)).toMatchObject({ ok: false, ...fault });
});

it('warns of what the radio does not enforce', () => {
  expect(prepareConfig('{"AP":{"ssidv":0}}')).toMatchObject({
    warnings: [{ code: 'not_enforced', field: 'AP.ssidv' }],
  });
});

const wifi = (n: number): string => `WIFI:T:WPA;S:Net ${n};P:password ${n};;`;

it('more known networks become the record of the others, in their order, names beyond ASCII too', () => {
  const text = `${wifi(1)}\r\n\nWIFI:S:Caf\u00e9;;\n`;
  expect(prepareKnown(text, 'Home')).toEqual({ payload: 'Net 1\tpassword 1\t4\t0\nCaf\u00c3\u00a9\t\t1\t0' });
  expect(prepareKnown('\n', 'Home')).toEqual({ payload: '' });
});

it.each<[string, string, object]>([
  ['five', [1, 2, 3, 4, 5].map(wifi).join('\n'), { code: 'too_large' }],
  [
    'one twice',
    [wifi(1), wifi(2), wifi(1)].join('\n'),
    { code: 'duplicate_field', message: expect.stringMatching(/^line 3: /) },
  ],
  ['that of the config', wifi(7), { code: 'duplicate_field' }],
  ['a line that is no WIFI: text', `${wifi(1)}\nHome`, { message: expect.stringMatching(/^line 2: /) }],
])('%s of them is refused', (_, text, fault) => {
  expect(prepareKnown(text, 'Net 7')).toMatchObject({ ok: false, ...fault });
});

it('four of them are taken', () => {
  expect(prepareKnown([1, 2, 3, 4].map(wifi).join('\n'), 'Home')).toHaveProperty('payload');
});
