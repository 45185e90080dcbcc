// Improv Wi-Fi Serial as its own SDK speaks it, on the UART that a person types on too.

import { expect, it } from 'vitest';
import { credentials } from '../protocols/improv/bytes.ts';
import { onBothEngines } from './engines.ts';
import { detect, framesOf, PATIENCE_MS, screenOf, withoutFrames } from './improv-rig.ts';
import type { Rig } from './rig.ts';

const READY = 2;
const PROVISIONED = 4;
const URL = 'http://192.168.1.50/';
const SETTLED_MS = 30_000;

/** Types a letter at each call. */
function typist(rig: Rig, text: string): () => Promise<void> {
  let at = 0;
  return async () => {
    const key = text[at++];
    if (key) rig.core.uart.write(key);
  };
}

/** Lines on a terminal that are neither events, prompts with what is typed, answers, nor blank. */
function strangeLines(output: string): string[] {
  const lines = screenOf(withoutFrames(output));
  return lines.filter((line) => !/^($|>|# |OK)/.test(line));
}

onBothEngines('the SDK on the UART', (start) => {
  it('detects the device, asks, scans and provisions, while a person types and events are told', async () => {
    // What has begun like a frame is let go after a while of silence, and the SDK's bytes come when the machine has time.
    const rig = await start({ isSlow: true });
    const { sdk, run, complaints } = await detect(rig);
    const begun = rig.output().length;
    expect(sdk.state).toBe(READY);
    expect(sdk.info).toMatchObject({ firmware: 'wifiprov', chipFamily: 'ESP32', name: 'wifiprov-000110' });
    expect(sdk.info).toMatchObject({ osName: 'Espruino', osVersion: expect.stringMatching(/^2v/) });
    expect(await run(sdk.requestNetworkState(PATIENCE_MS))).toMatchObject({
      online: false,
      supportsWifi: true,
      urls: [],
    });
    const networks = await run(sdk.scan(PATIENCE_MS), SETTLED_MS, typist(rig, 'wifiprov debug '));
    expect(networks).toContainEqual({ name: 'Home', rssi: -48, secured: true });
    expect(networks).toContainEqual({ name: 'Cafe', rssi: -60, secured: false });
    const states: unknown[] = [];
    sdk.addEventListener('state-changed', (event) => states.push((event as CustomEvent).detail));
    await run(sdk.provision('Home', 'correct horse', PATIENCE_MS), SETTLED_MS, typist(rig, 'flow IMPROV'));
    expect(states).toEqual([3, PROVISIONED]);
    expect(sdk.nextUrl).toBe(URL);
    await rig.type('\x7f'.repeat(6));
    expect((await rig.command('1')).at(-1)).toBe('OK');
    await run(sdk.requestCurrentState(PATIENCE_MS));
    expect([sdk.state, sdk.nextUrl, complaints]).toEqual([PROVISIONED, URL, []]);
    expect(await run(sdk.requestNetworkState(PATIENCE_MS))).toMatchObject({ online: true, urls: [URL] });
    expect(strangeLines(rig.output().slice(begun))).toEqual([]);
    framesOf(rig.output());
  });

  it('hears of a wrong password, and provisions with the right one', async () => {
    const rig = await start({ isSlow: true });
    const { sdk, run, complaints } = await detect(rig);
    await expect(run(sdk.provision('Home', 'wrong horse', PATIENCE_MS), SETTLED_MS)).rejects.toBe('UNABLE_TO_CONNECT');
    expect(sdk.state).toBe(READY);
    await rig.said('# failed wrong_password "Home"');
    await run(sdk.provision('Home', 'correct horse', PATIENCE_MS), SETTLED_MS);
    expect([sdk.state, sdk.nextUrl, complaints]).toEqual([PROVISIONED, URL, []]);
    await rig.online('Home');
  });
});

onBothEngines('a burst with credentials', (start) => {
  it.each([
    ['2v27', 49, 3],
    ['2v27', 50, 3],
    ['2v27', 51, 1],
    ['2v27', 94, 1],
    ['2v29.277', 94, 3],
    ['next', 94, 3],
  ] as const)(
    'on %s of %i bytes of SSID and password is answered by state 3 or error 1: %i',
    async (portBuild, size, code) => {
      const rig = await start({ portBuild });
      const mark = rig.output().length;
      const psk = 'p'.repeat(Math.min(63, size - 20));
      rig.core.uart.write(`${credentials('s'.repeat(size - psk.length), psk)}\n`);
      await rig.until(() => framesOf(rig.output().slice(mark)).some(({ data }) => data.charCodeAt(0) > 0), 1_000);
      const told = framesOf(rig.output().slice(mark)).find(({ data }) => data.charCodeAt(0) > 0);
      expect(told).toEqual({ type: code === 3 ? 1 : 2, data: String.fromCharCode(code) });
      expect(rig.output().slice(mark)).not.toContain('uart_cut');
      expect(await rig.command('wifiprov debug flow 1')).toEqual(['OK']);
    },
  );
});
