// The home page of a device that is online: what it says, and the setup code that opens the window there.

import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import type { Device } from '../../tools/sim/harness.ts';
import { inBrowser, type Visit } from './browser.ts';
import { looksRight, row, seeSection } from './steps.ts';

const SAID_MS = 60_000;

async function type(device: Device, line: string, answer: string): Promise<void> {
  device.uart.write(`${line}\r`);
  await vi.waitFor(() => expect(device.uart.output()).toContain(answer), SAID_MS);
}

/** Online, saved; `close`: and the window shut. */
async function setUp(device: Device, close = true, network = 'Home "correct horse"'): Promise<void> {
  await type(device, `wifiprov join ${network}`, '# saved');
  if (close) await type(device, 'wifiprov close', '# window closed');
}

async function codeOf(device: Device): Promise<string> {
  await type(device, 'wifiprov code', 'code=');
  return /code=([0-9A-Z-]{14})/.exec(device.uart.output())?.[1] ?? '';
}

async function factsOn(page: Page): Promise<string[]> {
  await page.waitForSelector('dl :nth-child(2)');
  return page.locator('dt').allTextContents();
}

const FAR = { ssid: 'Far', bssid: '02:00:00:00:00:07', channel: 1, rssi: -86, auth: 'wpa2', password: 'far far away' };

inBrowser('the home page', (surf) => {
  it('says which device it is and how it does, and to a stranger neither network nor address', async () => {
    const device = await surf.device();
    await setUp(device);
    const page = await surf.visit(device);
    await page.getByRole('heading', { name: 'wifiprov-000110' }).waitFor();
    expect(await page.title()).toBe('wifiprov-000110');
    expect(await factsOn(page)).toEqual(['Signal', 'Online for', 'Firmware']);
    expect(await page.textContent('#state')).toBe('Online');
    expect(await page.locator('dd').allTextContents()).toEqual(['strong', '< 1 min', 'wifiprov 0.1.0']);
    expect(await page.content()).not.toMatch(/"?Home\b(?!")|192\.168/);
    await looksRight(page, 'phone-en-home');
    expect(surf.requests).toEqual(['GET /', 'GET /api/status']);
    expect(surf.complaints).toEqual([]);
  });

  it('shows network and address while the window is open, and leads to the list', async () => {
    const device = await surf.device();
    await setUp(device, false);
    const page = await surf.visit(device);
    expect(await factsOn(page)).toEqual(['Signal', 'Network', 'Address', 'Online for', 'Firmware']);
    await looksRight(page, 'phone-en-home-open');
    await page.click('#change');
    await row(page, 'Home').waitFor();
    await seeSection(page, 'list');
    expect(await row(page, 'Home').getAttribute('aria-label')).toContain('in use');
  });

  it('opens setup to who types the setup code, and leads to the list', async () => {
    const device = await surf.device();
    await setUp(device);
    const code = await codeOf(device);
    const page = await surf.visit(device);
    await page.click('#change');
    await seeSection(page, 'shut');
    await looksRight(page, 'phone-en-code');
    await page.fill('#code', code.toLowerCase().replace('-', '\u2011').replaceAll('-', ' '));
    await page.click('#send');
    await row(page, 'Home').waitFor();
    expect(device.uart.output()).toContain('# window open');
    const sent = surf.requests.filter((request) => request.includes('/api/open'));
    expect(sent).toEqual(['GET /api/open', 'GET /api/open', 'POST /api/open']);
    expect(surf.complaints).toEqual([]);
  });

  it('says that a code is wrong, that the device waits after it, and what a code looks like', async () => {
    const device = await surf.device();
    await setUp(device);
    const page = await surf.visit(device);
    await page.click('#change');
    await page.fill('#code', '7KQ2-M9XD-4TR');
    await page.click('#send');
    await page.getByRole('alert').filter({ hasText: 'A setup code has 12 letters and digits.' }).waitFor();
    await page.fill('#code', '7KQ2-M9XD-4TRA');
    await page.click('#send');
    await page.getByRole('alert').filter({ hasText: 'This is not the setup code of this device.' }).waitFor();
    await looksRight(page, 'phone-en-wrong-code');
    for (let i = 0; i < 3; i++) {
      await page.click('#send');
      await page
        .getByRole('alert')
        .filter({ hasText: /not the setup code|the device waits/ })
        .waitFor();
    }
    expect(device.uart.output()).not.toContain('# window open');
  });

  it('shows how far the check is, and lets the browser do other things between its slices', async () => {
    const device = await surf.device();
    await setUp(device);
    const page = await surf.visit(device);
    await page.click('#change');
    await page.evaluate(`
      shares = new Set();
      others = new Set();
      new MutationObserver(() => shares.add(document.getElementById('progress').textContent))
        .observe(document.getElementById('progress'), { childList: true });
      setInterval(() => others.add(shares.size), 0);
    `);
    await page.fill('#code', '7KQ2-M9XD-4TRA');
    await page.click('#send');
    await page.getByRole('alert').filter({ hasText: 'This is not' }).waitFor();
    // 10 000 rounds in slices of 250.
    expect(await page.evaluate('shares.size')).toBeGreaterThanOrEqual(39);
    expect(await page.evaluate('others.size')).toBeGreaterThan(5);
    expect(await page.evaluate('[...shares][1]')).toMatch(/^Checking the code… \d+ %$/);
  });

  it('says in words that the signal is too weak', async () => {
    const device = await surf.device({}, [FAR]);
    await setUp(device, true, 'Far "far far away"');
    const page = await surf.visit(device);
    await page.getByText('The signal is too weak to last. Move the device closer to the router.').waitFor();
    expect(await page.textContent('dl')).toContain('weak');
    await looksRight(page, 'phone-en-home-weak');
  });

  it('says before joining that a signal is too weak', async () => {
    const device = await surf.device({}, [FAR]);
    const page = await surf.visit(device);
    expect(await row(page, 'Far').getAttribute('aria-label')).toBe('Far, weak, signal 1 of 4, with password');
    await row(page, 'Far').click();
    await page.getByText('The signal is too weak to last.').waitFor();
    await looksRight(page, 'phone-en-weak');
  });

  it('is the setup page after a success until it is loaded without what led there', async () => {
    const device = await surf.device({ start: { access: 'open' } });
    const page = await surf.visit(device);
    await row(page, 'Home').click();
    await page.fill('#key', 'correct horse');
    await page.click('#join');
    await seeSection(page, 'done');
    await page.reload();
    await seeSection(page, 'done');
    await page.goto('/');
    await page.getByRole('heading', { name: 'wifiprov-000110' }).waitFor();
  });
});

