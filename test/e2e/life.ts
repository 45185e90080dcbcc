// The life of a device that is carried about: its three places, what may happen there, and what must be true afterwards.

import { expect } from 'vitest';
import { unloadModules } from '../../tools/bench/pad.ts';
import { firmware, NEW, OLD } from './firmwares.ts';
import { ask, GZIP } from './http-client.ts';
import { HOME_POINT } from './requests.ts';
import { restingVars } from './resting.ts';
import { configOf, type Rig } from './rig.ts';
import { codeOf } from './sealed.ts';
import { statusOf, updating } from './updating.ts';

/** So many times as fast goes the time of a life on the interpreter. */
export const PACE = 10;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** From the moment when a known network is there: a scan at most each minute, two attempts, one missed report. */
const BACK_MS = 150 * SECOND;
/** Between two looks at the device. */
const LOOK_MS = 250;
/** Until the access point is down, the window closed, and nothing is due. */
const REST_MS = 90 * SECOND;
/** Until the access point opens beside networks that are away. */
const ALONE_MS = 4 * MINUTE;
/** Until a firmware that does nothing has been started twice, and the old one is back. */
const LEFT_MS = 10 * MINUTE;

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

/** What must not change by anything that happens. */
interface Kept {
  config: { [path: string]: string };
  code: string;
}

/** What has happened to it so far. */
export interface Life {
  rig: Rig;
  /** How long an hour in which nothing happens is: where time is real there is less of it. */
  hourMs: number;
  random: () => number;
  place: Place;
  counts: { [what: string]: number };
  /** The longest way back, in milliseconds. */
  slowestMs: number;
  kept: Kept;
  /** The version that is to run. */
  version: string;
}

/** The same each time (a linear congruential generator, Numerical Recipes). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
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

function count(life: Life, what: string): void {
  life.counts[what] = (life.counts[what] ?? 0) + 1;
}

const isHurried = ({ hourMs }: Life): boolean => hourMs < HOUR;

/** Lets time pass in which nothing happens around the device. */
async function lapse({ rig, hourMs }: Life, ms: number): Promise<void> {
  await wait(rig, Math.round((ms * hourMs) / HOUR));
}

/** So much, also where a look at the device takes time of its own. */
async function wait(rig: Rig, ms: number): Promise<void> {
  const endMs = rig.core.nowMs() + ms;
  for (let left = ms; left > 0; left = endMs - rig.core.nowMs()) await rig.core.pass(left);
}

/** Online in the network of the place, in time. */
async function back(life: Life): Promise<void> {
  const { rig, place } = life;
  const begunMs = rig.core.nowMs();
  const ms = BACK_MS + rig.core.slackMs;
  while ((await rig.state()).link?.ssid !== place) {
    if (rig.core.nowMs() - begunMs > ms) throw new Error(`not at ${place} in ${ms} ms\n${rig.output().slice(-2_000)}`);
    await rig.core.pass(LOOK_MS);
  }
  life.slowestMs = Math.max(life.slowestMs, rig.core.nowMs() - begunMs);
  await wait(rig, 5 * SECOND);
}

/** It knows all three places, and is at home. */
export async function born(rig: Rig, seed: number, hourMs = HOUR): Promise<Life> {
  const life: Life = {
    ...{ rig, hourMs, random: chance(seed), place: 'Home', counts: {}, slowestMs: 0 },
    ...{ kept: { config: {}, code: '' }, version: OLD },
  };
  for (const place of [...NAMES.slice(1), 'Home'] as const) {
    life.place = place;
    await rig.air(airOf(place));
    await rig.command(`wifiprov join "${place}" "${PLACES[place]}"`);
    await back(life);
  }
  await wait(rig, Math.max(hourMs, REST_MS));
  life.kept = { config: await configOf(rig), code: await codeOf(rig) };
  return life;
}

/** No network on the way. */
async function move(life: Life, place: Place): Promise<void> {
  count(life, 'moves');
  await life.rig.air([]);
  await lapse(life, life.random() * 40 * MINUTE);
  life.place = place;
  await life.rig.air(airOf(place));
  await back(life);
}

/** The power fails at some byte of the save that the next arrival makes. */
async function moveWithCut(life: Life, place: Place): Promise<void> {
  count(life, 'cuts');
  await life.rig.core.control({ do: 'cut-power', after: 1 + Math.floor(life.random() * 600) });
  await move(life, place);
  await life.rig.core.control({ do: 'cut-power', after: 0 });
}

/** The router is away for a while; somebody may come to the access point with a phone to look. */
async function outage(life: Life): Promise<void> {
  const { rig, random } = life;
  count(life, 'outages');
  await rig.air([]);
  await lapse(life, MINUTE + random() * 30 * MINUTE);
  if (isHurried(life) && random() < 0.3) await rig.until(async () => (await rig.state()).ap !== null, ALONE_MS);
  if ((await rig.state()).ap && random() < 0.5) {
    count(life, 'phones');
    await rig.core.control({ do: 'join-ap' });
    expect((await ask(rig, '/', { headers: GZIP })).status).toBe(200);
    await lapse(life, random() * 4 * MINUTE);
    await rig.core.control({ do: 'leave-ap' });
  }
  await rig.air(airOf(life.place));
  await back(life);
}

async function restart(life: Life): Promise<void> {
  count(life, 'restarts');
  await startAnew(life);
}

