// What a client that has gone wrong must not do to a device, on both engines; the unit tests have every case.

import { expect, it } from 'vitest';
import { onBothEngines } from '../e2e/engines.ts';
import { postForm, postJson } from '../e2e/http-client.ts';
import { framesOf } from '../e2e/improv-rig.ts';
import { frame } from '../protocols/improv/bytes.ts';

/** Type 3 is a command, and Ctrl-C where the frame counts as typed text. */
const COMMAND = 3;
const OWN_ERROR = { type: 2, data: '\x01' };
/** A scan of the simulated radio. */
const SCAN_MS = 6_000;

onBothEngines('a client that has gone wrong', (start) => {
  it.each([
    [{ AP: { PWD: 'lamp pass\n' } }, 'AP.PWD'],
    [{ AP: { SSID: 'Lamp\x7f' } }, 'AP.SSID'],
    [{ STA: { SSID: 'Home', PWD: 'correct horse\r' } }, 'STA.PWD'],
    [{ STA: { SSID: 'Ho\tme', PWD: 'correct horse' } }, 'STA.SSID'],
  ])('saves nothing that nobody can type: %j', async (request, field) => {
    const rig = await start();
    const { flashWrites } = await rig.state();
    const client = await rig.client();
    expect(await client.ask(request)).toMatchObject({ ok: false, code: 'invalid_value', field });
    expect((await postJson(rig, request)).body.toString()).toContain('"invalid_value"');
    const form = Object.entries(request).flatMap(([block, fields]) =>
      Object.entries(fields).map(([name, value]) => `${block}.${name}=${encodeURIComponent(`${value}`)}`),
    );
    expect((await postForm(rig, form.join('&'))).status).toBe(400);
    expect((await rig.state()).flashWrites).toBe(flashWrites);
  });

  it('keeps no place while the scan runs that it asked for', async () => {
    const rig = await start();
    for (let i = 0; i < 3; i++) {
      const gone = await rig.client();
      await gone.ask({ cmd: 'ping' });
      gone.send('{"cmd":"scan"}');
      await rig.core.pass(100);
      gone.socket.resetAndDestroy();
    }
    await rig.core.pass(300);
    const client = await rig.client();
    expect(await client.ask({ cmd: 'ping' })).toMatchObject({ ok: true });
    expect(await client.ask({ cmd: 'scan' }, SCAN_MS)).toMatchObject({ ok: true });
  });

  it.each(['\x02', '\x80', '\xc1', '\xff'])(
    'is told of an Improv version %j, and gets no REPL by it',
    async (version) => {
      const rig = await start();
      const mark = rig.output().length;
      for (let i = 0; i < 3; i++) await rig.type(frame(COMMAND, '\x02\x00', version.charCodeAt(0)));
      await rig.until(() => framesOf(rig.output().slice(mark)).filter(({ type }) => type === 2).length >= 3, 2_000);
      expect(framesOf(rig.output().slice(mark)).at(-1)).toEqual(OWN_ERROR);
      expect(await rig.command('wifiprov debug flow 1')).toEqual(['OK']);
    },
  );
});
