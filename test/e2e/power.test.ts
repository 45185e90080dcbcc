// Power fails at any byte of a save: afterwards the old config or the new one, whole.

import { expect, it } from 'vitest';
import { type NodeRig, onBothEngines, onNodeOnly } from './engines.ts';
import { HOME_MASKED } from './requests.ts';

const CELLAR = 'wifiprov set 0 1 0 0 1 "Cellar"';
const CELLAR_LINES = ['STA.auto=0', 'STA.auth=1', 'STA.SSID="Cellar"', 'STA.PWD=""'];

/** What the device knows after a restart: 'old', 'new', or whatever it shows. */
async function verdict(rig: NodeRig): Promise<string> {
  const shown = await rig.command('wifiprov get');
  if (shown.join() === HOME_MASKED.join()) return 'old';
  const expected = [...HOME_MASKED.slice(0, 4), ...CELLAR_LINES, ...HOME_MASKED.slice(8)];
  return shown.join() === expected.join() ? 'new' : shown.join('\n');
}

async function saveUntilCut(rig: NodeRig, after: number): Promise<string> {
  const ready = rig.core.readyCount();
  await rig.core.control({ do: 'cut-power', after });
  await rig.type(`${CELLAR}\r`);
  const mark = rig.output().length;
  await rig.until(() => rig.core.readyCount() > ready || rig.output().indexOf('\nOK', mark - 200) >= 0, 2_000);
  await rig.core.control({ do: 'cut-power', after: 0 });
  await rig.core.control({ do: 'power-cycle' });
  await rig.until(() => rig.core.readyCount() > ready);
  await rig.core.pass(50);
  return verdict(rig);
}

onNodeOnly('power cuts during a save', (start) => {
  it('at each of 300 bytes: old until some byte, new from then on, nothing else', async () => {
    const verdicts: string[] = [];
    for (let after = 1; after <= 300; after++) {
      const rig = await start({ provisioned: true });
      verdicts.push(await saveUntilCut(rig, after));
      await rig.core.stop();
    }
    expect([...new Set(verdicts)]).toEqual(['old', 'new']);
    expect(verdicts.lastIndexOf('old')).toBe(verdicts.indexOf('new') - 1);
    expect(verdicts.indexOf('new')).toBeGreaterThan(100);
  });

  it('again and again on one device, through more saves than the pages hold at once', async () => {
    const rig = await start({ provisioned: true });
    let known = 'Home';
    for (let i = 0; i < 200; i++) {
      const next = `Net ${i}`;
      const after = (i * 37) % 600;
      const ready = rig.core.readyCount();
      if (after) await rig.core.control({ do: 'cut-power', after });
      await rig.type(`wifiprov set 0 1 0 0 1 "${next}"\r`);
      await rig.core.pass(20);
      await rig.core.control({ do: 'cut-power', after: 0 });
      const cut = rig.core.readyCount() > ready;
      const shown = await rig.command('wifiprov get');
      const ssid = /^STA.SSID="(.*)"$/.exec(shown[6] ?? '')?.[1];
      expect(cut ? [known, next] : [next]).toContain(ssid);
      expect(shown).toHaveLength(HOME_MASKED.length);
      known = ssid ?? '';
    }
  });

  it('a network whose save is cut off is the old one or the new one after the restart, and is joined', async () => {
    for (let after = 1; after <= 240; after += 12) {
      const rig = await start({ provisioned: true });
      await rig.online('Home');
      await rig.core.control({ do: 'cut-power', after });
      await rig.type('wifiprov set 0 1 0 1 1 Cafe\r');
      await rig.core.pass(10_000);
      const { link, boots } = await rig.state();
      expect(['Home', 'Cafe']).toContain(link?.ssid);
      if (boots === 1) expect(link?.ssid).toBe('Cafe');
      await rig.core.stop();
    }
  });
});

onBothEngines('a saved config', (start) => {
  it('survives restarts of every kind', async () => {
    const rig = await start({ provisioned: true });
    await rig.command(CELLAR);
    let ready = rig.core.readyCount();
    for (const how of ['power-cycle', 'crash']) {
      await rig.core.control({ do: how });
      await rig.until(() => rig.core.readyCount() > ready);
      ready = rig.core.readyCount();
      expect((await rig.command('wifiprov get')).slice(4, 8)).toEqual(CELLAR_LINES);
    }
    await rig.command('wifiprov reboot');
    await rig.until(() => rig.core.readyCount() > ready);
    expect((await rig.command('wifiprov get')).slice(4, 8)).toEqual(CELLAR_LINES);
  });
});
