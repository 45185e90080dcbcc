// Several known networks at the command line: listed, one forgotten, the next one joined.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, jsonOf, startAtHome } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startAtHome();
  expect(await bench.port(['set', '--ssid', 'Cafe', '--auth', '1'])).toMatchObject({ exit: 0 });
}, 180_000);
afterAll(() => bench?.stop());

const names = async (): Promise<string[]> =>
  jsonOf(await bench.port(['networks', '--json'])).data.networks.map(({ ssid }: { ssid: string }) => ssid);

describe('two known networks', () => {
  it('are listed, the one in use first', async () => {
    expect((await bench.port(['networks'])).out).toMatch(/^name +in use\n"Cafe" +yes *\n"Home" *$/m);
  });

  it('forget names one of them, asks, and refuses one that is not known', async () => {
    expect(await bench.port(['forget', 'Home'])).toMatchObject({ exit: 2 });
    const wrong = await bench.port(['forget', 'Nowhere', '--yes']);
    expect(wrong).toMatchObject({ exit: 1 });
    expect(wrong.err).toContain('`networks` lists those that are');
    const ran = await bench.port(['forget', 'Home', '--yes']);
    expect(ran).toMatchObject({ exit: 0, out: '"Home" is forgotten; the device is online\n' });
    expect(await names()).toEqual(['Cafe']);
  });

  it('without a name forget takes the network of the settings, and the other one is joined', async () => {
    expect(await bench.port(['join', 'Home', '--pwd-stdin'], { stdin: 'correct horse\n' })).toMatchObject({ exit: 0 });
    expect(await names()).toEqual(['Home', 'Cafe']);
    const ran = await bench.port(['forget', '--yes']);
    expect(ran).toMatchObject({ exit: 0 });
    expect(ran.out).toContain('online "Cafe"');
    expect(await names()).toEqual(['Cafe']);
  });
});
