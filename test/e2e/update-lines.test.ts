// An update while the line is bad and others ask the device, and what is said about it to those who may not.

import { expect, it } from 'vitest';
import { readFirmwareFile } from '../../tools/client/firmware-file.ts';
import { sendUpdate } from '../../tools/client/update.ts';
import { onBothEngines } from './engines.ts';
import { firmware, NEW, OLD } from './firmwares.ts';
import { codeOf, type Sealed, seal } from './sealed.ts';
import { PROVISIONED, statusOf, updating } from './updating.ts';

onBothEngines('an update', (start) => {
  it('goes on where it was when the connection is lost, again and again', async () => {
    const rig = await start(PROVISIONED);
    await rig.online('Home');
    const code = await codeOf(rig);
    const places: number[] = [];
    let sealed: Sealed | undefined;
    let asked = 0;
    const ask = async (request: object): Promise<{ [key: string]: unknown }> => {
      sealed ??= await seal(rig, code);
      if (++asked % 60 === 0) {
        sealed.session.close();
        sealed = undefined;
        throw Object.assign(new Error('cut'), { kind: 'unreachable', code: 'ended' });
      }
      const reply = await sealed.ask(request, 60_000);
      if ('header' in request) places.push(Number((reply['data'] as { at: number }).at));
      return reply;
    };
    const file = readFirmwareFile(firmware());
    const ready = rig.core.readyCount();
    await sendUpdate(ask, file, { wait: async () => rig.core.pass(20) });
    expect(places.length).toBeGreaterThan(3);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(new Set(places).size).toBe(places.length);
    await rig.until(() => rig.core.readyCount() > ready, 20_000);
    expect((await statusOf(rig))['firmware']).toBe(NEW);
  });

  it('leaves the device time for other clients, the page and the console', async () => {
    const rig = await start(PROVISIONED);
    await rig.online('Home');
    const { sealed } = await updating(rig);
    const client = await rig.client();
    const file = readFirmwareFile(firmware());
    const ready = rig.core.readyCount();
    let replies = 0;
    const ask = async (request: object): Promise<{ [key: string]: unknown }> => {
      if ('at' in request && Number((request as { at: number }).at) % 21_000 < 700) {
        expect(await client.ask({ cmd: 'ping' })).toMatchObject({ ok: true });
        expect((await statusOf(rig))['firmware']).toBe(OLD);
        replies++;
      }
      return sealed.ask(request, 60_000);
    };
    await sendUpdate(ask, file, {});
    expect(replies).toBeGreaterThan(5);
    await rig.until(() => rig.core.readyCount() > ready, 20_000);
    expect((await statusOf(rig))['firmware']).toBe(NEW);
  });

  it('is nothing for who has not proved the code, at any door', async () => {
    const rig = await start({ ...PROVISIONED, start: { access: 'open' } });
    await rig.online('Home');
    const client = await rig.client();
    const header = readFirmwareFile(firmware()).header;
    expect(await client.ask({ cmd: 'update', header })).toMatchObject({ ok: false, code: 'not_supported' });
    const { sealed } = await updating(rig);
    expect(await sealed.ask({ cmd: 'update' })).toMatchObject({ code: 'invalid_request' });
    expect(await sealed.ask({ cmd: 'update', at: 1024, data: 'AA==' })).toMatchObject({ code: 'invalid_request' });
    expect(await sealed.ask({ cmd: 'update', swap: true })).toMatchObject({ code: 'invalid_request' });
    expect(await sealed.ask({ cmd: 'update', swap: 1 })).toMatchObject({ code: 'invalid_request' });
    expect(await sealed.ask({ cmd: 'update', data: 7 })).toMatchObject({ code: 'invalid_request' });
    expect(await sealed.ask({ cmd: 'update', more: 7 })).toMatchObject({ code: 'unknown_field' });
  });

  it('is refused with a sentence by a board without slots', async () => {
    const rig = await start({ ...PROVISIONED, slots: false });
    await rig.online('Home');
    const { sealed } = await updating(rig);
    const given = await sealed.ask({ cmd: 'update', header: readFirmwareFile(firmware()).header });
    expect(given).toMatchObject({
      ok: false,
      code: 'not_supported',
      message: expect.stringContaining('`wifiprov flash` once'),
    });
  });
});
