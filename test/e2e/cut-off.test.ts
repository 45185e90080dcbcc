// A device that dies in the middle of a trial: the next start says that the trial has failed, and is on the old network.

import { expect, it } from 'vitest';
import { onNodeOnly } from './engines.ts';

const BUILDS = ['2v27', '2v29.277', 'next'] as const;
const MESSAGE = 'The device restarted during the attempt; check the password and try again.';
const TRIAL = 'wifiprov set 0 1 0 1 4 Neighbour "not the password"';

onNodeOnly('a crash in the middle of a trial', (start) => {
  it.each(BUILDS)('on %s is told as a failure at every door, with the old network back', async (portBuild) => {
    const rig = await start({ portBuild, provisioned: true });
    await rig.online('Home');
    await rig.command(TRIAL);
    await rig.core.pass(700);
    const mark = rig.output().length;
    await rig.core.control({ do: 'crash' });
    await rig.said(`# failed timeout "Neighbour" attempts=1 rolled_back: ${MESSAGE}`, 5_000, mark);
    await rig.said('# online "Home"', 10_000, mark);
    const lines = await rig.command('wifiprov status');
    expect(lines).toEqual(expect.arrayContaining(['state=online', 'ssid=Home', 'reason=timeout', 'rolled_back=true']));
    expect(lines).toContain(`message="${MESSAGE}"`);
    const client = await rig.client();
    expect((await client.ask({ cmd: 'status' })).data).toMatchObject({ reason: 'timeout', message: MESSAGE });
    const { data } = await client.ask({ cmd: 'history' });
    expect(data.attempts[1]).toMatchObject({ ssid: 'Neighbour', ok: false, reason: 'timeout' });
  });

  it('in set-up leaves the device in set-up, with nothing rolled back', async () => {
    const rig = await start({ portBuild: '2v27' });
    await rig.until(async () => (await rig.state()).ap !== null, 10_000);
    await rig.command(TRIAL);
    await rig.core.pass(700);
    const mark = rig.output().length;
    await rig.core.control({ do: 'crash' });
    await rig.said(`# failed timeout "Neighbour" attempts=1: ${MESSAGE}`, 5_000, mark);
    expect(await rig.command('wifiprov status')).toEqual(
      expect.arrayContaining(['state=unprovisioned', 'rolled_back=false']),
    );
  });

  it.each([
    ['has failed', TRIAL, '# failed'],
    ['has worked', 'wifiprov set 0 1 0 1 1 Cafe', '# saved'],
  ])('is told no more once the trial %s', async (_, line, said) => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    await rig.command(line);
    await rig.said(said, 25_000);
    await rig.core.pass(5_000);
    const mark = rig.output().length;
    await rig.core.control({ do: 'crash' });
    await rig.core.pass(10_000);
    expect(rig.output().slice(mark)).toContain('# online');
    expect(rig.output().slice(mark)).not.toContain('# failed');
  });

  it('is told once: the start after that knows nothing of it', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    await rig.command(TRIAL);
    await rig.core.pass(700);
    await rig.core.control({ do: 'crash' });
    await rig.said('# failed', 5_000);
    const mark = rig.output().length;
    await rig.core.control({ do: 'power-cycle' });
    await rig.core.pass(10_000);
    expect(rig.output().slice(mark)).not.toContain('# failed');
  });

  it('of settings that are not to be kept leaves nothing in flash', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    await rig.core.pass(31_000);
    const { flashWrites } = await rig.state();
    await rig.command('wifiprov set 0 0 0 1 4 Neighbour "not the password"');
    await rig.said('# failed', 25_000);
    expect((await rig.state()).flashWrites).toBe(flashWrites);
  });
});
