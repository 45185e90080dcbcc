// A form of the setup page, from its bytes to what the device is asked for.

import { expect, it } from 'vitest';
import type { Context } from '../../firmware/provisioning/context.ts';
import { type Submitted, submit } from '../../firmware/provisioning/submit.ts';
import { fieldsOfWifi } from '../../firmware/provisioning/wifi-uri.ts';
import { fakeContext, fresh } from '../fakes/asking.ts';

/** What came of it, and the changes that were asked for, with the fields that a `WIFI:` text stands for. */
function send(body: string, isClosed = false): { given: Submitted; asked: unknown[] } {
  const asked: unknown[] = [];
  const context: Context = fakeContext(fresh(), []);
  const put = context.put;
  context.put = (changes, reply) => {
    asked.push(changes['wifi'] === undefined ? changes : fieldsOfWifi(changes, context.networks()));
    put(changes, reply);
  };
  context.refuse = () => (isClosed ? { ok: false, code: 'window_closed', message: '' } : undefined);
  let given: Submitted = { typed: {} };
  submit(context, body, 'anonymous', (submitted) => {
    given = submitted;
  });
  return { given, asked };
}

it.each([
  ['STA.SSID=Cafe', { auto: 1, SSID: 'Cafe', auth: 1 }],
  ['STA.SSID=Seen&STA.PWD=12345678', { auto: 1, SSID: 'Seen', auth: 3, PWD: '12345678' }],
  ['other=Hidden&STA.PWD=12345678&STA.auth=', { auto: 1, SSID: 'Hidden', auth: 4, PWD: '12345678' }],
  ['wifi=WIFI:T:WPA;S:Seen;P:12345678;;&STA.PWD=', { auto: 1, SSID: 'Seen', auth: 3, PWD: '12345678' }],
])('%j is joined, kept, with the auth that the last scan saw', (body, sta) => {
  const { given, asked } = send(body);
  expect(given.fault).toBeUndefined();
  expect(asked).toEqual([{ mode: 0, save_config: 1, STA: sta }]);
});

it.each([
  ['STA.SSID=a&STA.PWD=short', 'invalid_value', 'STA.PWD'],
  ['STA.SSID=a%00', 'invalid_value', 'STA.SSID'],
  ['STA.SSID=a&STA.PWD=12345678&STA.auth=2', 'invalid_value', 'STA.auth'],
  ['STA.SSID=a&STA.PWD=12345678&AP.ch=14', 'invalid_value', 'AP.ch'],
  ['wifi=WIFI:T:WEP;S:a;;', 'invalid_value', 'STA.auth'],
  ['', 'empty', undefined],
])('%j is refused by its field', (body, code, field) => {
  expect(send(body).given.fault).toMatchObject({ code, ...(field ? { field } : {}) });
});

it.each(['a=%', 'nonsense=1', 'other=', 'mode=0&mode=0', 'wifi=WIFI:S:a;;&other=b'])('%j asks for nothing', (body) => {
  const { given, asked } = send(body);
  expect([given.fault?.ok, asked]).toEqual([false, []]);
});

it('gives back what was typed, but for the password', () => {
  expect(send('STA.SSID=a&STA.PWD=short').given.typed).toEqual({ 'STA.SSID': 'a' });
});

it('while the window is closed is not even read', () => {
  const { given, asked } = send('STA.SSID=Cafe', true);
  expect([given, asked]).toEqual([{ typed: {}, fault: { ok: false, code: 'window_closed', message: '' } }, []]);
});
