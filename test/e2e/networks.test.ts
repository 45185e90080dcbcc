// Several known networks: which of them the device joins, and that none is lost.

import { expect, it } from 'vitest';
import { type NodeRig, onBothEngines, onNodeOnly } from './engines.ts';
import { HOME_POINT } from './requests.ts';
import { configOf, type Rig } from './rig.ts';

const BUILDS = ['2v27', '2v29.277', 'next'] as const;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

interface Place {
  ssid: string;
  password: string;
}

const HOME: Place = { ssid: 'Home', password: 'correct horse' };
const OFFICE: Place = { ssid: 'Office', password: 'battery staple' };
const PHONE: Place = { ssid: 'Phone', password: 'in my pocket' };

/** Of a place as it is heard. */
function point(place: Place, rssi = -60, more: object = {}): object {
  return {
    ...HOME_POINT,
    bssid: `02:00:00:00:01:${place.ssid.length.toString(16).padStart(2, '0')}`,
    ...place,
    rssi,
    ...more,
  };
}

async function learn(rig: Rig, ...places: Place[]): Promise<void> {
  for (const place of places) {
    await rig.air([point(place)]);
    const mark = rig.output().length;
    await rig.command(`wifiprov join "${place.ssid}" "${place.password}"`);
    await rig.said('# saved', 20_000, mark);
  }
}

async function known(rig: Rig): Promise<string[]> {
  return (await rig.command('wifiprov networks')).slice(0, -1).map((line) => line.replace(/^"(.*?)".*$/, '$1'));
}

async function restart(rig: Rig): Promise<void> {
  const ready = rig.core.readyCount();
  await rig.core.control({ do: 'power-cycle' });
  await rig.until(() => rig.core.readyCount() > ready);
}

/** From now on until the device is online in a network, in its own time. */
async function tookMs(rig: Rig, ssid: string, withinMs = MINUTE): Promise<number> {
  const begunMs = rig.core.nowMs();
  await rig.online(ssid, withinMs);
  return rig.core.nowMs() - begunMs;
}

function report(what: string, ms: number): void {
  process.stderr.write(`measured: ${what}: ${(ms / SECOND).toFixed(2)} s\n`);
}

async function stored(rig: Rig): Promise<string> {
  return (await configOf(rig))['STA.SSID'] ?? '';
}

onBothEngines('two known networks', (start) => {
  it('are listed without secrets, the one in use first; one of them is forgotten', async () => {
    const rig = await start({ provisioned: true, air: [HOME_POINT, point(OFFICE)] });
    await rig.online('Home');
    await rig.command('wifiprov join Office "battery staple"');
    await rig.said('# saved', 20_000);
    await rig.online('Office');
    expect(await rig.command('wifiprov networks')).toEqual(['"Office" in use', '"Home"', 'OK']);
    const client = await rig.client();
    const rows = [
      { ssid: 'Office', in_use: true },
      { ssid: 'Home', in_use: false },
    ];
    expect(await client.ask({ cmd: 'networks' })).toEqual({ ok: true, data: { networks: rows } });
    expect(await client.ask({ cmd: 'forget', ssid: 'Hom' })).toMatchObject({ code: 'invalid_value', field: 'ssid' });
    expect(await client.ask({ cmd: 'forget' })).toMatchObject({ code: 'missing_field', field: 'ssid' });
    expect(await rig.command('wifiprov forget')).toEqual(['ERROR invalid_request usage: wifiprov forget <ssid>']);
    expect(await client.ask({ cmd: 'forget', ssid: 'Home' })).toEqual({ ok: true, data: { state: 'online' } });
    expect(await known(rig)).toEqual(['Office']);
    expect((await rig.state()).link?.ssid).toBe('Office');
  });

  it('the other is joined when the one in use is forgotten; without another the set-up opens', async () => {
    const rig = await start({ provisioned: true, air: [HOME_POINT, point(OFFICE)] });
    await rig.online('Home');
    await rig.command('wifiprov join Office "battery staple"');
    await rig.said('# saved', 20_000);
    await rig.online('Office');
    await rig.command('wifiprov forget Office');
    await rig.online('Home');
    expect([await known(rig), await stored(rig)]).toEqual([['Home'], '"Home"']);
    expect(await rig.command('wifiprov forget Home')).toEqual(['OK unprovisioned']);
    await rig.until(async () => (await rig.state()).ap !== null, 20_000);
    expect(await known(rig)).toEqual([]);
  });
});

