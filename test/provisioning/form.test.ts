// Forms of the setup page: by name, by bytes, and what a page leaves out.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Changes } from '../../firmware/config/check.ts';
import { checkChanges } from '../../firmware/config/check.ts';
import { defaultConfig } from '../../firmware/config/schema.ts';
import { isFault } from '../../firmware/lib/result.ts';
import { FIELDS_MAX, type Fields, formChanges, parseForm, typedOf } from '../../firmware/provisioning/form.ts';
import { eachOnChip } from '../fakes/chip.ts';
import { onInterpreters } from '../interpreters.ts';

const SEEN: { [ssid: string]: number } = { Home: 4, Old: 3, Cafe: 1, New: 0 };
const seen = (ssid: string): number => SEEN[ssid] ?? 0;

function changesOf(text: string): object {
  const fields = parseForm(text);
  return isFault(fields) ? fields : formChanges(fields as Fields, seen);
}
/** The code and field of the refusal, or the changes. */
function told(text: string): unknown {
  const given = changesOf(text);
  return isFault(given) ? [given.code, given.field] : given;
}
/** What the config's own check says of it. */
function checked(text: string): unknown {
  const given = changesOf(text);
  const result = isFault(given) ? given : checkChanges(given as Changes, defaultConfig('PROV_A1B2C3'));
  return isFault(result) ? [result.code, result.field] : 'ok';
}

const station = (sta: object, more: object = {}): object => ({
  mode: 0,
  save_config: 1,
  STA: { auto: 1, ...sta },
  ...more,
});

const FORMS: [what: string, text: string, want: object][] = [
  ['a network and its password', 'STA.SSID=Home&STA.PWD=correct+horse', station({ auth: 4, SSID: 'Home', PWD: 'correct horse' })],
  ['fields in another order', 'STA.PWD=correct+horse&STA.SSID=Home', station({ auth: 4, SSID: 'Home', PWD: 'correct horse' })],
  ['percent and plus by bytes', 'STA.SSID=Caf%C3%A9+%2B%26%3d%25+%22%5C&STA.PWD=%21%23+%7E+1234', station({ auth: 4, SSID: 'Caf\xc3\xa9 +&=% "\\', PWD: '!# ~ 1234' })],
  ['raw bytes', 'STA.SSID=Caf\xc3\xa9"\\&STA.PWD=', station({ auth: 1, SSID: 'Caf\xc3\xa9"\\', PWD: '' })],
  ['an emoji', 'STA.SSID=%F0%9F%98%80', station({ auth: 1, SSID: '\xf0\x9f\x98\x80' })],
  ['a NUL, for the field\'s check to refuse', 'STA.SSID=a%00b', station({ auth: 1, SSID: 'a\x00b' })],
  ['names in any case', 'sta.ssid=Home&Sta.Pwd=12345678', station({ auth: 4, SSID: 'Home', PWD: '12345678' })],
  ['names with percent', 'STA%2ESSID=Home&%53TA.PWD=12345678', station({ auth: 4, SSID: 'Home', PWD: '12345678' })],
  ['auth as the scan saw it', 'STA.SSID=Old&STA.PWD=12345678&STA.auth=', station({ auth: 3, SSID: 'Old', PWD: '12345678' })],
  ['auth of a network that the port can\'t name', 'STA.SSID=New&STA.PWD=12345678', station({ auth: 4, SSID: 'New', PWD: '12345678' })],
  ['auth of an open network with a password', 'STA.SSID=Cafe&STA.PWD=12345678', station({ auth: 4, SSID: 'Cafe', PWD: '12345678' })],
  ['auth without a password', 'STA.SSID=Home&STA.PWD=', station({ auth: 1, SSID: 'Home', PWD: '' })],
  ['auth as it was chosen', 'STA.SSID=Home&STA.PWD=12345678&STA.auth=6', station({ auth: 6, SSID: 'Home', PWD: '12345678' })],
  ['another network than those in the list', 'STA.SSID=Home&other=Hidden&STA.PWD=12345678', station({ auth: 4, SSID: 'Hidden', PWD: '12345678' })],
  ['another network alone', 'other=Hidden', station({ auth: 1, SSID: 'Hidden' })],
  ['an empty other one', 'STA.SSID=Home&other=&STA.PWD=12345678', station({ auth: 4, SSID: 'Home', PWD: '12345678' })],
  ['an other one of blanks', 'STA.SSID=Home&other=+%20&STA.PWD=12345678', station({ auth: 4, SSID: 'Home', PWD: '12345678' })],
  ['an other one with blanks around it, which are its own', 'STA.SSID=Home&other=+a+', station({ auth: 1, SSID: ' a ' })],
  ['no name: the network is forgotten', 'STA.SSID=&STA.PWD=', station({ SSID: '', PWD: '' })],
  ['what is chosen wins over what a page leaves out', 'mode=1&save_config=0&STA.auto=0&STA.SSID=Home', station({ auth: 1, auto: 0, SSID: 'Home' }, { mode: 1, save_config: 0 })],
  ['settings of the AP alone', 'AP.ch=10&AP.SSID=Cellar&AP.PWD=under+stairs', { AP: { ch: 10, SSID: 'Cellar', PWD: 'under stairs' } }],
  ['every field', 'mode=0&save_config=1&countrycode=GEN&STA.ch=0&STA.auto=1&STA.auth=4&STA.SSID=a&STA.PWD=12345678&AP.ch=013&AP.ssidv=1&AP.auth=4&AP.SSID=b&AP.PWD=12345678',
    { mode: 0, save_config: 1, countrycode: 'GEN', STA: { auto: 1, SSID: 'a', auth: 4, ch: 0, PWD: '12345678' }, AP: { ch: 13, ssidv: 1, auth: 4, SSID: 'b', PWD: '12345678' } }],
  ['the text of a Wi-Fi QR code', 'wifi=WIFI:T:WPA;S:Home;P:12345678;;', { wifi: 'WIFI:T:WPA;S:Home;P:12345678;;' }],
  ['the text of a Wi-Fi QR code, beside empty fields', 'STA.SSID=&other=&STA.PWD=&wifi=WIFI%3AS%3Aa%3B%3B', { wifi: 'WIFI:S:a;;' }],
  ['an empty one beside a network', 'STA.SSID=Cafe&wifi=', station({ auth: 1, SSID: 'Cafe' })],
  ['line ends around', '\r\nSTA.SSID=Cafe\r\n', station({ auth: 1, SSID: 'Cafe' })],
  ['separators without fields', '&&STA.SSID=Cafe&', station({ auth: 1, SSID: 'Cafe' })],
  ['nothing', '', {}],
]; // biome-ignore format: rows

