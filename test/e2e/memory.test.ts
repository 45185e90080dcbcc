// What the port keeps for each Wi-Fi event: the device restarts before memory is short, and nothing is lost by it.

import { expect, it } from 'vitest';
import { type NodeRig, onNodeOnly } from './engines.ts';
import { HOME_POINT } from './requests.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The node engine starts with 5000 free. */
const APPS = [0, 2_000] as const;

const panics = (rig: NodeRig): string[] => rig.core.log().filter((line) => line.includes('panics'));

async function status(rig: NodeRig, key: string): Promise<string | undefined> {
  return (await rig.command('wifiprov status')).find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1);
}

onNodeOnly('memory that the port keeps', (start) => {
  it.each([
    ['a week', 7 * DAY, 0, 3],
    ['a month', 30 * DAY, 2_000, 30],
  ])(
    'an outage of %s (%i ms) beside an app of %i variables takes at most %i restarts, and the network is joined within 60 s of its return',
    { timeout: 600_000 },
    async (name, outMs, heldVars, mostRestarts) => {
      const rig = await start({ portBuild: '2v27', provisioned: true, heldVars });
      await rig.online('Home');
      await rig.air([]);
      await rig.core.pass(outMs);
      expect(panics(rig)).toEqual([]);
      const { boots } = await rig.state();
      process.stderr.write(
        `measured: restarts in ${name} without the network beside ${heldVars} variables: ${boots - 1}\n`,
      );
      expect(boots).toBeGreaterThan(1);
      expect(boots - 1).toBeLessThanOrEqual(mostRestarts);
      expect(await rig.command('wifiprov get')).toContain('STA.SSID="Home"');
      expect((await rig.command('wifiprov history')).join('\n')).toContain('not_found');
      await rig.air([HOME_POINT]);
      await rig.online('Home', 60 * SECOND);
    },
  );

  it.each(APPS)(
    'beside an app of %i variables, a phone comes and goes a thousand times',
    { timeout: 300_000 },
    async (heldVars) => {
      const rig = await start({ portBuild: '2v27', heldVars, start: { access: 'window' } });
      await rig.until(async () => (await rig.state()).ap !== null, 20_000);
      let joined = 0;
      for (let i = 0; joined < 1_000 && i < 3_000; i++) {
        if ((await rig.core.control({ do: 'join-ap' })).ok) joined++;
        await rig.core.pass(5 * SECOND);
        await rig.core.control({ do: 'leave-ap' });
        await rig.core.pass(5 * SECOND);
      }
      expect(joined).toBe(1_000);
      expect(panics(rig)).toEqual([]);
      expect((await rig.state()).boots).toBeGreaterThan(1);
    },
  );

  it('an open window, the history and the last failure are there after such a restart, which does not count as a crash', async () => {
    const rig = await start({ portBuild: '2v27', provisioned: true, heldVars: 2_700, start: { access: 'window' } });
    await rig.online('Home');
    await rig.command('wifiprov set 0 1 0 1 1 Nowhere');
    await rig.said('# failed', 20 * SECOND);
    await rig.online('Home', 5 * SECOND);
    await rig.command('wifiprov open 60');
    const { boots } = await rig.state();
    for (let i = 0; i < 120 && (await rig.state()).boots === boots; i++) {
      await rig.air([]);
      await rig.core.pass(10 * SECOND);
      await rig.air([HOME_POINT]);
      await rig.core.pass(10 * SECOND);
    }
    expect(await rig.state()).toMatchObject({ boots: boots + 1 });
    await rig.core.pass(10 * SECOND);
    expect(await status(rig, 'window')).toBe('open');
    expect(Number(await status(rig, 'window_s'))).toBeGreaterThan(600);
    expect(await status(rig, 'reason')).toBe('not_found');
    // Most of them are older than this start.
    expect(await rig.command('wifiprov history')).toHaveLength(11);
    expect(Number(await status(rig, 'lost'))).toBeLessThan(200);
    expect(panics(rig)).toEqual([]);
  });

  // Of those numbers some make the restart due just as the network is back.
  it.each([2_500, 2_550, 2_600, 2_650, 2_700])(
    'beside an app of %i variables, a command typed slowly as soon as the network is back is answered; the restart waits and is told',
    async (heldVars) => {
      const rig = await start({ portBuild: '2v27', provisioned: true, heldVars });
      await rig.online('Home');
      const { boots } = await rig.state();
      for (let i = 0; i < 60; i++) {
        await rig.air([]);
        await rig.core.pass(10 * SECOND);
        const mark = rig.output().length;
        await rig.air([HOME_POINT]);
        await rig.said('# online', 30 * SECOND, mark);
        const before = await rig.state();
        await rig.type('wifiprov ');
        await rig.core.pass(12 * SECOND);
        await rig.type('status\r');
        await rig.said('state=online', 2 * SECOND, mark);
        expect(await rig.state()).toMatchObject({ boots: before.boots });
      }
      await rig.core.pass(20 * SECOND);
      expect((await rig.state()).boots).toBeGreaterThan(boots);
      expect(rig.output()).toContain('# restarting: memory');
      expect(panics(rig)).toEqual([]);
    },
  );

  it('a script that leaves no moment is told busy by a set before memory is too short for it, and the set works afterwards', async () => {
    const rig = await start({ portBuild: '2v27', provisioned: true, heldVars: 2_000 });
    await rig.online('Home');
    const { boots } = await rig.state();
    let mark = 0;
    async function set(): Promise<string | undefined> {
      mark = rig.output().length;
      const told = (await rig.command('wifiprov set 0 1 0 1 4 Home "wrong password"')).at(-1);
      if (told !== 'OK connecting') return told;
      await rig.said('# failed wrong_password', 60 * SECOND, mark);
      await rig.said('# online', 60 * SECOND, mark);
      return undefined;
    }
    let told: string | undefined;
    for (let i = 0; i < 60 && !told; i++) told = await set();
    expect(told).toMatch(/^ERROR busy memory is low/);
    await rig.said('# restarting: memory', 2 * SECOND, mark);
    await rig.said('# online', 20 * SECOND, mark);
    expect(await rig.state()).toMatchObject({ boots: boots + 1 });
    expect(await set()).toBeUndefined();
    expect(panics(rig)).toEqual([]);
  });

  it('a client that is connected is not cut off', async () => {
    const rig = await start({ portBuild: '2v27', provisioned: true, heldVars: 3_100 });
    await rig.online('Home');
    await rig.command('wifiprov set 1 1 1 1 4 Lamp "12345678"');
    await rig.said('# saved', 6 * SECOND);
    await rig.core.pass(10 * SECOND);
    await rig.core.control({ do: 'join-ap' });
    const client = await rig.client();
    const { boots } = await rig.state();
    for (let i = 0; i < 40; i++) {
      await rig.core.control({ do: 'join-ap' });
      await rig.core.control({ do: 'leave-ap' });
      await rig.core.pass(SECOND);
      if (i % 10 === 0) expect(await client.ask({ cmd: 'ping' })).toMatchObject({ ok: true });
    }
    expect(await rig.state()).toMatchObject({ boots });
    await client.close();
    await rig.core.control({ do: 'leave-ap' });
    await rig.core.pass(20 * SECOND);
    expect(await rig.state()).toMatchObject({ boots: boots + 1 });
    expect(panics(rig)).toEqual([]);
  });
});
