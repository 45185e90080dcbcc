// A device that is carried about for years, in virtual time: home, office and garden, routers that fail, phones that come and
// go, wrong passwords, and power that fails while it saves. A few days here; for a year:
// WIFIPROV_DAYS=365 npx vitest run test/e2e/year.test.ts

import { expect, it } from 'vitest';
import { type NodeRig, onNodeOnly } from './engines.ts';
import { HOME_POINT } from './requests.ts';

const DAYS = Number(process.env['WIFIPROV_DAYS'] ?? 2);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** From the moment when a known network is there: a scan at most each minute, two attempts, one missed report. */
const BACK_MS = 150 * SECOND;
/** As long as a row of such a day may take on a slow machine. */
const DAY_MS = 60 * SECOND;

const PLACES = {
  Home: 'correct horse',
  Office: 'battery staple',
  Garden: 'under the tree',
} as const;
type Place = keyof typeof PLACES;
const NAMES = Object.keys(PLACES) as Place[];
/** Always heard at home, and nobody's here. */
const NEIGHBOUR = {
  ...HOME_POINT,
  ssid: 'Neighbour',
  bssid: '02:00:00:00:00:99',
  channel: 1,
  rssi: -80,
  password: 'not yours',
};

/** The same each time (a linear congruential generator, Numerical Recipes). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What has happened to it so far. */
interface Life {
  rig: NodeRig;
  random: () => number;
  place: Place;
  counts: { moves: number; outages: number; cuts: number; restarts: number; phones: number; refused: number };
  /** The longest way back, in milliseconds. */
  slowestMs: number;
}

function airOf(place: Place): object[] {
  const point = {
    ...HOME_POINT,
    ssid: place,
    password: PLACES[place],
    bssid: `02:00:00:00:00:0${NAMES.indexOf(place)}`,
  };
  return place === 'Home' ? [point, NEIGHBOUR] : [point];
}

const linkOf = async (rig: NodeRig): Promise<string> => (await rig.state()).link?.ssid ?? '';

/** Online in the network of the place, in time. */
async function back(life: Life): Promise<void> {
  const { rig, place } = life;
  const begunMs = rig.core.nowMs();
  await rig.until(async () => (await linkOf(rig)) === place, BACK_MS);
  life.slowestMs = Math.max(life.slowestMs, rig.core.nowMs() - begunMs);
  await rig.core.pass(5 * SECOND);
}

async function learn(life: Life): Promise<void> {
  for (const place of NAMES) {
    life.place = place;
    await life.rig.air(airOf(place));
    await life.rig.command(`wifiprov join "${place}" "${PLACES[place]}"`);
    await back(life);
  }
}

/** No network on the way. */
async function move(life: Life, place: Place): Promise<void> {
  life.counts.moves++;
  await life.rig.air([]);
  await life.rig.core.pass(Math.round(life.random() * 40 * MINUTE));
  life.place = place;
  await life.rig.air(airOf(place));
  await back(life);
}

/** The power fails at some byte of the save that the next arrival makes. */
async function moveWithCut(life: Life, place: Place): Promise<void> {
  life.counts.cuts++;
  await life.rig.core.control({ do: 'cut-power', after: 1 + Math.floor(life.random() * 600) });
  await move(life, place);
  await life.rig.core.control({ do: 'cut-power', after: 0 });
}

/** The router is away for a while; somebody may come to the access point with a phone to look. */
async function outage(life: Life): Promise<void> {
  const { rig, random } = life;
  life.counts.outages++;
  await rig.air([]);
  await rig.core.pass(MINUTE + Math.round(random() * 30 * MINUTE));
  if ((await rig.state()).ap && random() < 0.5) {
    life.counts.phones++;
    await rig.core.control({ do: 'join-ap' });
    await rig.core.pass(Math.round(random() * 4 * MINUTE));
    await rig.core.control({ do: 'leave-ap' });
  }
  await rig.air(airOf(life.place));
  await back(life);
}

async function restart(life: Life): Promise<void> {
  life.counts.restarts++;
  await life.rig.core.control({ do: 'power-cycle' });
  await back(life);
}

/** Somebody tries the neighbour's network with a guess. */
async function guess(life: Life): Promise<void> {
  if (life.place !== 'Home') return;
  life.counts.refused++;
  const mark = life.rig.output().length;
  await life.rig.command('wifiprov join Neighbour "let me in please"');
  await life.rig.said('# failed wrong_password', 40 * SECOND, mark);
  await back(life);
}

const EVENTS = [outage, restart, guess];

function planOf(day: number): Place[] {
  const weekday = day % 7;
  if (weekday === 5) return ['Garden', 'Home'];
  return weekday === 6 ? [] : ['Office', 'Home'];
}

/** Nothing that was known is lost, and nothing went wrong in our own code. */
async function checkUp({ rig, place }: Life): Promise<void> {
  const known = (await rig.command('wifiprov networks')).slice(0, -1);
  expect(known[0]).toBe(`"${place}" in use`);
  expect(known.map((row) => row.split('"')[1]).sort()).toEqual([...NAMES].sort());
  const status = await rig.command('wifiprov status');
  expect(status).toEqual(expect.arrayContaining(['state=online', 'window=closed', 'faults=0']));
}

async function live(life: Life, day: number): Promise<void> {
  const { rig, random } = life;
  const begunMs = rig.core.nowMs();
  for (const place of planOf(day)) {
    for (const event of EVENTS) if (random() < 0.25) await event(life);
    await (random() < 0.2 ? moveWithCut(life, place) : move(life, place));
    await rig.core.pass(Math.round(random() * 4 * HOUR));
  }
  await rig.core.pass(Math.max(HOUR, 24 * HOUR - (rig.core.nowMs() - begunMs)));
  await checkUp(life);
}

onNodeOnly(`${DAYS} days with three networks`, (start) => {
  it.each([1, 2])(
    'is online wherever a known network is, and forgets none: life %i',
    { timeout: DAYS * DAY_MS },
    async (seed) => {
      const rig = await start({ start: { access: 'window' } });
      await rig.until(async () => (await rig.state()).ap !== null, 10 * SECOND);
      const counts = { moves: 0, outages: 0, cuts: 0, restarts: 0, phones: 0, refused: 0 };
      const life: Life = { rig, random: chance(seed), place: 'Home', counts, slowestMs: 0 };
      await learn(life);
      await move(life, 'Home');
      await rig.core.pass(HOUR);
      for (let day = 0; day < DAYS; day++) await live(life, day);
      const { boots, flashWrites } = await rig.state();
      process.stderr.write(
        `measured: ${DAYS} days, life ${seed}: ${JSON.stringify({ ...counts, boots, flashWrites, slowestS: life.slowestMs / SECOND })}\n`,
      );
    },
  );
});