/** Somebody tries the neighbour's network with a guess. */
async function guess(life: Life): Promise<void> {
  if (life.place !== 'Home') return;
  count(life, 'refused');
  const mark = life.rig.output().length;
  await life.rig.command('wifiprov join Neighbour "let me in please"');
  await life.rig.said('# failed wrong_password', 40 * SECOND, mark);
  await back(life);
}

/** Somebody looks at the home page. */
async function visit(life: Life): Promise<void> {
  count(life, 'visits');
  expect((await ask(life.rig, '/', { headers: GZIP })).status).toBe(200);
}

const EVENTS = [outage, restart, guess, visit];

function planOf(day: number): Place[] {
  const weekday = day % 7;
  if (weekday === 5) return ['Garden', 'Home'];
  return weekday === 6 ? [] : ['Office', 'Home'];
}

async function sendOnce(rig: Rig, file: Uint8Array): Promise<void> {
  const { sealed, send: sendAll } = await updating(rig);
  await sendAll(file);
  sealed.session.close();
}

/** Where time is hurried, a busy machine lets a session run out: then the update goes on where it was. */
const RESUMES = 5;

async function send(life: Life, file: Uint8Array): Promise<void> {
  const { rig } = life;
  const ready = rig.core.readyCount();
  for (let n = 0; ; n++) {
    try {
      await sendOnce(rig, file);
      break;
    } catch (error) {
      if (!isHurried(life) || n === RESUMES) throw error;
    }
  }
  await rig.until(() => rig.core.readyCount() > ready, LEFT_MS);
}

/** A firmware that works, and stays. */
export async function goodUpdate(life: Life): Promise<void> {
  count(life, 'updates');
  await send(life, firmware());
  life.version = NEW;
  await back(life);
  await wait(life.rig, 2 * MINUTE);
  expect((await statusOf(life.rig))['update']).toBeUndefined();
}

/** A firmware that never opens its doors, and is left for the one before. */
export async function badUpdate(life: Life): Promise<void> {
  count(life, 'rolledBack');
  const version = OLD.replace(/\d/g, '8');
  await send(life, firmware({ version, code: '0;' }));
  await back(life);
  expect(await statusOf(life.rig)).toMatchObject({ update: 'rolled_back', update_version: version });
}

/** Nothing that was known is lost, nothing has changed, and nothing went wrong in our own code. */
async function checkUp({ rig, place, kept, version }: Life): Promise<void> {
  const known = (await rig.command('wifiprov networks')).slice(0, -1);
  expect(known[0]).toBe(`"${place}" in use`);
  expect(known.map((row) => row.split('"')[1]).sort()).toEqual([...NAMES].sort());
  expect(await configOf(rig)).toEqual({ ...kept.config, 'STA.SSID': `"${place}"` });
  expect(await codeOf(rig)).toBe(kept.code);
  expect(await statusOf(rig)).toMatchObject({ state: 'online', window: 'closed', faults: '0', firmware: version });
}

/** Events that leave the running device as it is, and those that start it anew. */
export const QUIET = { events: [outage, guess, visit], cuts: 0 };
const ANY = { events: EVENTS, cuts: 0.2 };

/** A quarter of the days brings each of the events; every fifth move ends in a power cut. */
export async function live(life: Life, day: number, { events, cuts } = ANY): Promise<void> {
  const { rig, random } = life;
  const begunMs = rig.core.nowMs();
  for (const place of planOf(day)) {
    for (const event of events) if (random() < 0.25) await event(life);
    await (random() < cuts ? moveWithCut(life, place) : move(life, place));
    await lapse(life, random() * 4 * HOUR);
  }
  const { boots } = await rig.state();
  await wait(rig, isHurried(life) ? REST_MS : Math.max(HOUR, 24 * HOUR - (rig.core.nowMs() - begunMs)));
  const after = await rig.state();
  if (after.boots !== boots) count(life, 'ownRestarts');
  expect(after.link?.ssid).toBe(life.place);
  await checkUp(life);
}

/** What the prelude keeps of each event takes so many variables: a text of 100 characters in a list. */
const EVENT_VARS = 12.08;

/** One of each: what the device notes of the last scan, failure and attempts is noted from then on. */
export async function lived(life: Life): Promise<void> {
  for (const event of QUIET.events) await event(life);
  for (const place of ['Office', 'Home'] as const) await move(life, place);
  await wait(life.rig, REST_MS);
  await checkUp(life);
}

/** So many times as long as a quiet machine needs to let modules go. */
const UNLOAD_SLACK = 2;
/** Attempts that fill the history, all alike. */
const ATTEMPTS = 12;

/** Variables that the device holds at home and at rest, without modules that may go and what the port keeps of events. */
export async function heldAtHome(life: Life): Promise<number> {
  const { rig } = life;
  for (let n = 0; n < ATTEMPTS; n++) {
    await rig.command('wifiprov disconnect');
    await rig.command('wifiprov connect');
    await back(life);
  }
  await wait(rig, REST_MS);
  const { evaluate, events } = rig.core;
  if (!evaluate || !events) throw new Error('only an interpreter has variables');
  // What was used a moment ago goes at the second time: by then there would be plenty.
  for (let n = 0; n < 3; n++) await unloadModules({ evaluate }, PACE / UNLOAD_SLACK);
  return (await restingVars(rig)) - Math.round(events() * EVENT_VARS);
}

/** Anew, from what stands in flash. */
export async function startAnew(life: Life): Promise<void> {
  await life.rig.core.control({ do: 'power-cycle' });
  await back(life);
}
