// Faults of the original (Microchip's wifiprov) in what is typed and sent: F1 to F10, by its own words and lengths.

import { expect, it } from 'vitest';
import { onBothEngines } from './engines.ts';
import { HOME_POINT, still } from './requests.ts';
import { configOf } from './rig.ts';

onBothEngines('faults of the command line', (start, share) => {
  it('F1 the country code of `set` is stored', async () => {
    const rig = await start();
    expect((await rig.command('wifiprov set 0 1 "JPN" 0 0 1 Net')).at(-1)).toBe('OK idle saved');
    expect(await configOf(rig)).toMatchObject({ countrycode: '"JPN"', 'STA.SSID': '"Net"' });
  });

  it.each([2, 3, 4, 5, 6, 7, 8])('F2 `set` cut off after %i words names what is missing', async (count) => {
    const rig = await share();
    const words = 'wifiprov set 0 1 GEN 0 1 4 Net'.split(' ').slice(0, count);
    expect((await rig.command(words.join(' '))).at(-1)).toMatch(/^ERROR missing_field /);
  });

  it('F3 a PSK with a blank is refused without quotes and whole within', async () => {
    const rig = await start();
    expect((await rig.command('wifiprov set 0 1 0 0 4 Net two words')).at(-1)).toMatch(
      /^ERROR invalid_request .*quotes/,
    );
    expect(await configOf(rig)).toMatchObject({ 'STA.SSID': '""', 'STA.PWD': '""' });
    expect((await rig.command('wifiprov set 0 1 0 0 4 Net "two words"')).at(-1)).toBe('OK idle saved');
  });

  it.each([
    ['0x1', 'invalid_type'],
    ['01', 'OK'],
    ['abc', 'invalid_type'],
  ])('F2b numbers are decimal: a channel of %s is %s', async (channel, answer) => {
    const rig = await share();
    expect((await rig.command(`wifiprov set 0 1 GEN ${channel} 0 1 Net`)).at(-1)).toContain(answer);
  });
});

onBothEngines('faults of the texts', (start, share) => {
  it.each([
    ['PWD', 64, 'invalid_value'],
    ['PWD', 255, 'invalid_value'],
    ['PWD', 256, 'invalid_value'],
    ['PWD', 264, 'invalid_value'],
    ['SSID', 256, 'invalid_value'],
    ['SSID', 257, 'invalid_value'],
  ])('F4 lengths do not wrap: a %s of %i bytes is %s', async (key, length, code) => {
    const rig = await share();
    const client = await rig.client();
    expect(await client.ask(still({ [key]: 'x'.repeat(length) }))).toMatchObject({ code, field: `STA.${key}` });
  });

  it.each([
    ['STA', 31, 'ok'],
    ['STA', 32, 'radio_limit'],
    ['STA', 33, 'invalid_value'],
    ['AP', 31, 'ok'],
    ['AP', 32, 'radio_limit'],
    ['AP', 33, 'invalid_value'],
  ])('F5 the %s SSID of %i bytes is %s at both doors', async (block, length, answer) => {
    const rig = await share();
    const client = await rig.client();
    const ssid = 'x'.repeat(length);
    const reply = await client.ask(block === 'STA' ? still({ SSID: ssid }) : { AP: { SSID: ssid } });
    expect(reply['code'] ?? 'ok').toBe(answer);
    const line = block === 'STA' ? `0 1 0 0 4 ${ssid}y` : `1 1 1 1 4 ${ssid}y`;
    expect((await rig.command(`wifiprov set ${line} "long enough"`)).at(-1)).toMatch(
      length === 31 ? /^ERROR radio_limit/ : /^ERROR invalid_value/,
    );
  });

  it('F6 a password of 63 bytes is used and kept whole', async () => {
    const password = `${'0123456789'.repeat(6)}abc`;
    const rig = await start({
      provisioned: true,
      // The strongest of the known ones is taken at the start.
      air: [HOME_POINT, { ...HOME_POINT, ssid: 'Long', bssid: '02:00:00:00:00:08', password, rssi: -30 }],
    });
    const client = await rig.client();
    await client.ask({ STA: { SSID: 'Long', PWD: password } });
    await client.event('saved', 5_000);
    await rig.core.control({ do: 'power-cycle' });
    await rig.online('Long', 5_000);
  });

  it.each([
    ['F7 an escaped quote', '"a\\"b"', '"a\\"b"'],
    ['F7 an escaped quote at the end', '"ab\\""', '"ab\\""'],
    ['F8 an escaped letter', '"caf\\u00e9"', '"caf\xc3\xa9"'],
    ['F8 a pair of escapes', '"\\ud83d\\udcf6"', '"\xf0\x9f\x93\xb6"'],
    ['F8 a backslash', '"a\\\\b"', '"a\\\\b"'],
    ['F8 a solidus', '"a\\/b"', '"a/b"'],
  ])('%s in an SSID is what JSON says it is', async (_, json, shown) => {
    const rig = await share();
    const client = await rig.client();
    const request = `{"STA":{"auto":0,"auth":1,"SSID":${json}}}`;
    expect(await client.ask(request)).toMatchObject({ ok: true, state: 'idle', saved: true });
    expect((await configOf(rig))['STA.SSID']).toBe(shown);
  });

  it.each([
    ['{"mode":"1"}', 'invalid_type'],
    ['{"mode":true}', 'invalid_type'],
    ['{"mode":null}', 'invalid_type'],
    ['{"mode":1.5}', 'invalid_type'],
    ['{"mode":1e999}', 'invalid_type'],
    ['{"STA":{"SSID":7}}', 'invalid_type'],
    ['{"STA":[]}', 'invalid_type'],
    ['{"mode":2}', 'invalid_value'],
    [`{"countrycode":"${'X'.repeat(47)}"}`, 'invalid_value'],
  ])('F9, F10 %s is %s', async (request, code) => {
    const rig = await share();
    const client = await rig.client();
    expect(await client.ask(request)).toMatchObject({ ok: false, code });
  });

  it('F9 1.0 is the integer 1', async () => {
    const rig = await share();
    const client = await rig.client();
    expect(await client.ask('{"AP":{"ch":3.0},"countrycode":"GEN"}')).toMatchObject({ ok: true });
    expect((await configOf(rig))['AP.ch']).toBe('3');
  });
});
