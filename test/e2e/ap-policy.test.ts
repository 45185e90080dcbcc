// Builds with another policy for the access point: what each opens, refuses and says. The policy that is built without the
// option is in the other rows.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { replyOf } from '../../tools/client/uart/answer.ts';
import { builtWith } from '../built-with.ts';
import { onBothEngines, startNode } from './engines.ts';

const asked = await builtWith({ apPolicy: 'asked' });
const never = await builtWith({ apPolicy: 'never' });
const HOUR_MS = 3_600_000;
const NO_AP = 'mode is 1, an access point for good; this build never opens one, so mode must be 0';

onBothEngines('a build that never opens its access point', (start) => {
  it('makes its setup code all the same, and shows it without a network to join', async () => {
    const rig = await start({ files: never });
    await rig.until(async () => (await rig.command('wifiprov code')).at(-1) === 'OK', 60_000);
    const said = await rig.command('wifiprov code');
    expect(said).toEqual([expect.stringMatching(/^code=(\w{4}-?){3}$/), 'OK']);
    expect(replyOf('code', said)).toEqual({ ok: true, data: { code: expect.any(String) } });
    expect((await rig.state()).ap).toBeNull();
    expect((await rig.command('wifiprov code app')).at(-1)).toMatch(/^ERROR invalid_request usage: wifiprov code$/);
    expect((await rig.command('help')).join('\n')).not.toContain('QR');
  });

  it('refuses mode 1 at UART and TCP with a sentence, and changes nothing', async () => {
    const rig = await start({ files: never });
    const refused = `ERROR not_supported ${NO_AP}`;
    expect(await rig.command('wifiprov set 1 1 1 1 4 "Lamp" "12345678"')).toEqual([refused]);
    expect(await rig.command('wifiprov set mode=1')).toEqual([refused]);
    const client = await rig.client();
    client.send('{"mode":1,"STA":{"SSID":"Home","PWD":"correct horse"}}');
    await rig.until(() => client.lines().length > 0);
    expect(client.lines().map((line) => JSON.parse(line))).toEqual([
      { ok: false, code: 'not_supported', field: 'mode', message: NO_AP },
    ]);
    expect((await rig.command('wifiprov get')).slice(0, 2)).toEqual(['mode=0', 'save_config=1']);
  });

  it('is set up by the UART, and `open` opens the window but no access point', async () => {
    const rig = await start({ files: never });
    await rig.type('wifiprov join Home "correct horse"\r');
    await rig.online('Home');
    expect(await rig.command('wifiprov status')).toContain('ap_policy=never');
    expect(await rig.command('wifiprov open')).toEqual([
      'OK window open; closes after 15 min without a request; no access point opens: reach the device in its network',
    ]);
    await rig.core.pass(10_000);
    expect((await rig.state()).ap).toBeNull();
  });
});

onBothEngines('a build that opens its access point when asked', (start) => {
  it('opens it while unprovisioned, and says its policy', async () => {
    const rig = await start({ files: asked });
    await rig.until(async () => (await rig.state()).ap !== null, 60_000);
    expect(await rig.command('wifiprov status')).toContain('ap_policy=asked');
  });

  it('opens it by hand beside the network', async () => {
    const rig = await start({ files: asked, provisioned: true });
    await rig.online('Home');
    expect((await rig.state()).ap).toBeNull();
    expect((await rig.command('wifiprov open'))[0]).toMatch(/^OK window open; closes after 15 min without a request$/);
    await rig.until(async () => (await rig.state()).ap !== null, 60_000);
  });
});

it.each([
  ['asked', asked],
  ['never', never],
])('policy %s: an outage of an hour opens nothing, and the device is back when its network is', async (_, files) => {
  const rig = await startNode({ files, provisioned: true, start: { access: 'window' } });
  await rig.online('Home');
  await rig.air([]);
  for (let passed = 0; passed < HOUR_MS; passed += 60_000) {
    await rig.core.pass(60_000);
    expect((await rig.state()).ap).toBeNull();
  }
  await rig.air([
    { ssid: 'Home', bssid: '02:00:00:00:00:01', channel: 6, rssi: -48, auth: 'wpa2', password: 'correct horse' },
  ]);
  await rig.online('Home', 120_000);
});

it('policy never: mode 1 in flash, of another build, is a station all the same', async () => {
  const rig = await startNode({});
  await rig.command('wifiprov set 1 1 1 1 4 "Lamp" "12345678"');
  await rig.said('# saved', 60_000);
  const image = rig.flashFile;
  await rig.core.stop();
  const before = readFileSync(image);
  const next = await startNode({ files: never, flash: (bytes) => void before.copy(bytes) });
  await next.core.pass(20_000);
  expect((await next.state()).ap).toBeNull();
  expect((await next.command('wifiprov get'))[0]).toBe('mode=0');
});