onNodeOnly('several known networks', (start) => {
  async function at(...places: Place[]): Promise<NodeRig> {
    const rig = await start({ provisioned: true, air: [HOME_POINT] });
    await rig.online('Home');
    await learn(rig, ...places);
    return rig;
  }

  it.each(BUILDS)('on %s from home to the office and back, by power and by a walk', async (portBuild) => {
    const rig = await start({ provisioned: true, portBuild, air: [HOME_POINT] });
    await rig.online('Home');
    await learn(rig, OFFICE);
    await rig.online('Office');
    await rig.core.pass(2 * MINUTE);
    for (const place of [HOME, OFFICE, HOME]) {
      await rig.air([point(place)]);
      report(`${portBuild} walk to ${place.ssid}, beacon timeout included`, await tookMs(rig, place.ssid, 2 * MINUTE));
      expect(await stored(rig)).toBe(`"${place.ssid}"`);
    }
    await rig.air([point(OFFICE)]);
    await restart(rig);
    report(`${portBuild} started at the office, home was last`, await tookMs(rig, 'Office'));
    await rig.air([point(OFFICE)]);
    await restart(rig);
    report(`${portBuild} started at the office, which was last`, await tookMs(rig, 'Office'));
    expect((await known(rig)).sort()).toEqual(['Home', 'Office']);
  });

  it('takes the strongest one that it hears', async () => {
    const rig = await at(OFFICE, PHONE);
    await rig.air([point(HOME, -70), point(OFFICE, -40), point(PHONE, -50)]);
    await restart(rig);
    await rig.online('Office');
    await rig.air([point(HOME, -40), point(OFFICE, -70), point(PHONE, -50)]);
    await restart(rig);
    await rig.online('Home');
  });

  it('takes the next one where the strongest fails, and loses none', async () => {
    const rig = await at(OFFICE);
    await rig.air([point({ ...OFFICE, password: 'changed since' }, -40), point(HOME, -70)]);
    await restart(rig);
    await rig.online('Home');
    expect((await known(rig)).sort()).toEqual(['Home', 'Office']);
  });

  it('a phone that comes and goes is joined where there is nothing else, and left for nothing', async () => {
    const rig = await at(PHONE);
    await rig.online('Phone');
    for (let day = 0; day < 3; day++) {
      await rig.air([]);
      await rig.core.pass(20 * MINUTE);
      await rig.air([point(PHONE)]);
      await rig.online('Phone', 90 * SECOND);
      await rig.air([point(HOME)]);
      await rig.online('Home', 2 * MINUTE);
      await rig.air([point(HOME), point(PHONE, -30)]);
      await rig.core.pass(10 * MINUTE);
      expect((await rig.state()).link?.ssid).toBe('Home');
      await rig.air([point(PHONE)]);
      await rig.online('Phone', 2 * MINUTE);
    }
    expect((await known(rig)).sort()).toEqual(['Home', 'Phone']);
  });

  it.each(['Home', 'Office'])('finds %s though it is hidden', async (ssid) => {
    const rig = await at(OFFICE);
    await rig.online('Office');
    const place = ssid === 'Home' ? HOME : OFFICE;
    await rig.air([point(place, -60, { hidden: true })]);
    await restart(rig);
    report(`hidden ${ssid} at start`, await tookMs(rig, ssid));
    await rig.air([]);
    await rig.core.pass(20 * MINUTE);
    await rig.air([point(place, -60, { hidden: true })]);
    report(`hidden ${ssid} after 20 min without`, await tookMs(rig, ssid, 3 * MINUTE));
  });

  it('of two networks of one name the one with the known password counts, and the others are tried if it is not that', async () => {
    const rig = await at(OFFICE);
    await rig.online('Office');
    const twin = point({ ssid: 'Home', password: 'another family' }, -30, { bssid: '02:00:00:00:02:01' });
    await rig.air([twin, point(OFFICE, -80)]);
    await restart(rig);
    await rig.online('Office');
    await rig.air([twin]);
    await rig.core.pass(5 * MINUTE);
    await rig.air([point(HOME)]);
    await rig.online('Home', 90 * SECOND);
    expect((await known(rig)).sort()).toEqual(['Home', 'Office']);
  });

  it('one that goes over to a security which the port lacks is told as incompatible, kept, and joined when it is back', async () => {
    const rig = await start({ provisioned: true });
    await learn(rig, OFFICE, HOME);
    const mark = rig.output().length;
    await rig.air([point(HOME, -50, { auth: 'wpa3' })]);
    await rig.said('# failed incompatible "Home"', 2 * MINUTE, mark);
    await rig.core.pass(5 * MINUTE);
    expect(await known(rig)).toEqual(['Home', 'Office']);
    await rig.air([point(HOME, -50, { auth: 'wpa3' }), point(OFFICE, -80)]);
    await rig.online('Office', 2 * MINUTE);
    await rig.air([point(HOME)]);
    await rig.online('Home', 2 * MINUTE);
  });

  it('a sixth pushes out the one that was unused for longest', async () => {
    const rig = await at();
    const names = ['One', 'Two', 'Three', 'Four'].map((ssid) => ({ ssid, password: `password ${ssid}` }));
    await learn(rig, ...names);
    expect(await known(rig)).toEqual(['Four', 'Three', 'Two', 'One', 'Home']);
    await rig.air([point(HOME)]);
    await rig.online('Home', 2 * MINUTE);
    expect(await known(rig)).toEqual(['Home', 'Four', 'Three', 'Two', 'One']);
    await learn(rig, OFFICE);
    expect(await known(rig)).toEqual(['Office', 'Home', 'Four', 'Three', 'Two']);
    await restart(rig);
    expect(await known(rig)).toEqual(['Office', 'Home', 'Four', 'Three', 'Two']);
  });

  it('a new password of a known network is no second network', async () => {
    const rig = await at(OFFICE);
    const changed = { ...OFFICE, password: 'changed since' };
    await learn(rig, changed);
    expect(await known(rig)).toEqual(['Office', 'Home']);
    await rig.air([point(HOME)]);
    await rig.online('Home', 2 * MINUTE);
    await rig.air([point(changed)]);
    await rig.online('Office', 2 * MINUTE);
  });

  it('a trial that fails goes back to the kept network, and to any known one if that is away', async () => {
    const rig = await at(OFFICE);
    await rig.online('Office');
    await rig.air([point(OFFICE), point(HOME, -40)]);
    await rig.command('wifiprov join Office2 "no such network"');
    await rig.said('# failed not_found "Office2"', 25_000);
    await rig.online('Office');
    await rig.command('wifiprov join Office3 "no such network"');
    await rig.air([point(HOME)]);
    await rig.said('# failed not_found "Office3"', 25_000);
    await rig.online('Home', 30_000);
  });

  it('one that is not to be saved is not known, and those in flash are joined when it is away', async () => {
    const rig = await at(OFFICE);
    await rig.air([point(OFFICE), point(PHONE)]);
    await rig.command('wifiprov set 0 0 0 1 4 Phone "in my pocket"');
    await rig.online('Phone');
    expect(await known(rig)).toEqual(['Office', 'Home']);
    await rig.air([point(HOME)]);
    await rig.online('Home', 2 * MINUTE);
    expect(await known(rig)).toEqual(['Office', 'Home']);
  });

  it('with auto 0 only the network of the config is joined', async () => {
    const rig = await at(OFFICE);
    await rig.online('Office');
    await rig.command('wifiprov set STA.auto=0');
    await rig.air([point(HOME)]);
    await restart(rig);
    await rig.core.pass(MINUTE);
    expect((await rig.state()).link).toBeNull();
    expect(await rig.command('wifiprov connect')).toEqual(['OK connecting']);
    await rig.said('# failed not_found "Office"', 25_000);
    await rig.core.pass(MINUTE);
    expect((await rig.state()).link).toBeNull();
  });

  it('an emptied STA.SSID forgets one, `reset` all', async () => {
    const rig = await at(OFFICE, PHONE);
    await rig.air([point(HOME), point(OFFICE, -70)]);
    await rig.online('Home', 2 * MINUTE);
    await rig.command('wifiprov set STA.SSID="" STA.PWD="" STA.auth=1');
    await rig.online('Office');
    expect(await known(rig)).toEqual(['Office', 'Phone']);
    const ready = rig.core.readyCount();
    await rig.command('wifiprov reset');
    await rig.until(() => rig.core.readyCount() > ready);
    expect(await known(rig)).toEqual([]);
    await rig.core.pass(MINUTE);
    expect((await rig.state()).link).toBeNull();
  });

  it('one that is forgotten while it is tried is not joined', async () => {
    const rig = await at(OFFICE);
    await rig.online('Office');
    await rig.air([point(HOME, -60, { joinMs: 3_000 })]);
    await rig.said('# retrying "Office"', 30_000);
    await rig.until(() => /# connecting|log/.test('') || rig.device !== undefined, 10);
    await rig.core.pass(4_000);
    await rig.command('wifiprov forget Home');
    await rig.core.pass(MINUTE);
    expect((await rig.state()).link).toBeNull();
    expect(await known(rig)).toEqual(['Office']);
  });

  it('with one known network no scan comes before the join, and nothing is read again', async () => {
    const rig = await start({ provisioned: true, air: [HOME_POINT] });
    await rig.online('Home');
    await rig.command('wifiprov debug level 2');
    await rig.air([]);
    await rig.core.pass(MINUTE);
    expect(rig.output()).not.toMatch(/log 3 recall/);
    await rig.core.pass(BOOT_LOG_MS);
    const { flashWrites } = await rig.state();
    await rig.air([HOME_POINT]);
    await rig.online('Home', MINUTE);
    expect((await rig.state()).flashWrites).toBe(flashWrites);
  });

  it('nothing is written when the same network is joined again', async () => {
    const rig = await at(OFFICE);
    await rig.online('Office');
    await rig.core.pass(BOOT_LOG_MS);
    const { flashWrites } = await rig.state();
    await rig.air([]);
    await rig.core.pass(MINUTE);
    await rig.air([point(OFFICE)]);
    await rig.online('Office', MINUTE);
    expect((await rig.state()).flashWrites).toBe(flashWrites);
  });
});

/** The boot log's last letter has been written. */
const BOOT_LOG_MS = 31_000;