const REFUSED: [what: string, text: string, want: [code: string, field: string | undefined]][] = [
  ['a percent at the end', 'STA.SSID=a%', ['invalid_request', undefined]],
  ['half a percent', 'STA.SSID=a%4', ['invalid_request', undefined]],
  ['a percent before other letters', 'STA.SSID=%zz', ['invalid_request', undefined]],
  ['a percent of another kind', 'STA.SSID=%u00e9', ['invalid_request', undefined]],
  ['a percent in a name', 'STA%=a', ['invalid_request', undefined]],
  ['a control byte', 'STA.SSID=a\x01b', ['invalid_request', undefined]],
  ['a line end within', 'STA.SSID=a\r\nSTA.PWD=b', ['invalid_request', undefined]],
  ['an unknown name', 'STA.SSID=a&STA.pasword=b', ['unknown_field', 'STA.pasword']],
  ['a name without its block', 'SSID=a', ['unknown_field', 'SSID']],
  ['a name that objects have', '__proto__=a', ['unknown_field', '__proto__']],
  ['a name that objects have, in a block', 'STA.constructor=a', ['unknown_field', 'STA.constructor']],
  ['a block', 'STA=a', ['unknown_field', 'STA']],
  ['no name', '=a', ['unknown_field', '']],
  ['a name twice', 'STA.SSID=a&STA.SSID=b', ['duplicate_field', 'STA.SSID']],
  ['a name twice in two spellings', 'STA.SSID=a&sta.ssid=a', ['duplicate_field', 'STA.SSID']],
  ['other twice', 'other=a&other=', ['duplicate_field', 'other']],
  ['neither a choice nor a name', 'other=&STA.PWD=12345678', ['missing_field', 'STA.SSID']],
  ['an empty choice and no name', 'STA.SSID=&other=&STA.PWD=12345678', ['missing_field', 'STA.SSID']],
  ['a WIFI: text and a network', 'wifi=WIFI:S:a;;&STA.SSID=Home', ['invalid_request', undefined]],
]; // biome-ignore format: rows

