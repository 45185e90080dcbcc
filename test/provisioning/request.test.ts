import { describe, expect, it } from 'vitest';
import { isFault } from '../../firmware/lib/result.ts';
import { type Command, NAMES } from '../../firmware/provisioning/command-names.ts';
import { ask, fresh, provisioned } from '../fakes/asking.ts';
import { eachOnChip } from '../fakes/chip.ts';
import { onInterpreters } from '../interpreters.ts';

/** Code and field of a refusal, else what the command was asked to do. */
function got(text: string): unknown {
  const calls: string[] = [];
  const replies = ask(text, provisioned(), calls);
  expect(replies.length).toBe(1);
  const reply = replies[0] as object;
  if (isFault(reply)) return [reply.code, reply.field];
  expect(reply).toMatchObject({ ok: true, data: expect.any(Object) });
  return calls;
}

const REFUSED: [text: string, code: string, field?: string][] = [
  ['[1]', 'invalid_request'], ['[]', 'invalid_request'], ['[{"cmd":"ping"}]', 'invalid_request'],
  ['{"cmd":"nonsense"}', 'unknown_command'], ['{"cmd":""}', 'unknown_command'], ['{"cmd":"toString"}', 'unknown_command'], ['{"cmd":"__proto__"}', 'unknown_command'], ['{"cmd":"constructor"}', 'unknown_command'],
  ['{"cmd":1}', 'invalid_type', 'cmd'], ['{"cmd":null}', 'invalid_type', 'cmd'], ['{"cmd":["ping"]}', 'invalid_type', 'cmd'],
  ['{"cmd":"ping","more":1}', 'unknown_field', 'more'], ['{"cmd":"ping","all":true}', 'unknown_field', 'all'], ['{"cmd":"ping","__proto__":{"a":1}}', 'unknown_field', '__proto__'],
  ['{"cmd":"reset","all":1}', 'invalid_type', 'all'], ['{"cmd":"reset","all":"true"}', 'invalid_type', 'all'], ['{"cmd":"reset","all":null}', 'invalid_type', 'all'],
  ['{"cmd":"reset","ALL":true}', 'unknown_field', 'ALL'],
  ['{"cmd":"ping","mode":0}', 'invalid_request'], ['{"STA":{"ch":0},"cmd":"ping"}', 'invalid_request'], ['{"cmd":"ping","wifi":"WIFI:S:x;;"}', 'invalid_request'], ['{"cmd":"ping","sta":{}}', 'invalid_request'],
  ['{"cmd":"ping","cmd":"ping"}', 'duplicate_field', 'cmd'], ['{"cmd":"ping","c\\u006dd":"reboot"}', 'duplicate_field', 'cmd'], ['{"cmd":"reset","all":false,"all":true}', 'duplicate_field', 'all'],
  ['{"wifi":1}', 'invalid_type', 'wifi'], ['{"wifi":null}', 'invalid_type', 'wifi'], ['{"wifi":""}', 'invalid_value'], ['{"wifi":"WIFI:S:x;;","mode":0}', 'invalid_request'], ['{"wifi":"WIFI:T:WEP;S:x;P:12345;;"}', 'invalid_value', 'STA.auth'],
  ['{"wifi":"DPP:K:x;;"}', 'not_supported'], ['{"wifi":"WIFI:T:WPA;S:Home;P:short;;"}', 'invalid_value', 'STA.PWD'],
]; // biome-ignore format: rows

/** What the device is asked to do: a command without a row does not compile. */
const CARRIED_OUT: { [Name in Command]: string[] } = {
  get: [], status: [], scan: ['scan'], connect: ['connect'], disconnect: ['disconnect'], history: [], open: ['open 15'], close: [],
  reset: ['restart config'], reboot: ['restart '], ping: [], help: [], networks: [], forget: ['forget undefined'], update: [],
}; // biome-ignore format: rows

describe('a request', () => {
  it.each(REFUSED.filter(([text]) => !text.includes('"__proto__":')))('%s is %s', (text, code, field) =>
    expect(got(text)).toEqual([code, field]),
  );

  it.each(Object.entries(CARRIED_OUT).filter(([name]) => name !== 'update'))(
    '{"cmd":"%s"} is carried out',
    (name, calls) => expect(got(`{"cmd":"${name}"}`)).toEqual(calls),
  );

  it('update needs a device with slots', () => expect(got('{"cmd":"update"}')).toEqual(['not_supported', undefined]));

  it('has a row above for each command', () =>
    expect(Object.keys(CARRIED_OUT).sort()).toEqual(NAMES.split(' ').sort()));

  it.each([['true', 'restart all'], ['false', 'restart config']])('reset with all %s is carried out as %s', (all, call) => expect(got(`{"cmd":"reset","all":${all}}`)).toEqual([call])); // biome-ignore format: rows

  it('get answers with masked secrets, help with every command', () => {
    expect(JSON.stringify(ask('{"cmd":"get"}', provisioned(), []))).toMatch(/"SSID":"Home","PWD":"\*{8}"/);
    const help = ask('{"cmd":"help"}', provisioned(), [])[0] as { data: { commands: string[] } };
    expect(help.data.commands).toEqual(NAMES.split(' '));
  });

  it.each([
    ['WIFI:T:WPA;S:Seen;P:12345678;;', 3],
    ['WIFI:T:WPA;S:Cafe;P:12345678;;', 4],
    ['WIFI:T:WPA;S:New;P:12345678;;', 4],
    ['WIFI:T:WPA;S:Never seen;P:12345678;;', 4],
    ['WIFI:S:Seen;;', 1],
  ])('%s takes its auth from the scan: %i', (wifi, auth) => {
    const reply = ask(JSON.stringify({ wifi }), fresh(), [])[0];
    expect(reply).toMatchObject({ ok: true, config: { 'STA.auth': auth, mode: 0, save_config: 1, 'STA.auto': 1 } });
  });
  onInterpreters((path) => {
    it('is refused in the same way by the real interpreter', async () => {
      const chip = await eachOnChip(
        path,
        'test/fakes/asking.ts',
        'm.ask(row, m.provisioned(), [])',
        REFUSED.map((row) => row[0]),
      );
      const told = chip.map((replies) => (replies as { code: string; field?: string }[])[0]);
      expect(told.map((reply, i) => [REFUSED[i]?.[0], reply?.code, reply?.field])).toEqual(
        REFUSED.map(([text, code, field]) => [text, code, field]),
      );
    });
  });
});
