// A device that is carried about for years, in virtual time: home, office and garden, routers that fail, phones that come and
// go, wrong passwords, power that fails while it saves, and two updates of which one is bad. A few days here; for a year:
// WIFIPROV_DAYS=365 npx vitest run test/e2e/year.test.ts

import { expect, it } from 'vitest';
import { onNodeOnly } from './engines.ts';
import { badUpdate, born, goodUpdate, live } from './life.ts';
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
