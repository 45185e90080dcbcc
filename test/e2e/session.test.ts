// Sealed sessions end to end: the client library and the built firmware, with the setup window closed.

import { expect, it } from 'vitest';
import { onBothEngines, onNodeOnly } from './engines.ts';
import { joinAp, LEAVING_MS } from './leaving.ts';
import { HOME_LINE, WRONG } from './requests.ts';
import type { Rig } from './rig.ts';
import { codeOf, done, refused, restart, seal, tap, WRONG_CODE } from './sealed.ts';

/** An access point for good, its window closed, and a phone on it: nothing that is asked for cuts it off. */
async function asAccessPoint(rig: Rig): Promise<void> {
  await rig.online('Home');
  expect(await rig.command('wifiprov set 1 1 9 1 4 Cellar "under the stairs"')).toEqual(['OK ap']);
  await rig.said('# saved', 6_000);
  await joinAp(rig);
}

const CLOSED = { provisioned: true, start: { access: 'window' as const } };

onBothEngines('a sealed session', (start) => {
  it('asks and changes everything while the window is closed, and hears of it in boxes', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    const sealed = await seal(rig, await codeOf(rig));
    expect(sealed.session.id).toBe('wifiprov-000110');
    const status = (await sealed.ask({ cmd: 'status' }))['data'];
    expect(status).toMatchObject({ state: 'online', ssid: 'Home', window: 'closed' });
    expect(await sealed.ask(WRONG)).toMatchObject({ ok: true, state: 'connecting', saved: false });
    await rig.until(() => sealed.events.some(({ state, ssid }) => state === 'connecting' && ssid === 'Neighbour'));
    await rig.until(() => sealed.ends.length > 0, LEAVING_MS);
    await rig.said(/# failed wrong_password "Neighbour" .*rolled_back/, 25_000);
    await rig.online('Home', 5_000);
    const next = await seal(rig, await codeOf(rig));
    const told = (await next.ask({ cmd: 'status' }))['data'];
    expect(told).toMatchObject({ state: 'online', ssid: 'Home', reason: 'wrong_password', rolled_back: true });
    expect((await next.ask({ cmd: 'get' }))['data']).toMatchObject({ STA: { SSID: 'Home', PWD: '********' } });
    expect(next.ends).toEqual([]);
    next.session.close();
  });

  it('with a wrong code is refused, and then the device is locked for a while', async () => {
    const rig = await start(CLOSED);
    // While it joins, heap is set aside for that, and one connection more may be told to come back.
    await rig.online('Home');
    const code = await codeOf(rig);
    expect(await refused(rig, WRONG_CODE)).toBe('bad_proof');
    expect(await refused(rig, code)).toMatch(/^locked [12]$/);
    await rig.until(async () => (await refused(rig, code)) === 'ok', 3_000);
  });

  it('is one at a time, and free again as soon as its connection has gone', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    const code = await codeOf(rig);
    const first = await seal(rig, code);
    expect(await refused(rig, code)).toBe('busy');
    expect(await first.ask({ cmd: 'ping' })).toEqual({ ok: true, data: {} });
    first.session.close();
    await rig.until(async () => (await refused(rig, code)) === 'ok');
  });

  it('gives nothing to who writes in the clear beside it', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    const sealed = await seal(rig, await codeOf(rig));
    const { wire } = sealed.tap;
    sealed.tap.send('{"cmd":"get"}');
    sealed.tap.send('{"STA":{"SSID":"Cafe","auth":1}}');
    await rig.until(() => wire.filter((line) => line.startsWith('<{"ok":false,"code":"window_closed"')).length === 2);
    expect(await sealed.ask({ cmd: 'status' })).toMatchObject({ ok: true, data: { ssid: 'Home' } });
    sealed.session.close();
  });

  it('answers in boxes what is wrong with a request, and goes on', async () => {
    // On no network: leaving one would end the connection.
    const rig = await start({ start: { access: 'window' } });
    const sealed = await seal(rig, await codeOf(rig));
    expect(await sealed.ask({ cmd: 'nonsense' })).toMatchObject({ ok: false, code: 'unknown_command' });
    expect(await sealed.ask([])).toMatchObject({ ok: false, code: 'invalid_request' });
    expect(await sealed.ask({ a: { b: { c: { d: {} } } } })).toMatchObject({ ok: false, code: 'too_deep' });
    expect(await sealed.ask({ STA: { ch: 14 } })).toMatchObject({ ok: false, field: 'STA.ch' });
    expect(await sealed.ask({ STA: { SSID: 'Caf\u00e9 \u{1f4f6}', auth: 1, auto: 0 } })).toMatchObject({ ok: true });
    expect(await sealed.ask({ cmd: 'get' })).toMatchObject({ data: { STA: { SSID: 'Caf\u00e9 \u{1f4f6}' } } });
    expect(sealed.ends).toEqual([]);
    sealed.session.close();
  });

  it('of another client keeps the names of networks to itself', async () => {
    const rig = await start(CLOSED);
    await asAccessPoint(rig);
    const plain = await rig.client();
    const greeted = await tap(rig);
    greeted.onLine(() => {});
    greeted.send(`{"t":"hello","v":1,"cn":"${'00'.repeat(16)}"}`);
    await rig.until(() => greeted.wire.length === 2);
    const sealed = await seal(rig, await codeOf(rig));
    expect(await sealed.ask({ mode: 0 })).toMatchObject({ ok: true, state: 'connecting' });
    await rig.until(() => sealed.events.some(({ ssid, ip }) => ssid === 'Home' && ip !== undefined));
    const online = await plain.event('state');
    await rig.until(() => plain.lines().join().includes('"online"'));
    expect(online['state']).toBeDefined();
    for (const lines of [plain.lines(), greeted.wire]) expect(lines.join()).not.toMatch(/Home|192\.168/);
    expect(greeted.wire.join()).toContain('"event":"state"');
    sealed.session.close();
  });
});

