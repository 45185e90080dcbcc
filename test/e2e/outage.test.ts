// A link that goes and comes back: how long it takes, measured in the device's time.

import { expect, it } from 'vitest';
import { type NodeRig, onBothEngines, onNodeOnly } from './engines.ts';
import { expectTold, failure } from './leaving.ts';
import { HOME_LINE, HOME_POINT, WRONG } from './requests.ts';

const BUILDS = ['2v27', '2v29.277', 'next'] as const;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Printed with the run: the figures of the promise. */
function report(what: string, ms: number): void {
  process.stderr.write(`measured: ${what}: ${(ms / SECOND).toFixed(2)} s\n`);
}

async function took(rig: NodeRig, what: () => Promise<unknown>): Promise<number> {
  const begunMs = rig.core.nowMs();
  await what();
  return rig.core.nowMs() - begunMs;
}

onNodeOnly('a router that has moved to another channel', (start) => {
  it('has the fallback access point on the channel where it is heard now', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    await rig.air([{ ...HOME_POINT, channel: 11, fault: 'refuse' }]);
    await rig.until(async () => (await rig.state()).ap !== null, 300_000);
    expect((await rig.state()).ap).toMatchObject({ channel: 11 });
  });
});

onNodeOnly('times', (start) => {
  it.each(BUILDS)('on %s from the credentials to online: at most 4 s beyond the radio', async (portBuild) => {
    const rig = await start({ portBuild });
    await rig.until(async () => (await rig.state()).ap !== null, 10_000);
    const ms = await took(rig, async () => {
      await rig.command(HOME_LINE);
      await rig.online('Home');
    });
    const radioMs = 500;
    report(`${portBuild} credentials to online beyond the radio's 0.5 s`, ms - radioMs);
    expect(ms - radioMs).toBeLessThan(4 * SECOND);
  });

  it.each(BUILDS)('on %s from a wrong password to the sentence: within 20 s', async (portBuild) => {
    const rig = await start({ portBuild, provisioned: true });
    await rig.online('Home');
    const client = await rig.client();
    const ms = await took(rig, async () => {
      expect(await client.ask(WRONG)).toMatchObject({ ok: true });
      await failure(rig);
    });
    report(`${portBuild} wrong password to the sentence`, ms);
    expect(ms).toBeLessThan(20.5 * SECOND);
    const backMs = await took(rig, () => rig.online('Home'));
    report(`${portBuild} sentence to online on the old network`, backMs);
    expect(backMs).toBeLessThan(5 * SECOND);
    await expectTold(rig, await failure(rig));
  });

  it.each(
    BUILDS.flatMap((build) =>
      [
        ['10 s', 10 * SECOND],
        ['10 min', 10 * MINUTE],
        ['10 h', 600 * MINUTE],
      ].map(([name, ms]) => [build, name, ms] as [typeof build, string, number]),
    ),
  )('on %s after %s without the router: online within 60 s of its return', async (portBuild, name, outMs) => {
    const rig = await start({ portBuild, provisioned: true });
    await rig.online('Home');
    await rig.air([]);
    await rig.core.pass(outMs);
    const { boots } = await rig.state();
    await rig.air([HOME_POINT]);
    const ms = await took(rig, () => rig.online('Home', 90 * SECOND));
    report(`${portBuild} return of the router after ${name} to online (${boots - 1} restarts meanwhile)`, ms);
    expect(ms).toBeLessThanOrEqual(60 * SECOND);
  });

  it.each(BUILDS)('on %s a link lost in silence is noticed within 10 s', async (portBuild) => {
    const rig = await start({ portBuild, provisioned: true });
    await rig.online('Home');
    await rig.core.pass(120 * SECOND);
    await rig.air([]);
    await rig.until(async () => (await rig.state()).link === null, 10 * SECOND);
    const ms = await took(rig, () => rig.said('# retrying "Home"', 10 * SECOND));
    report(`${portBuild} loss to its being told`, ms);
  });
});

onBothEngines('a device without its network at boot', (start) => {
  it('goes on trying, and tells why at both doors', async () => {
    const rig = await start({ provisioned: true, air: [{ ...HOME_POINT, fault: 'refuse', joinMs: 50 }] });
    await rig.said('# failed refused "Home"', 5_000);
    const client = await rig.client();
    expect((await client.ask({ cmd: 'status' })).data).toMatchObject({ state: 'retrying', reason: 'refused' });
    await rig.air([HOME_POINT]);
    await rig.online('Home', 8_000);
  });
});
