// Port 6666 as programs use it: many requests in one stream, cut anywhere, replies in order, events behind them.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codesOf } from './client.ts';
import { onBothEngines } from './engines.ts';
import { joinAp } from './leaving.ts';
import { CAFE } from './requests.ts';

const STREAM = [
  '{"cmd":"ping"}',
  ' \r\n{"cmd" : "ping" }\n',
  '{"cmd":"nonsense"}',
  '{"STA":{"ch":14}}',
  'apply,,2,correct horse,NULL\n',
  '{"STA":{"SSID":"Caf\u00e9 \\u00e9\\\\ \\"x\\"","AUTH":"1"}}',
  '[1]\n',
  '7\n',
  '{"cmd":"ping"}{"cmd":"ping"}',
];
const CODES = [
  'ok',
  'ok',
  'unknown_command',
  'invalid_value STA.ch',
  'missing_field STA.SSID',
  'invalid_type STA.auth',
  'invalid_request',
  'invalid_request',
  'ok',
  'ok',
];

onBothEngines('one TCP stream', (start, share) => {
  it('answers requests back to back, one line each, in order', async () => {
    const rig = await share();
    const client = await rig.client();
    client.send(STREAM.join(''));
    expect(await codesOf(client, CODES.length)).toEqual(CODES);
  });

  it('answers the same however it is cut', async () => {
    const rig = await share();
    const bytes = Buffer.from(STREAM.join(''), 'utf8');
    const cuts = fc.array(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 40 });
    for (const some of fc.sample(cuts, { seed: 7, numRuns: rig.core.isReal ? 3 : 40 })) {
      const client = await rig.client();
      const ends = [...new Set(some)].sort((a, b) => a - b).concat(bytes.length);
      for (const [i, end] of ends.entries()) {
        client.socket.write(bytes.subarray(ends[i - 1] ?? 0, end));
        await rig.core.pass(0);
      }
      expect(await codesOf(client, CODES.length)).toEqual(CODES);
      client.close();
    }
  });

  it('after a fault inside an object drops lines until one begins a request', async () => {
    const rig = await share();
    const client = await rig.client();
    client.send('{"STA":{"ssid" "x"},\n"PWD":"y"\n}\nnonsense\n  {"cmd":"ping"}\n');
    expect(await client.reply()).toMatchObject({ code: 'bad_json', offset: 15 });
    expect(await client.reply()).toEqual({ ok: true, data: {} });
  });

  it('tells of a fault when it arrives, not when the braces balance', async () => {
    const rig = await share();
    const client = await rig.client();
    expect(await client.ask('{"STA":{"SSID" 1')).toMatchObject({ code: 'bad_json', offset: 15 });
  });

  it.each([
    ['{"cmd":"pin', 'bad_json at once', '\n'],
    ['{"cmd":\'ping\'}', 'strict', '\n'],
    ['{cmd:"ping"}', 'strict', '\n'],
    ['{"cmd":"ping",}', 'strict', '\n'],
    ['{"a":01}', 'strict', '\n'],
    ['{"a":[1,]}', 'strict', '\n'],
    ['{"a":NaN}', 'strict', '\n'],
    ['{"a":"\t"}', 'strict', '\n'],
  ])('refuses %j (%s) as the JSON of a browser does', async (text, _, end) => {
    const rig = await share();
    const client = await rig.client();
    expect(await client.ask(text + end)).toMatchObject({ ok: false, code: 'bad_json', offset: expect.any(Number) });
    expect(await client.ask({ cmd: 'ping' })).toEqual({ ok: true, data: {} });
  });

  it.each(['{\xd2\xf0', '{\xd1\n', '{\xd1x', '{"a":\xd2\xff\xff'])(
    'refuses %j, in which the interpreter sees a string shortened by the build, and lives',
    async (text) => {
      const rig = await share();
      const client = await rig.client();
      client.socket.write(Buffer.from(text, 'latin1'));
      expect(await client.reply()).toMatchObject({ ok: false, code: 'bad_json' });
      client.send('\n{"cmd":"ping"}');
      expect(await client.reply()).toEqual({ ok: true, data: {} });
    },
  );

  it.each([
    ['63 bytes, the most that its error can name', 63, '"'],
    ['64 bytes', 64, '"'],
    ['80 bytes in single quotes with double ones inside', 80, "'"],
  ])(
    'lives when a string of %s stands where a colon belongs, which overwrites memory in the interpreter',
    async (_, bytes, quote) => {
      const rig = await share();
      const client = await rig.client();
      const inner = 'S'.repeat(20);
      const text = quote === '"' ? 'S'.repeat(bytes) : `${inner}"${inner}"${inner}"`.padEnd(bytes, 'S');
      for (let i = 0; i < 60; i++) {
        client.send(`{"a" ${quote}${text}${'x'.repeat(i % 12)}${quote}}\n`);
        expect(await client.reply()).toMatchObject({ ok: false, code: 'bad_json', offset: 5 });
      }
      expect(await client.ask({ cmd: 'ping' })).toEqual({ ok: true, data: {} });
    },
  );

  it('keeps its replies in order with a scan in between, and sends events to every client behind them', async () => {
    const rig = await start();
    await joinAp(rig);
    const [asking, listening] = [await rig.client(), await rig.client()];
    asking.send(`{"cmd":"ping"}{"cmd":"scan"}{"cmd":"nonsense"}${JSON.stringify(CAFE)}`);
    expect(await asking.reply()).toEqual({ ok: true, data: {} });
    expect((await asking.reply(5_000))['data'].networks.length).toBe(5);
    expect(await asking.reply()).toMatchObject({ code: 'unknown_command' });
    expect(await asking.reply()).toMatchObject({ ok: true, state: 'connecting', saved: false });
    for (const client of [asking, listening]) {
      await client.event('saved', 5_000);
      await client.event('state', 1_000);
      expect(await client.event('state', 1_000)).toEqual({
        event: 'state',
        state: 'online',
        ssid: 'Cafe',
        ip: '192.168.1.50',
      });
    }
  });
});
