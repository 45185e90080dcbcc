// Whether the settings are in flash: `status` tells it to a client whose connection went down with the old network.

import { expect, it } from 'vitest';
import { onBothEngines, onNodeOnly } from './engines.ts';
import { lastReply } from './leaving.ts';
import { CAFE } from './requests.ts';
import type { Rig } from './rig.ts';

async function savedOnTcp(rig: Rig): Promise<unknown> {
  const client = await rig.client();
  const { data } = await client.ask({ cmd: 'status' });
  client.close();
  return data.saved;
}

async function savedOnUart(rig: Rig): Promise<string | undefined> {
  return (await rig.command('wifiprov status')).find((line) => line.startsWith('saved='));
}

onBothEngines('status tells as `saved`', (start) => {
  it('true, to a client that comes back after the network has changed', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const client = await rig.client();
    client.send(`${JSON.stringify(CAFE)}\n`);
    await rig.said('# online "Cafe"', 20_000);
    expect(await savedOnTcp(rig)).toBe(true);
    expect(await savedOnUart(rig)).toBe('saved=true');
  });

  it('false, of settings that are not to be kept, until others are', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const mark = rig.output().length;
    await lastReply(await rig.client(), { ...CAFE, save_config: 0 });
    await rig.said('# online "Cafe"', 20_000, mark);
    expect(await savedOnTcp(rig)).toBe(false);
    expect(await savedOnUart(rig)).toBe('saved=false');
    await (await rig.client()).ask({ save_config: 1, AP: { ch: 6 } });
    expect(await savedOnTcp(rig)).toBe(true);
  });
});

onNodeOnly('status tells as `saved`', (start) => {
  it('false while new settings are tried, and true once the old ones are back', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    await rig.command('wifiprov set 0 1 0 1 4 "Nowhere" "long enough"');
    expect(await savedOnUart(rig)).toBe('saved=false');
    await rig.said('# failed', 30_000);
    expect(await savedOnUart(rig)).toBe('saved=true');
  });

  it('true on a fresh device, which has nothing to keep', async () => {
    expect(await savedOnUart(await start())).toBe('saved=true');
  });
});
