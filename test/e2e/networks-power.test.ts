// Power fails at any byte of a change of the known networks, through the whole device: afterwards the old ones or the new ones,
// and none is lost that was known before and after.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type NodeRig, onNodeOnly, onRealOnly, startNode } from './engines.ts';
import { HOME_POINT } from './requests.ts';
import type { Rig } from './rig.ts';

const SECOND = 1_000;
const NAMES = ['Home', 'Office', 'Garden', 'Cabin', 'Train'];
const NEW = 'Hotel';
/** Bytes that each change writes, and some behind them: those come at the restart. */
const BYTES = 900;
const STEP = 19;
/** On the interpreter a run takes real time. */
const REAL_CUTS = [1, 150, 260, 400];

const passwordOf = (ssid: string): string => `password of ${ssid}`;
const point = (ssid: string, rssi = -60): object => ({
  ...HOME_POINT,
  ...{ ssid, rssi, password: passwordOf(ssid), bssid: `02:00:00:00:02:0${[...NAMES, NEW].indexOf(ssid)}` },
});
const join = (ssid: string): string => `wifiprov join "${ssid}" "${passwordOf(ssid)}"`;

async function known(rig: Rig): Promise<string[]> {
  return (await rig.command('wifiprov networks')).slice(0, -1).map((line) => line.split('"')[1] ?? '');
}

/** The flash of a device that knows all of them, and was at the last one. */
async function travelled(): Promise<Buffer> {
  const rig = await startNode({ air: NAMES.map((ssid) => point(ssid)) });
  for (const ssid of NAMES) {
    const mark = rig.output().length;
    await rig.command(join(ssid));
    await rig.said('# saved', 20 * SECOND, mark);
  }
  const image = readFileSync(rig.flashFile);
  await rig.core.stop();
  return image;
}

interface Change {
  name: string;
  /** What is heard when it begins. */
  air: string[];
  act(rig: Rig): Promise<void>;
  /** What is known when it has ended, in any order. */
  after: string[];
}

const CHANGES: Change[] = [
  {
    name: 'a sixth pushes one out',
    air: ['Train', NEW],
    act: (rig) => rig.type(`${join(NEW)}\r`),
    after: [NEW, 'Train', 'Cabin', 'Garden', 'Office'],
  },
  {
    name: 'another one is forgotten',
    air: ['Train'],
    act: (rig) => rig.type('wifiprov forget Garden\r'),
    after: NAMES.filter((name) => name !== 'Garden'),
  },
  {
    name: 'the one in use is forgotten',
    air: ['Train', 'Office'],
    act: (rig) => rig.type('wifiprov forget Train\r'),
    after: NAMES.filter((name) => name !== 'Train'),
  },
  { name: 'another known one is joined', air: ['Train'], act: (rig) => rig.air([point('Office')]), after: NAMES },
];

const onlineIn = async (rig: Rig): Promise<string> => (await rig.state()).link?.ssid ?? '';

/** With the power back; the restart by hand ends what the cut has not reached. */
async function afterCut(rig: Rig, change: Change, cut: number, ms: number): Promise<string[]> {
  await rig.online('Train', 60 * SECOND);
  await rig.core.control({ do: 'cut-power', after: cut });
  await change.act(rig);
  await rig.core.pass(ms);
  await rig.core.control({ do: 'cut-power', after: 0 });
  const ready = rig.core.readyCount();
  await rig.air([]);
  await rig.core.control({ do: 'power-cycle' });
  await rig.until(() => rig.core.readyCount() > ready, 20 * SECOND);
  return known(rig);
}

function judge(found: string[], { after }: Change): void {
  const always = NAMES.filter((name) => after.includes(name));
  expect(found).toEqual(expect.arrayContaining(always));
  expect([...NAMES, ...after]).toEqual(expect.arrayContaining(found));
  expect(found).toHaveLength(new Set(found).size);
}

onNodeOnly('power cuts while the known networks change', (start) => {
  it.each(CHANGES)(
    '$name: none is lost that stays, and the last that is known is joined',
    async (change) => {
      const image = await travelled();
      const seen = new Set<string>();
      for (let cut = 1; cut <= BYTES; cut += STEP) {
        const air = change.air.map((ssid) => point(ssid));
        const rig: NodeRig = await start({ air, flash: (blank) => void image.copy(blank) });
        const found = await afterCut(rig, change, cut, 25 * SECOND);
        judge(found, change);
        // Each with its password, whole.
        const last = found[cut % found.length] as string;
        await rig.air([point(last)]);
        await rig.until(async () => (await onlineIn(rig)) === last, 150 * SECOND);
        seen.add([...found].sort().join());
        await rig.core.stop();
      }
      expect([...seen]).toContain([...change.after].sort().join());
      if (change.after !== NAMES) expect([...seen]).toContain([...NAMES].sort().join());
    },
    240_000,
  );
});

onRealOnly('power cuts while the known networks change, on the interpreter', (start) => {
  it.each(CHANGES)(
    '$name: none is lost that stays',
    async (change) => {
      const image = await travelled();
      for (const cut of REAL_CUTS) {
        const air = change.air.map((ssid) => point(ssid));
        const rig = await start({ air, flash: (blank) => void image.copy(blank) });
        judge(await afterCut(rig, change, cut, 8 * SECOND), change);
        await rig.core.stop();
      }
    },
    600_000,
  );
});
