// Limits of port 6666: sizes, places, deadlines, and clients that misbehave.

import { expect, it } from 'vitest';
import { codesOf } from './client.ts';
import { DOORS, onBothEngines, onNodeOnly, type Start } from './engines.ts';
import { HOME_POINT } from './requests.ts';
import type { Rig } from './rig.ts';

/** A device whose access point is up: while it starts, heap is set aside for that, and there may be none for a second client. */
async function calmDevice(start: Start): Promise<Rig> {
  const rig = await start();
  await rig.until(async () => (await rig.state()).ap !== null, 15_000);
  return rig;
}

/** There is a place for one more, soon: while memory is short it is told to try again in a second. */
async function served(rig: Rig): Promise<void> {
  await rig.until(async () => {
    const next = await rig.client();
    next.send('{"cmd":"ping"}');
    await rig.until(() => next.lines().length > 0 || next.isEnded(), 3_000);
    if (next.lines()[0] === '{"ok":true,"data":{}}') return true;
    next.close();
    const againMs = rig.core.nowMs() + 1_000;
    await rig.until(() => rig.core.nowMs() >= againMs, 1_000);
    return false;
  }, 5_000);
}

onBothEngines('limits of the TCP door', (start, share) => {
  it.each([
    [2047, 'ok'],
    [2048, 'ok'],
    [2049, 'too_large'],
  ])('a request of %i bytes: %s', async (bytes, answer) => {
    const rig = await share();
    const client = await rig.client();
    const request = `{"cmd":${' '.repeat(bytes - 14)}"ping"}`;
    expect(request).toHaveLength(bytes);
    client.send(request);
    expect(await codesOf(client, 1)).toEqual([answer]);
    if (answer === 'ok') expect(await client.ask({ cmd: 'ping' })).toEqual({ ok: true, data: {} });
    else await client.ended();
  });

  it('tells a fourth client that it is busy, and takes it when another has gone', async () => {
    const rig = await calmDevice(start);
    const three = [await rig.client(), await rig.client(), await rig.client()];
    for (const client of three) expect(await client.ask({ cmd: 'ping' })).toMatchObject({ ok: true });
    const fourth = await rig.client();
    expect(await fourth.reply()).toMatchObject({ ok: false, code: 'busy' });
    await fourth.ended();
    three[0]?.close();
    await served(rig);
  });

  it('answers a client that has closed its sending side', async () => {
    const rig = await share();
    const client = await rig.client();
    // Requests begin one by one: what others asked has to be done, since the port closes a socket that ends.
    await rig.core.pass(10);
    client.socket.end('{"cmd":"ping"}{"cmd":"nonsense"}');
    expect(await codesOf(client, 2)).toEqual(['ok', 'unknown_command']);
    await client.ended();
  });

  it('carries out an apply line that only the end of the stream ends, which the port lets nobody answer', async () => {
    const rig = await start({ air: [HOME_POINT] });
    const client = await rig.client();
    client.socket.end('apply,Home,2,correct horse,NULL');
    await rig.online('Home');
    expect(client.lines()).toEqual([]);
  });

  it('a client that resets, stalls or floods does not disturb the others', async () => {
    const rig = await calmDevice(start);
    const [good, stalled, flood] = [await rig.client(), await rig.client(), await rig.client()];
    stalled.send('{"cmd":');
    flood.send('{"cmd":"help"}'.repeat(2_000));
    expect(await good.ask({ cmd: 'ping' }, 3_000)).toEqual({ ok: true, data: {} });
    flood.socket.resetAndDestroy();
    await rig.core.pass(0);
    expect(await good.ask({ cmd: 'ping' }, 3_000)).toEqual({ ok: true, data: {} });
    await served(rig);
  });

  it('a client that has just gone while news are told does not keep the others from their reply', async () => {
    const rig = await calmDevice(start);
    const good = await rig.client();
    for (let i = 0; i < 10; i++) {
      const going = await rig.client();
      await going.ask({ cmd: 'ping' });
      going.close();
      // Alternately two states, so that each is told to all.
      const request = { STA: { auto: 0, auth: 1, SSID: i % 2 ? '' : 'Net' } };
      expect(await good.ask(request)).toMatchObject({ ok: true, saved: true });
    }
  });

  it('a client that resets while its scan runs costs nothing', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const client = await rig.client();
    client.send('{"cmd":"scan"}');
    await rig.core.pass(0);
    client.socket.resetAndDestroy();
    const next = await rig.client();
    const { data } = await next.ask({ cmd: 'scan' }, 5_000);
    expect(data.networks[0]).toEqual({ ssid: 'Home', rssi: -48, channel: 6, auth: 'wpa2' });
  });
});

onNodeOnly('deadlines of a TCP client', (start) => {
  it.each(['{"cmd":', '"cmd', '{"STA":{"SSID":"x"}'])(
    'an unfinished %j: timeout after 5 s, then closed',
    async (text) => {
      const rig = await start();
      const client = await rig.client();
      client.send(text);
      await rig.core.pass(4_900);
      await rig.core.pass(0);
      expect(client.lines()).toEqual([]);
      expect(await client.reply(200)).toMatchObject({ ok: false, code: 'timeout' });
      await client.ended();
    },
  );

  it('bytes that trickle in do not put the 5 s off', async () => {
    const rig = await start();
    const client = await rig.client();
    for (const ch of '{"cmd":   ') {
      client.send(ch);
      await rig.core.pass(0);
      await rig.core.pass(490);
    }
    expect(await client.reply(300)).toMatchObject({ code: 'timeout' });
  });

  it('an idle connection is closed after 120 s without a line', async () => {
    const rig = await start();
    const client = await rig.client();
    await client.ask({ cmd: 'ping' });
    await rig.core.pass(119_000);
    await rig.core.pass(0);
    expect(client.isEnded()).toBe(false);
    await client.ended(1_500);
    expect(client.lines()).toHaveLength(1);
  });

  it('an apply line without a newline ends after 200 ms of silence, not sooner', async () => {
    const rig = await start();
    const client = await rig.client();
    client.send('apply,Home,2,correct');
    await rig.core.pass(0);
    await rig.core.pass(190);
    client.send(' horse');
    await rig.core.pass(0);
    await rig.core.pass(190);
    await rig.core.pass(0);
    expect(client.lines()).toEqual([]);
    expect(await client.reply(20)).toMatchObject({ ok: true, state: 'connecting' });
    await client.event('saved');
  });

  it('a request that came in two pieces may take its time to answer', async () => {
    const rig = await start();
    const client = await rig.client();
    await rig.air([]);
    client.send('{"cmd":"sc');
    await rig.core.pass(4_000);
    client.send('an"}');
    await rig.core.pass(0);
    await rig.core.pass(6_000);
    expect(client.lines().filter((line) => line.includes('timeout'))).toEqual([]);
    expect(client.isEnded()).toBe(false);
  });

  it('a client that has gone frees its place after its deadline at the latest', async () => {
    const rig = await start();
    for (let i = 0; i < 3; i++) (await rig.client()).send('{');
    await rig.core.pass(5_100);
    expect(await (await rig.client()).ask({ cmd: 'ping' })).toMatchObject({ ok: true });
    expect(rig.device.debug().sockets).toBe(DOORS + 1);
  });
});
