// What takes the interpreter's own JSON parser for minutes, or makes it throw: long exponents, names of 31 digits and more.

import { expect, it } from 'vitest';
import { onBothEngines } from './engines.ts';
import { postForm, postJson } from './http-client.ts';

const DIGITS = '1'.repeat(40);

onBothEngines('an exponent of ten digits', (_start, share) => {
  it.each([
    ['{"STA":{"ch":1e2147483647}}', 'invalid_type'],
    ['{"STA":{"ch":1e-999999999}}', 'invalid_type'],
    ['{"STA":{"ch":1e2147483647},}\n', 'bad_json'],
    ['{"t":1e2147483647}', 'unknown_field'],
    ['1e2147483647\n', 'invalid_request'],
  ])('is refused at once: %s', async (request, code) => {
    const rig = await share();
    const client = await rig.client();
    expect(await client.ask(request, 2_000)).toMatchObject({ ok: false, code });
    client.close();
    if (request.startsWith('{')) expect((await postJson(rig, request.trim())).json()).toMatchObject({ code });
  });

  it('is a password like any other', async () => {
    const client = await (await share()).client();
    const reply = await client.ask('{"STA":{"auto":0,"SSID":"x","PWD":"1e2147483647"}}', 2_000);
    expect(reply).toMatchObject({ ok: true });
    client.close();
  });
});

onBothEngines('a name of forty digits', (_start, share) => {
  it.each([
    [`{"${DIGITS}":1}`, 'unknown_field'],
    [`{"STA":{"${DIGITS}":1}}`, 'unknown_field'],
    [`{"cmd":"${DIGITS}"}`, 'unknown_command'],
    [`apply,Net,${DIGITS},x,NULL\n`, 'invalid_value'],
    [`{"wifi":"WIFI:T:${DIGITS};S:x;;"}`, 'invalid_value'],
  ])('is refused on TCP: %s', async (request, code) => {
    const client = await (await share()).client();
    expect(await client.ask(request, 2_000)).toMatchObject({ ok: false, code });
    expect(await client.ask({ cmd: 'ping' })).toMatchObject({ ok: true });
    client.close();
  });

  it('does not strand a connection by way of a session', async () => {
    const client = await (await share()).client();
    await client.ask(`{"t":"hello","${DIGITS}":1}`, 2_000);
    expect(await client.ask({ cmd: 'ping' })).toMatchObject({ ok: true });
    client.close();
  });

  it('is refused on HTTP', async () => {
    const rig = await share();
    expect((await postJson(rig, `{"${DIGITS}":1}`)).json()).toMatchObject({ code: 'unknown_field' });
    expect((await postForm(rig, `${DIGITS}=1`)).status).toBe(400);
  });

  it('is refused on the UART', async () => {
    const rig = await share();
    expect((await rig.command(`wifiprov ${DIGITS}`)).at(-1)).toMatch(/^ERROR /);
    expect((await rig.command(`wifiprov set ${DIGITS} 1 0 1 1 x`)).at(-1)).toMatch(/^ERROR /);
    expect((await rig.command('wifiprov debug level 0')).at(-1)).toMatch(/^OK/);
  });
});
