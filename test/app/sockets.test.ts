// An app's sockets come off the connections at the HTTP door; its values outlive a restart; its window events.

import { expect, it } from 'vitest';
import { onBothEngines } from '../e2e/engines.ts';
import { openPeer } from '../e2e/http-client.ts';
import { appIsUp, appText, built, source } from './built.ts';

const two = await built(source(appText('ctx.say("up");', 'export const sockets = 2;')));
onBothEngines('an app with two sockets', (start) => {
  it('leaves one place at the HTTP door, and all at the TCP door', async () => {
    const rig = await start({ files: two });
    const first = await openPeer(rig);
    first.send('G');
    await rig.core.pass(50);
    expect((await (await openPeer(rig)).response()).line).toBe('HTTP/1.1 503 Service Unavailable');
    first.send('ET /api/status HTTP/1.1\r\nHost: 192.168.4.1\r\nConnection: close\r\n\r\n');
    expect((await first.response()).status).toBe(200);
    for (let i = 0; i < 3; i++) expect(await (await rig.client()).ask({ cmd: 'ping' })).toMatchObject({ ok: true });
  });
});

const keeper = await built(
  source(
    appText(`
  ctx.command('put', (words) => String(ctx.store.set(words[0] as string, words[1] as string)));
  ctx.command('get', (words) => JSON.stringify(ctx.store.get(words[0] as string)));
  ctx.command('drop', (words) => String(ctx.store.remove(words[0] as string)));
  ctx.on('window', (details) => ctx.say('window ' + details.open));
  ctx.on('offline', (details) => ctx.say('offline ' + details.state));
  ctx.on('failed', (details) => ctx.say('failed ' + details.reason));
  ctx.on('provisioned', (details) => ctx.say('provisioned ' + details.ssid));`),
  ),
);
onBothEngines('what an app keeps', (start) => {
  it('is there after a restart and a reset of the Wi-Fi, and gone after `reset all`', async () => {
    const rig = await start({ files: keeper });
    await appIsUp(rig);
    const say = async (line: string): Promise<string> => (await rig.command(`wifiprov app ${line}`))[0] ?? '';
    expect([await say('put n 7'), await say('get n')]).toEqual(['true', '"7"']);
    expect([await say('put m 1'), await say('drop m'), await say('get m')]).toEqual(['true', 'true', 'null']);
    expect(await say(`put long ${'x'.repeat(200)}`)).toBe('true');
    expect([await say('put _x 7'), await say(`put ${'k'.repeat(25)} 1`)]).toEqual(['false', 'false']);
    expect([await say(`put more ${'x'.repeat(200)}`), await say(`put yet ${'x'.repeat(200)}`)]).toEqual([
      'true',
      'false',
    ]);
    for (const [line, kept] of [
      ['wifiprov reboot', '"7"'],
      ['wifiprov reset', '"7"'],
      ['wifiprov reset all', 'null'],
    ] as const) {
      const ready = rig.core.readyCount();
      await rig.command(line);
      await rig.until(() => rig.core.readyCount() > ready, 10_000);
      await appIsUp(rig);
      expect(await say('get n')).toBe(kept);
    }
  });
});

onBothEngines('what an app hears', (start) => {
  it('comes in the order of things', async () => {
    const rig = await start({ files: keeper, start: { access: 'window' } });
    await appIsUp(rig);
    await rig.command('wifiprov set 0 1 0 1 4 Home "correct horse"');
    await rig.said('# app: provisioned Home', 20_000);
    await rig.command('wifiprov open 5');
    await rig.said('# app: window true');
    await rig.command('wifiprov close');
    await rig.said('# app: window false');
    await rig.command('wifiprov set 0 1 0 1 4 Nowhere "correct horse"');
    await rig.said('# app: offline connecting', 20_000);
    await rig.said('# app: failed not_found', 60_000);
  });
});
