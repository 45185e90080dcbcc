// The page of a device that has lost its network, and the age of the list.

import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import type { Device } from '../../tools/sim/harness.ts';
import { inBrowser } from './browser.ts';
import { join, row, seeSection } from './steps.ts';

const OPEN = { start: { access: 'open' as const } };
const SAID_MS = 60_000;
const CAFE = { ssid: 'Cafe', bssid: '02:00:00:00:00:02', channel: 1, rssi: -60, auth: 'open' };

/** Online in "Home", which then is switched off; `wait`: what the device has said by then. */
async function lose(device: Device, wait: string): Promise<void> {
  device.uart.write('wifiprov join Home "correct horse"\r');
  await vi.waitFor(() => expect(device.uart.output()).toContain('# saved'), SAID_MS);
  const mark = device.uart.output().length;
  await device.control({ do: 'radio', accessPoints: [CAFE] });
  await vi.waitFor(() => expect(device.uart.output().slice(mark)).toContain(wait), SAID_MS);
}

const names = (page: Page): Promise<(string | null)[]> =>
  page.locator('.row[data-ssid]').evaluateAll((all) => all.map((one) => one.getAttribute('data-ssid')));

inBrowser('the page after a lost network', (surf) => {
  it('names the network that is tried on, and lists what can be heard now', async () => {
    const device = await surf.device(OPEN);
    await lose(device, '# retrying');
    // The access point of the setup closes a minute after the success, and opens again three minutes after the loss.
    for (const mode of ['STA', 'APSTA'])
      await vi.waitFor(async () => expect(await device.control({ do: 'state' })).toMatchObject({ mode }), SAID_MS);
    const page = await surf.visit(device);
    await page.getByRole('alert').filter({ hasText: 'The device keeps trying to connect to “Home”.' }).waitFor();
    await row(page, 'Cafe').waitFor();
    // "Home" is known, and not heard: it stands last.
    expect(await names(page)).toEqual(['Cafe', 'Home', '']);
  });

  it('says the same without script', async () => {
    const device = await surf.device(OPEN);
    await lose(device, '# retrying');
    const page = await surf.visit(device, { script: false, path: '/?plain' });
    await page.getByRole('alert').filter({ hasText: 'The device keeps trying to connect to “Home”.' }).waitFor();
  });

  it('takes another network meanwhile', async () => {
    const device = await surf.device(OPEN);
    await lose(device, '# retrying');
    const page = await surf.visit(device);
    await join(page, 'Cafe', '');
    await seeSection(page, 'done');
    expect(await page.textContent('#where')).toContain('“Cafe”');
  });
});

inBrowser('the list', (surf) => {
  it('says how old it is in minutes, and keeps its button in its place', async () => {
    const page = await surf.visit(await surf.device(OPEN), { on: 'small' });
    await row(page, 'Home').waitFor();
    const place = (): Promise<unknown> => page.locator('#rescan').boundingBox();
    const before = await place();
    const age = page.locator('#age');
    expect(await age.textContent()).toBe('just now');
    let letGo: () => void = () => undefined;
    await page.route('**/api/scan?fresh', async (route) => {
      await new Promise<void>((resolve) => (letGo = resolve));
      await route.continue();
    });
    await page.click('#rescan');
    await page.getByText('Scanning…').waitFor();
    expect(await place()).toEqual(before);
    await page.evaluate(
      "document.getElementById('age').textContent = ''; document.getElementById('age').hidden = true",
    );
    expect(await place()).toEqual(before);
    letGo();
    await page.getByText('just now').waitFor();
    expect(await place()).toEqual(before);
  });

  it.each([
    [59, 'just now'],
    [62, '1 min ago'],
    [150, '2 min ago'],
  ])('of %i s says %j', async (age_s, text) => {
    const device = await surf.device(OPEN);
    const networks = [{ ssid: 'Home', rssi: -48, channel: 6, auth: 'wpa2' }];
    const aged = await surf.visit(device, { path: '/api/status' });
    await aged.route('**/api/scan', (route) => route.fulfill({ json: { ok: true, data: { age_s, networks } } }));
    await aged.goto('/');
    await row(aged, 'Home').waitFor();
    expect(await aged.textContent('#age')).toBe(text);
  });

  it('says of a network with WPA3 only, before its password is typed, that the device cannot join it', async () => {
    const page = await surf.visit(await surf.device(OPEN));
    await row(page, 'Fortress').click();
    expect(await page.textContent('#keyHint')).toContain('WPA3 only');
    expect(await page.inputValue('#key')).toBe('');
  });
});

inBrowser('the form and the settings', (surf) => {
  it('have no password any more after a success', async () => {
    const page = await surf.visit(await surf.device(OPEN));
    await join(page, 'Home', 'correct horse');
    await seeSection(page, 'done');
    expect(await page.inputValue('#key')).toBe('');
    await page.click('#done .back');
    await row(page, 'Home').click();
    expect(await page.inputValue('#key')).toBe('');
  });

  it('have a heading over each group, and nothing that is made for testers', async () => {
    const page = await surf.visit(await surf.device(OPEN));
    await page.getByText('Advanced settings').click();
    expect(await page.locator('legend').allTextContents()).toEqual(['Connection', 'The device’s own network']);
    const offered = await page.locator('#settings option').allTextContents();
    expect(offered).toContain('WPA2');
    expect(offered.join(' ')).not.toMatch(/CUST|GEN|EMEA/);
  });
});
