// A device that is carried about for years, in virtual time: home, office and garden, routers that fail, phones that come and
// go, wrong passwords, power that fails while it saves, and two updates of which one is bad. A few days here; for a year:
// WIFIPROV_DAYS=365 npx vitest run test/e2e/year.test.ts

import { expect, it } from 'vitest';
import { onInterpreterOnly, onNodeOnly } from './engines.ts';
import { badUpdate, born, goodUpdate, heldAtHome, type Life, live, lived, PACE, QUIET, startAnew } from './life.ts';
import { PROVISIONED } from './updating.ts';

const DAYS = Number(process.env['WIFIPROV_DAYS'] ?? 2);
const SECOND = 1_000;
/** As long as a row of such a day may take on a slow machine. */
const DAY_MS = 60 * SECOND;
/** A year takes a while. */
const TELL_DAYS = 30;
/** The days that end with an update. */
const FIRST = Math.floor(DAYS / 3);
const SECOND_ONE = Math.floor((2 * DAYS) / 3);

const PORT_BUILDS = ['2v27', 'next'] as const;

onNodeOnly(`${DAYS} days with three networks`, (start) => {
  it.each([
    [1, PORT_BUILDS[0], [badUpdate, goodUpdate]],
    [2, PORT_BUILDS[1], [goodUpdate, badUpdate]],
  ] as const)(
    'is online wherever a known network is, forgets none, and keeps config and code through two updates: life %i, on %s',
    { timeout: (DAYS + 2) * DAY_MS },
    async (seed, portBuild, [first, second]) => {
      const rig = await start({ ...PROVISIONED, provisioned: false, portBuild, throws: true });
      const life = await born(rig, seed);
      for (let day = 0; day < DAYS; day++) {
        await live(life, day);
        if (day % TELL_DAYS === TELL_DAYS - 1) process.stderr.write(`life ${seed}: ${day + 1} days\n`);
        if (day === FIRST) await first(life);
        if (day === SECOND_ONE) await second(life);
      }
      await live(life, 0);
      const { boots, flashWrites } = await rig.state();
      expect(rig.core.log().filter((line) => line.includes('panics'))).toEqual([]);
      // A record that a power cut has torn is told at the next start.
      expect(rig.output()).not.toContain('# error internal');
      process.stderr.write(
        `measured: ${DAYS} days, life ${seed}: ${JSON.stringify({ ...life.counts, boots, flashWrites, slowestS: life.slowestMs / SECOND })}\n`,
      );
    },
  );
});

/** Each takes one to two minutes, and a quiet machine: WIFIPROV_REAL_DAYS=3 and $ESPRUINO run them. */
const REAL_DAYS = Number(process.env['WIFIPROV_REAL_DAYS'] ?? 0);
/** Three parts, between them the updates. */
const PART = Math.ceil(REAL_DAYS / 3);
/** As long as one on the interpreter takes, hurried, on a slow machine. */
const REAL_DAY_MS = 180 * SECOND;
/** A number gets longer. */
const SLACK = 6;

/** Some days from a start on, without another; the variables before and after them. */
async function part(life: Life, first: number): Promise<{ before: number; after: number }> {
  await startAnew(life);
  await lived(life);
  const before = await heldAtHome(life);
  const { boots } = await life.rig.state();
  for (let day = first; day < first + PART; day++) await live(life, day, QUIET);
  const after = await heldAtHome(life);
  process.stderr.write(`from day ${first} on, variables at rest: ${before} before, ${after} after\n`);
  expect((await life.rig.state()).boots).toBe(boots);
  return { before, after };
}

if (REAL_DAYS > 0)
  onInterpreterOnly(`${3 * PART} days of the same life`, (start) => {
    it('holds the same variables at its end, at rest, as at its beginning, beside what the port keeps of each event', {
      timeout: (REAL_DAYS + 6) * REAL_DAY_MS,
    }, async () => {
      const rig = await start({ ...PROVISIONED, provisioned: false, portBuild: '2v27', throws: true, pace: PACE });
      const life = await born(rig, 3, 30 * SECOND);
      const held: { before: number; after: number }[] = [await part(life, 0)];
      await live(life, PART);
      await badUpdate(life);
      held.push(await part(life, PART));
      await live(life, 2 * PART);
      await goodUpdate(life);
      held.push(await part(life, 2 * PART));
      process.stderr.write(`measured: variables at rest ${JSON.stringify(held)}, ${JSON.stringify(life.counts)}\n`);
      for (const { before, after } of held) expect(after - before).toBeLessThanOrEqual(SLACK);
      const [first, , last] = held.map(({ before }) => before);
      expect(Math.abs((last ?? 0) - (first ?? 0))).toBeLessThanOrEqual(SLACK);
      expect(rig.output()).not.toContain('# error internal');
    });
  });
