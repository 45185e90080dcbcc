// A client that only listens: its line stays open, and it does not count as somebody who sets the device up.

import { expect, it } from 'vitest';
import { startNode } from '../e2e/engines.ts';
import { codeOf, seal } from '../e2e/sealed.ts';

const MINUTE_MS = 60_000;

it.each([
  ['in the clear', false],
  ['in a sealed session', true],
])('is kept by a bare line end a minute, %s', { timeout: 60_000 }, async (_, isSealed) => {
  const rig = await startNode({ provisioned: true, start: { access: 'window' } });
  await rig.online('Home');
  const code = await codeOf(rig);
  await rig.command('wifiprov open 5');
  const sealed = isSealed ? await seal(rig, code) : undefined;
  const client = isSealed ? undefined : await rig.client();
  const isWindow = async (state: string): Promise<boolean> =>
    (await rig.command('wifiprov status')).includes(`window=${state}`);
  for (let minute = 0; minute < 8; minute++) {
    sealed?.tap.send('');
    client?.send('\n');
    await rig.core.pass(MINUTE_MS);
    expect(await isWindow(minute < 4 ? 'open' : 'closed')).toBe(true);
  }
  if (sealed) expect(await sealed.ask({ cmd: 'ping' })).toEqual({ ok: true, data: {} });
  if (client) expect(await client.ask({ cmd: 'ping' })).toEqual({ ok: true, data: {} });
});

it('is closed after two silent minutes without', async () => {
  const rig = await startNode();
  const client = await rig.client();
  await rig.core.pass(2 * MINUTE_MS + 1_000);
  await client.ended();
});