inBrowser('each screen of the home page', (surf) => {
  const VISITS: [name: string, visit: Visit][] = [
    ['small-de', { on: 'small', locale: 'de' }],
    ['small-es-dark', { on: 'small', locale: 'es', colorScheme: 'dark' }],
    ['desktop-de-dark', { on: 'desktop', locale: 'de', colorScheme: 'dark' }],
    ['desktop-en', { on: 'desktop' }],
  ];

  it.each(VISITS)('looks right on %s', async (name, visit) => {
    const device = await surf.device();
    await setUp(device);
    const page = await surf.visit(device, visit);
    await page.waitForSelector('#change:visible');
    await looksRight(page, `${name}-home`);
    await page.click('#change');
    await seeSection(page, 'shut');
    await looksRight(page, `${name}-code`);
  });
});

describe('the home page without script', () => {
  inBrowser('in a browser', (surf) => {
    it('says the same, and how to open setup', async () => {
      const device = await surf.device();
      await setUp(device);
      const page = await surf.visit(device, { script: false, on: 'small', locale: 'de', colorScheme: 'dark' });
      await page.getByRole('heading', { name: 'wifiprov-000110' }).waitFor();
      expect(await page.locator('small').allTextContents()).toEqual(['Signal', 'Online seit', 'Firmware']);
      await page.getByRole('heading', { name: 'Einrichtung geschlossen' }).waitFor();
      await looksRight(page, 'plain-small-de-home');
      expect(await page.content()).not.toMatch(/192\.168/);
    });

    it('leads to the list while setup is open', async () => {
      const device = await surf.device();
      await setUp(device, false);
      const page = await surf.visit(device, { script: false, on: 'small' });
      await page.getByText('Network', { exact: true }).waitFor();
      await looksRight(page, 'plain-small-en-home-open');
      await page.getByRole('link', { name: 'Change the network' }).click();
      await page.getByText('Home').first().waitFor();
      expect(await page.locator('form').count()).toBe(1);
    });
  });
});
