// What the README shows, and each other way to give a device its network: on every interpreter, also with no more variables
// than the chip has. The stack is the chip's wherever the interpreter is like it, which the first lines of a run tell.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { storiesIn } from '../docs/examples.ts';
import { playStory } from '../docs/play.ts';
import { onBothEngines, onInterpreterOnly, type Start } from './engines.ts';
import { ask, GZIP, postForm } from './http-client.ts';
import { detect, PATIENCE_MS } from './improv-rig.ts';
import { HOME_LINE, HOME_MASKED, ORIGINAL, REFUSED_SENTENCE } from './requests.ts';
import type { Rig } from './rig.ts';

/** What the ESP32 port has with Bluetooth off. */
const CHIP_VARS = 5_800;
const WRONG_LINE = 'wifiprov set 0 1 0 1 4 "Neighbour" "wrong guess"';
const TRIAL_MS = 30_000;

/** Never short of memory, and not once restarted by that. */
async function expectUnhurt(rig: Rig): Promise<void> {
  expect((await rig.state()).boots).toBe(1);
  expect(rig.output()).not.toMatch(/internal|restarting/);
}

function rows(start: Start): void {
  it('the transcript in the README is what the device says, word for word', async () => {
    const rig = await start({ start: { access: 'window' } });
    await rig.until(async () => (await rig.state()).ap !== null, 15_000);
    const stories = storiesIn(readFileSync('README.md', 'utf8'));
    expect(stories.flat().map(({ door }) => door)).toEqual(['uart', 'uart', 'tcp']);
    for (const story of stories) await playStory(rig, story);
    await expectUnhurt(rig);
  });

  it('the console scans, joins, returns to the old network after a wrong password, and shows history and code', async () => {
    const rig = await start();
    expect((await rig.command('help')).at(-1)).toBe('OK');
    const scan = await rig.command('wifiprov scan');
    expect([scan[0], scan.at(-1)]).toEqual(['-48 ch6 wpa2 "Home"', 'OK']);
    expect(await rig.command(HOME_LINE)).toEqual(['OK connecting']);
    await rig.said(/# connecting "Home"\n[\s\S]*# saved\n[\s\S]*# online "Home" 192\.168\.1\.50 /, TRIAL_MS);
    const mark = rig.output().length;
    expect(await rig.command(WRONG_LINE)).toEqual(['OK connecting']);
    await rig.said(`# failed wrong_password "Neighbour" attempts=3 rolled_back: ${REFUSED_SENTENCE}`, TRIAL_MS, mark);
    await rig.said('# online "Home" 192.168.1.50', TRIAL_MS, mark);
    const status = await rig.command('wifiprov status');
    expect(status).toEqual(expect.arrayContaining(['state=online', 'reason=wrong_password', 'rolled_back=true', 'OK']));
    const history = (await rig.command('wifiprov history')).map((line) => line.replace(/^\d+ s ago /, ''));
    expect(history).toEqual(['"Home" ok', '"Neighbour" failed wrong_password', '"Home" ok', 'OK']);
    expect(await rig.command('wifiprov get')).toEqual(HOME_MASKED);
    const code = await rig.command('wifiprov code');
    expect([code[0], code.at(-1)]).toEqual([expect.stringMatching(/^code=/), 'OK']);
    await expectUnhurt(rig);
  });

  it("TCP takes the documentation's JSON, status, scan, history, and the line of the original's app", async () => {
    const rig = await start();
    const client = await rig.client();
    const mended = ORIGINAL.replace('"auth": 2', '"auth": 3').replace('DEMO_AP"', 'Home"');
    // `password` itself is on the page, where the check for secrets would find it.
    const right = mended.replaceAll('"password"', '"correct horse"').replace('"ch": 1', '"ch": 0');
    expect(await client.ask(`${right}\n`, 5_000)).toEqual({
      ok: true,
      state: 'connecting',
      saved: false,
      warnings: [],
    });
    expect(await client.event('saved')).toEqual({ event: 'saved' });
    for (const cmd of ['ping', 'status', 'get', 'history', 'scan'])
      expect(await client.ask({ cmd }, 15_000)).toMatchObject({ ok: true });
    expect(await client.ask('apply,Neighbour,2,not your wifi,NULL\n', 5_000)).toMatchObject({ state: 'connecting' });
    await rig.online('Neighbour', TRIAL_MS);
    await expectUnhurt(rig);
  });

  it('HTTP serves the page and the plain page, and takes JSON and the form', async () => {
    const rig = await start();
    expect((await ask(rig, '/', { headers: GZIP, ms: 10_000 })).status).toBe(200);
    expect((await ask(rig, '/?plain', { ms: 10_000 })).text.slice(-7)).toBe('</form>');
    expect((await ask(rig, '/api/status', { ms: 5_000 })).json()).toMatchObject({ ok: true });
    expect((await ask(rig, '/api/scan', { ms: 15_000 })).json()).toMatchObject({ ok: true });
    const own = { Origin: `http://127.0.0.1:${rig.core.httpPort}` };
    expect((await postForm(rig, 'STA.SSID=Home&STA.PWD=correct+horse', own)).status).toBeLessThan(400);
    await rig.online('Home', TRIAL_MS);
    await expectUnhurt(rig);
  });

  it('Improv: asks, scans and provisions', async () => {
    const rig = await start();
    const { sdk, run } = await detect(rig);
    expect(await run(sdk.scan(PATIENCE_MS))).toContainEqual({ name: 'Home', rssi: -48, secured: true });
    await run(sdk.provision('Home', 'correct horse', PATIENCE_MS));
    await rig.online('Home', TRIAL_MS);
    await expectUnhurt(rig);
  });
}

onBothEngines('the main job', rows);

onInterpreterOnly(`the main job with ${CHIP_VARS} variables`, (start) => {
  rows((options = {}) => start({ ...options, jsvars: CHIP_VARS }));

  it('are what the firmware finds', async () => {
    const rig = await start({ jsvars: CHIP_VARS });
    const { freeVars, usedVars } = (await rig.state()) as unknown as { freeVars: number; usedVars: number };
    expect(freeVars + usedVars).toBeGreaterThan(CHIP_VARS - 100);
    expect(freeVars + usedVars).toBeLessThanOrEqual(CHIP_VARS);
  });
});
