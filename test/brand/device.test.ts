// A device of another brand: its names, what it says of itself, and that our tools still know it.

import { expect, it } from 'vitest';
import { readBrand } from '../../tools/build/brand/brand.mjs';
import { connect } from '../../tools/client/node.ts';
import { builtWith } from '../built-with.ts';
import { onBothEngines } from '../e2e/engines.ts';
import { detect } from '../e2e/improv-rig.ts';

const files = await builtWith({ brand: { ...readBrand('test/brand/lumo.json'), product: 'Lumo Größe' } });

onBothEngines('a branded device', (start) => {
  it('has its access point, its host name and its QR text under the prefixes of the brand', async () => {
    const rig = await start({ files });
    await rig.until(async () => (await rig.state()).ap !== null, 60_000);
    expect((await rig.state()).ap).toMatchObject({ ssid: 'PROV_LUMO_000110' });
    const status = await rig.command('wifiprov status');
    expect(status).toContain('host="lumo-000110.local"');
    expect(status).toContain('ap_ssid=PROV_LUMO_000110');
    expect(status).toContain('firmware="1.4.0-beta.2"');
    expect((await rig.command('wifiprov code')).find((line) => line.startsWith('wifi='))).toContain(
      'S:PROV_LUMO_000110;',
    );
  });

  it('is the product to Improv, by its UTF-8 name', async () => {
    const rig = await start({ files, isSlow: true });
    const { sdk } = await detect(rig);
    expect(sdk.info).toMatchObject({ firmware: 'Lumo Größe', name: 'lumo-000110' });
  });
});

onBothEngines('our client and a branded device', (start) => {
  it('speak over TCP, sealed with the setup code, and it says who it is', async () => {
    const rig = await start({ files, provisioned: true, start: { access: 'window' } });
    await rig.online('Home');
    const said = await rig.command('wifiprov code');
    const code = /code=(\S+)/.exec(said.join('\n'))?.[1] ?? '';
    let isOver = false;
    const work = (async () => {
      const device = await connect({ host: '127.0.0.1', port: rig.core.tcpPort, code, timeoutMs: 60_000 });
      const status = await device.status();
      const id = device.id;
      device.close();
      return { status, id };
    })().finally(() => {
      isOver = true;
    });
    await rig.until(() => isOver, 120_000);
    expect(await work).toMatchObject({ status: { host: 'lumo-000110.local', ssid: 'Home' }, id: 'lumo-000110' });
  });
});
