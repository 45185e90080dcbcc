// A network whose name is no UTF-8: every list shows it as UTF-8, and it can be joined by the name that was shown.

import { expect, it } from 'vitest';
import { onBothEngines } from './engines.ts';
import { ask, postForm, postJson } from './http-client.ts';
import { HOME_POINT } from './requests.ts';
import type { Rig } from './rig.ts';

const SHOWN = 'Caf\ufffd';
/** As the rig keeps what has come: a character a byte. */
const SHOWN_BYTES = Buffer.from(SHOWN).toString('latin1');
const CAFE = { ...HOME_POINT, ssid: undefined, ssidHex: '436166e9', bssid: '02:00:00:00:00:09', rssi: -40 };
const AIR = [HOME_POINT, JSON.parse(JSON.stringify(CAFE))];
const utf8 = (bytes: string): string => new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(bytes, 'latin1'));
const PWD = 'correct horse';

async function joined(rig: Rig): Promise<void> {
  await rig.said(`# online "${SHOWN_BYTES}"`, 15_000);
  expect(utf8(rig.output())).not.toContain('not_found');
}

onBothEngines('a network whose name is not UTF-8', (start) => {
  it('is listed, joined and shown over TCP', async () => {
    const rig = await start({ air: AIR });
    const client = await rig.client();
    const { data } = await client.ask({ cmd: 'scan' }, 10_000);
    expect(data.networks[0]).toMatchObject({ ssid: SHOWN_BYTES });
    expect(await client.ask({ STA: { SSID: SHOWN, PWD } })).toMatchObject({ ok: true, state: 'connecting' });
    expect(await client.event('saved')).toEqual({ event: 'saved' });
    await joined(rig);
    for (const cmd of ['get', 'status', 'history']) await client.ask({ cmd });
    const said = client.lines().map((line) => JSON.parse(utf8(line)));
    expect(said.find((one) => one.data?.STA).data.STA.SSID).toBe(SHOWN);
    expect(said.find((one) => one.data?.attempts).data.attempts[0].ssid).toBe(SHOWN);
    expect(said.find((one) => one.data?.ip).data.ssid).toBe(SHOWN);
    expect(said.find((one) => one.state === 'online').ssid).toBe(SHOWN);
    expect(await client.ask({ STA: { SSID: SHOWN, PWD: '********' } })).toMatchObject({ ok: true, unchanged: true });
  });

  it('is listed, joined and shown on the UART', async () => {
    const rig = await start({ air: AIR });
    expect(await rig.command('wifiprov scan')).toContain(`-40 ch6 wpa2 "${SHOWN_BYTES}"`);
    await rig.command(`wifiprov set 0 1 0 1 4 "${SHOWN_BYTES}" "${PWD}"`);
    await joined(rig);
    const lines = [...(await rig.command('wifiprov get')), ...(await rig.command('wifiprov status'))];
    expect(lines).toEqual(expect.arrayContaining([`STA.SSID="${SHOWN_BYTES}"`, `ssid="${SHOWN_BYTES}"`]));
    expect(utf8((await rig.command('wifiprov history')).join())).toContain(`"${SHOWN}" ok`);
  });

  it('is listed and joined from the page', async () => {
    const rig = await start({ air: AIR });
    const { json } = await ask(rig, '/api/scan?fresh', { ms: 10_000 });
    expect(json().data.networks[0].ssid).toBe(SHOWN);
    const plain = await ask(rig, '/?plain');
    expect(utf8(plain.body.toString('latin1'))).toContain(`value="${SHOWN}"`);
    await postForm(rig, `STA.SSID=${encodeURIComponent(SHOWN)}&STA.PWD=${PWD.replace(' ', '+')}`);
    await joined(rig);
  });

  it('is joined from JSON over HTTP', async () => {
    const rig = await start({ air: AIR });
    await rig.command('wifiprov scan');
    await postJson(rig, { wifi: `WIFI:T:WPA;S:${SHOWN};P:${PWD};;` });
    await joined(rig);
  });
});
