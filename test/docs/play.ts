// Plays the examples of a manual to a device, which must say what the manual says it does.

import { expect } from 'vitest';
import { linesOf, type Rig } from '../e2e/rig.ts';
import { type Example, normal, type Step } from './examples.ts';

const ANSWER_MS = 40_000;

/** Waits for as many lines as are shown, and wants them to be these. */
async function compare(rig: Rig, step: Step, said: () => string[]): Promise<void> {
  const shown = step.answers.map(normal);
  await rig.until(() => said().length >= shown.length, ANSWER_MS).catch(() => {});
  expect(said().map(normal), step.typed).toEqual(shown);
}

async function playUart(rig: Rig, steps: Step[]): Promise<void> {
  for (const step of steps) {
    const mark = rig.output().length;
    await rig.type(`${step.typed}\r`);
    const isSaid = (line: string, i: number): boolean => line !== '' && line !== '> ' && (i > 0 || line !== step.typed);
    await compare(rig, step, () => linesOf(rig.output().slice(mark)).filter(isSaid));
  }
}

async function playTcp(rig: Rig, steps: Step[]): Promise<void> {
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

async function playControl(rig: Rig, steps: Step[]): Promise<void> {
  for (const step of steps) {
    const reply = JSON.stringify(await rig.core.control(JSON.parse(step.typed)));
    expect([normal(reply)], step.typed).toEqual(step.answers.map(normal));
  }
}

export const PLAYERS: { [door: string]: (rig: Rig, steps: Step[]) => Promise<void> } = {
  uart: playUart,
  tcp: playTcp,
  control: playControl,
};

/** Examples that share a device, one after another. */
export async function playStory(rig: Rig, story: Example[]): Promise<void> {
  for (const { door, steps } of story) await PLAYERS[door]?.(rig, steps);
}
