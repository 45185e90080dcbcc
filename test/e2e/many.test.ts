// Ten thousand mixed requests: each gets its one reply, and the device is afterwards what it was.

import { expect, it } from 'vitest';
import type { Client } from './client.ts';
import { DOORS, onNodeOnly } from './engines.ts';
import { HOME_MASKED } from './requests.ts';

const REQUESTS: Array<[string, string]> = [
  ['{"cmd":"ping"}', '{"ok":true,"data":{}}'],
  ['{"cmd":"status"}', '{"ok":true,"data":{"state":"online"'],
  ['{"cmd":"get"}', '{"ok":true,"data":{"mode":0'],
  ['{"cmd":"history"}', '{"ok":true,"data":{"attempts":['],
  ['{"cmd":"help"}', '{"ok":true,"data":{"commands":['],
  ['{"STA":{"SSID":"Home","PWD":"correct horse"}}', '{"ok":true,"unchanged":true,"state":"online"}'],
  ['{"STA":{"ch":14}}', '{"ok":false,"code":"invalid_value","field":"STA.ch"'],
  ['{"STA":{"pasword":"x"}}', '{"ok":false,"code":"unknown_field"'],
  ['{"a":{"b":{"c":{"d":{}}}}}\n', '{"ok":false,"code":"too_deep"'],
  ['{"cmd":ping}\n', '{"ok":false,"code":"bad_json"'],
  ['{}', '{"ok":false,"code":"empty"'],
  ['apply,Home,9,x,NULL\n', '{"ok":false,"code":"invalid_value","field":"STA.auth"'],
];
const TOTAL = 10_000;
/** So many at once; each tenth batch by a fresh client. */
const BATCH = 100;

async function batch(client: Client, from: number): Promise<void> {
  const picked = Array.from({ length: BATCH }, (_, i) => REQUESTS[(from + i * 7) % REQUESTS.length] ?? ['', '']);
  const before = client.lines().length;
  client.send(picked.map(([request]) => request).join(''));
  for (let i = 0; i < BATCH; i++) await client.reply(2_000);
  const replies = client.lines().slice(before);
  for (const [i, [, beginning]] of picked.entries()) expect(replies[i]?.slice(0, beginning?.length)).toBe(beginning);
}

onNodeOnly('ten thousand mixed requests', (start) => {
  it('each gets its reply, in order, and nothing is left behind', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    await rig.core.pass(31_000);
    const { flashWrites, boots } = await rig.state();
    let client = await rig.client();
    for (let n = 0; n < TOTAL; n += BATCH) {
      if (n % (10 * BATCH) === 0) {
        client.close();
        await rig.core.pass(0);
        client = await rig.client();
        expect((await rig.command('wifiprov get')).join()).toBe(HOME_MASKED.join());
      }
      await batch(client, n);
    }
    client.close();
    await rig.core.pass(200_000);
    expect(await rig.state()).toMatchObject({ flashWrites, boots, link: { ssid: 'Home' } });
    expect(rig.device.debug().sockets).toBe(DOORS);
  });
});
