// Every example of the manuals is played to a simulated device, and the device must say what the manual says it does.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type NodeRig, startNode } from '../e2e/engines.ts';
import { type Example, examplesIn, storiesIn } from './examples.ts';
import { PLAYERS, playStory } from './play.ts';

const ROW_MS = 60_000;

/**
 * As `npm start` without options makes it, up and at rest. `home`: it knows Home and has its window open. `phone`: we are
 * on its own network.
 */
async function deviceFor(example: Example | undefined): Promise<NodeRig> {
  const provisioned = example?.device === 'home';
  const rig = await startNode({ portBuild: '2v27', provisioned, start: { access: 'window' } });
  if (provisioned) {
    await rig.online('Home');
    await rig.command('wifiprov open');
  } else await rig.until(async () => (await rig.state()).ap !== null);
  if (example?.device === 'phone') await rig.core.control({ do: 'join-ap' });
  return rig;
}

const PAGES_WITH_EXAMPLES = ['README.md', 'firmware/docs/tcp.md', 'firmware/docs/uart.md', 'tools/docs/simulator.md'];

/** test/app/docs.test.ts plays this one: it needs an app in the build. */
const PLAYED_ELSEWHERE = 'firmware/docs/embedding.md';

it('no page has examples that are not played', () => {
  const folders = ['.', 'firmware/docs', 'tools/docs', 'tools/client'];
  const pages = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const withExamples = pages.filter((path) => path.endsWith('.md') && /^<!-- run: /m.test(readFileSync(path, 'utf8')));
  expect(withExamples.sort()).toEqual([...PAGES_WITH_EXAMPLES, PLAYED_ELSEWHERE].sort());
});

describe.each(PAGES_WITH_EXAMPLES)('the examples of %s', (path) => {
  const page = readFileSync(path, 'utf8');

  it('are all read', () => {
    const examples = examplesIn(page);
    expect(examples).toHaveLength(page.split('<!-- run: ').length - 1);
    expect(examples.filter(({ door, steps }) => !PLAYERS[door] || steps.length === 0)).toEqual([]);
  });

  it.each(storiesIn(page).map((story) => [story[0]?.steps[0]?.typed, story] as const))(
    'beginning with %s are what the device says',
    { timeout: ROW_MS },
    async (_, story) => {
      const rig = await deviceFor(story[0]);
      await playStory(rig, story);
    },
  );
});
