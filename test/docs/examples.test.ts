// Every example of the manuals is played to a simulated device, and the device must say what the manual says it does.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type NodeRig, startNode } from '../e2e/engines.ts';
import { linesOf } from '../e2e/rig.ts';
import { type Example, examplesIn, normal, type Step, storiesIn } from './examples.ts';

const ANSWER_MS = 40_000;
const ROW_MS = 60_000;

/** Waits for as many lines as are shown, and wants them to be these. */
async function compare(rig: NodeRig, step: Step, said: () => string[]): Promise<void> {
  const shown = step.answers.map(normal);
  await rig.until(() => said().length >= shown.length, ANSWER_MS).catch(() => {});
  expect(said().map(normal), step.typed).toEqual(shown);
}

async function playUart(rig: NodeRig, steps: Step[]): Promise<void> {
  for (const step of steps) {
    const mark = rig.output().length;
    await rig.type(`${step.typed}\r`);
    const isSaid = (line: string, i: number): boolean => line !== '' && line !== '> ' && (i > 0 || line !== step.typed);
    await compare(rig, step, () => linesOf(rig.output().slice(mark)).filter(isSaid));
  }
}

async function playTcp(rig: NodeRig, steps: Step[]): Promise<void> {
  const client = await rig.client();
  for (const step of steps) {
    const mark = client.lines().length;
    client.send(`${step.typed}\n`);
    await compare(rig, step, () => client.lines().slice(mark));
  }
  client.close();
  // A connection over the network that is left has ended; the next one is made when the device is on a network again.
  await rig.until(async () => !(await rig.command('wifiprov status')).includes('state=connecting'), ANSWER_MS);
}

async function playControl(rig: NodeRig, steps: Step[]): Promise<void> {
  for (const step of steps) {
    const reply = JSON.stringify(await rig.core.control(JSON.parse(step.typed)));
    expect([normal(reply)], step.typed).toEqual(step.answers.map(normal));
  }
}

const PLAYERS: { [door: string]: (rig: NodeRig, steps: Step[]) => Promise<void> } = {
  uart: playUart,
  tcp: playTcp,
  control: playControl,
};

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
      for (const { door, steps } of story) await PLAYERS[door]?.(rig, steps);
    },
  );
});