onBothEngines('a sealed session of a new device', (start) => {
  it('is there as soon as the code has been made', async () => {
    const rig = await start({ start: { access: 'window' } });
    const sealed = await seal(rig, await codeOf(rig));
    const reply = await sealed.ask({ STA: { SSID: 'Home', PWD: 'correct horse' } });
    expect(reply).toMatchObject({ ok: true, state: 'connecting' });
    await rig.until(() => sealed.events.some(({ event }) => event === 'saved'), 25_000);
    expect(sealed.tap.wire.join('\n')).not.toMatch(/Home|correct|online|saved/);
    sealed.session.close();
  });
});

onNodeOnly('the life of a session', (start) => {
  it('is ten minutes, then its requests are refused and its events go out in the clear, masked', async () => {
    const rig = await start(CLOSED);
    await asAccessPoint(rig);
    const sealed = await seal(rig, await codeOf(rig), { timeoutMs: 1e6 });
    // A connection that is idle for 120 s is closed.
    for (let minute = 0; minute < 9; minute++) {
      expect(await sealed.ask({ cmd: 'ping' })).toMatchObject({ ok: true });
      await rig.core.pass(60_000);
    }
    await rig.core.pass(55_000);
    expect(await sealed.ask({ cmd: 'ping' })).toMatchObject({ ok: true });
    await rig.core.pass(6_000);
    await rig.command(HOME_LINE);
    await rig.until(() => sealed.tap.wire.at(-1) === '<{"event":"state","state":"connecting"}');
    await expect(sealed.ask({ cmd: 'ping' })).rejects.toMatchObject({ code: 'ended' });
    expect(await refused(rig, await codeOf(rig))).toBe('ok');
  });

  it('ends with the code: after `reset all` there is a new code, a new salt and a new key', async () => {
    const rig = await start(CLOSED);
    const code = await codeOf(rig);
    const sealed = await seal(rig, code);
    const ready = rig.core.readyCount();
    expect(await sealed.ask({ cmd: 'reset', all: true })).toMatchObject({ ok: true });
    await rig.until(() => rig.core.readyCount() > ready);
    const made = await codeOf(rig);
    expect(made).not.toBe(code);
    const next = await seal(rig, made);
    const salts = [sealed, next].map(({ tap: { wire } }) => JSON.parse((wire[1] ?? '').slice(1)).salt);
    expect(new Set(salts).size).toBe(2);
    next.session.close();
    await rig.core.pass(100);
    expect(await refused(rig, code)).toBe('bad_proof');
  });

  it('outlives no restart, but the code and the key do', async () => {
    const rig = await start(CLOSED);
    const code = await codeOf(rig);
    const sealed = await seal(rig, code);
    await restart(rig);
    await done(rig, sealed.session.request({ cmd: 'ping' }), 20_000).catch(() => {});
    expect(sealed.ends.map((end) => end.code)).toEqual(['closed']);
    const { flashWrites } = await rig.state();
    expect(await refused(rig, code)).toBe('ok');
    expect((await rig.state()).flashWrites).toBe(flashWrites);
  });
});