describe('a form', () => {
  it.each(FORMS)('reads %s: %s → %j', (_what, text, want) => expect(told(text)).toEqual(want));
  it.each(REFUSED)('refuses %s', (_what, text, want) => expect(told(text)).toEqual(want));

  it('names the nearest field that there is', () => {
    expect((changesOf('STA.pasword=b') as { message: string }).message).toContain('STA.PWD');
    expect((changesOf('cuntrycode=b') as { message: string }).message).toContain('countrycode');
  });

  it.each([
    [FIELDS_MAX - 1, 'duplicate_field'],
    [FIELDS_MAX, 'duplicate_field'],
    [FIELDS_MAX + 1, 'invalid_request'],
  ])('of %i fields: %s', (count, code) => {
    expect(told(Array(count).fill('mode=0').join('&'))).toEqual([
      code,
      code === 'duplicate_field' ? 'mode' : undefined,
    ]);
  });

  it.each([
    ['AP.ch=10', 'ok'],
    ['AP.ch=', ['invalid_type', 'AP.ch']],
    ['AP.ch=1.5', ['invalid_type', 'AP.ch']],
    ['AP.ch=1e1', ['invalid_type', 'AP.ch']],
    ['AP.ch=0x5', ['invalid_type', 'AP.ch']],
    ['AP.ch=+5', ['invalid_type', 'AP.ch']],
    ['AP.ch= 5', ['invalid_type', 'AP.ch']],
    ['AP.ch=-', ['invalid_type', 'AP.ch']],
    ['AP.ch=five', ['invalid_type', 'AP.ch']],
    ['AP.ch=-5', ['invalid_value', 'AP.ch']],
    ['AP.ch=14', ['invalid_value', 'AP.ch']],
    ['AP.ch=000000005', 'ok'],
    ['AP.ch=0000000005', ['invalid_type', 'AP.ch']],
    ['AP.ch=18446744073709551617', ['invalid_type', 'AP.ch']],
    ['STA.SSID=a&STA.auth=2', ['invalid_value', 'STA.auth']],
    ['STA.SSID=a&STA.auth=open', ['invalid_type', 'STA.auth']],
    ['STA.SSID=a%00b', ['invalid_value', 'STA.SSID']],
    ['STA.SSID=Home&STA.PWD=short', ['invalid_value', 'STA.PWD']],
    ['countrycode=XX', ['invalid_value', 'countrycode']],
    ['', ['empty', undefined]],
  ])('%j, judged by the fields themselves: %j', (text, want) => expect(checked(text)).toEqual(want));

  it('gives back what any text was encoded from', () => {
    const bytes = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) });
    fc.assert(
      fc.property(bytes, fc.boolean(), (text, plus) => {
        const hex = (c: string): string => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`;
        const encoded = text.replace(/[^a-z]/g, (c) => (c === ' ' && plus ? '+' : hex(c)));
        expect(parseForm(`STA.SSID=${encoded}`)).toEqual({ 'STA.SSID': text });
      }),
    );
  });

  it('shows again what was typed, but nothing that holds a password', () => {
    const fields = parseForm(
      'STA.SSID=a&other=b&STA.PWD=12345678&ap.pwd=12345678&AP.ch=3&wifi=WIFI:P:secret;;',
    ) as Fields;
    expect(typedOf(fields)).toEqual({ 'STA.SSID': 'a', other: 'b', 'AP.ch': '3' });
  });
  onInterpreters((path) => {
    it('is the same in the real interpreter', { timeout: 60_000 }, async () => {
      const texts = [...FORMS, ...REFUSED].map((row) => row[1]);
      const call = `((fields) => fields.ok === false ? fields : m.formChanges(fields, (ssid) => (${JSON.stringify(SEEN)})[ssid] || 0))(m.parseForm(row))`;
      const chip = await eachOnChip(path, 'test/fakes/web.ts', call, texts);
      const plain = (given: object): unknown => JSON.parse(JSON.stringify(given));
      expect(chip.map((given, i) => [texts[i], given])).toEqual(texts.map((text) => [text, plain(changesOf(text))]));
    });
  });
});

describe('what the original got wrong with forms', () => {
  it.each([
    ['a channel has two digits', 'AP.ch=11&AP.SSID=a&AP.PWD=12345678', { AP: { ch: 11, SSID: 'a', PWD: '12345678' } }],
    ['a blank and a ! come decoded', 'STA.SSID=a+b&STA.PWD=p%21ssword', station({ auth: 4, SSID: 'a b', PWD: 'p!ssword' })],
    ['a full form of 360 bytes is not cut', `STA.SSID=${'%41'.repeat(31)}&STA.PWD=${'%42'.repeat(63)}&STA.ch=13&countrycode=CUST2`,
      station({ auth: 4, SSID: 'A'.repeat(31), PWD: 'B'.repeat(63), ch: 13 }, { countrycode: 'CUST2' })],
    ['a long form with a network of the list is read like a short one', `STA.SSID=${'x'.repeat(31)}&STA.PWD=${'y'.repeat(63)}`, station({ auth: 4, SSID: 'x'.repeat(31), PWD: 'y'.repeat(63) })],
    ['a network that is WPA2 stays WPA2 when it is sent again', 'STA.SSID=Home&STA.PWD=12345678&STA.auth=4', station({ auth: 4, SSID: 'Home', PWD: '12345678' })],
    ['the last country of the list is itself', 'countrycode=CUST2', { countrycode: 'CUST2' }],
  ])('%s', (_what, text, want) => expect(told(text)).toEqual(want)); // biome-ignore format: rows

  it('a password is never copied without a bound', () => {
    expect(checked(`STA.SSID=Home&STA.PWD=${'x'.repeat(200)}`)).toEqual(['invalid_value', 'STA.PWD']);
  });
});
