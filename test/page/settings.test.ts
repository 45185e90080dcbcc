// The settings on the page, while answers are on their way or stay out: what somebody has typed stays.

import type { Page, Route } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Device } from '../../tools/sim/harness.ts';
import { inBrowser } from './browser.ts';

const OPEN = { start: { access: 'open' as const } };
const CONFIG = '**/api/config';
const inputOf = (page: Page, name: string) => page.locator(`#settings [name="${name}"]`);

/** `GET /api/config` waits from now on, until it is let go or lost. */
async function holdConfig(
  page: Page,
): Promise<{ asked: Promise<void>; letGo(): Promise<void>; lose(): Promise<void> }> {
  let onAsked: (route: Route) => void = () => undefined;
  const held = new Promise<Route>((resolve) => (onAsked = resolve));
  const hold = (route: Route): Promise<void> | undefined =>
    route.request().method() === 'GET' ? void onAsked(route) : route.fallback();
  await page.route(CONFIG, hold);
  const end = async (act: (route: Route) => Promise<void>): Promise<void> => {
    await act(await held);
    await page.unroute(CONFIG, hold);
  };
  return {
    asked: held.then(() => undefined),
    letGo: () => end((r) => r.continue()),
    lose: () => end((r) => r.abort()),
  };
}

async function open(page: Page): Promise<void> {
  await page.locator('#more summary').click();
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save settings' }).click();
}

async function configOf(device: Device): Promise<{ AP: Record<string, unknown>; country: string }> {
  const response = await fetch(`http://127.0.0.1:${device.httpPort}/api/config`);
  return ((await response.json()) as { data: never }).data;
}

inBrowser('the settings', (surf) => {
  it('show no password any more once they are saved, and are sent only once', async () => {
    const device = await surf.device(OPEN);
    const page = await surf.visit(device);
    await open(page);
    await expect.poll(() => inputOf(page, 'AP.PWD').inputValue()).toBe('********');
    await inputOf(page, 'AP.PWD').fill('geheim 123');
    await save(page);
    await page.getByText('Saved.').waitFor();
    await expect.poll(() => inputOf(page, 'AP.PWD').inputValue()).toBe('********');
    await save(page);
    await page.getByText('Nothing has changed.').waitFor();
  });

  it('keep what is typed before they are filled in, and fill in the rest', async () => {
    const device = await surf.device(OPEN);
    const page = await surf.visit(device);
    const config = await holdConfig(page);
    await open(page);
    await config.asked;
    await inputOf(page, 'AP.SSID').fill('Shed');
    await config.letGo();
    await expect.poll(() => inputOf(page, 'AP.PWD').inputValue()).toBe('********');
    expect(await inputOf(page, 'AP.SSID').inputValue()).toBe('Shed');
    await save(page);
    await page.getByText('Saved.').waitFor();
    expect((await configOf(device)).AP).toMatchObject({ SSID: 'Shed' });
  });

  it('are saved though the device did not say what it has', async () => {
    const device = await surf.device(OPEN);
    const page = await surf.visit(device);
    const config = await holdConfig(page);
    await open(page);
    await config.lose();
    await inputOf(page, 'AP.SSID').fill('Shed');
    await save(page);
    await page.getByText('Saved.').waitFor();
    expect((await configOf(device)).AP).toMatchObject({ SSID: 'Shed' });
  });

  it('keep what is typed after the button and before the answer', async () => {
    const device = await surf.device(OPEN);
    const page = await surf.visit(device);
    await open(page);
    await expect.poll(() => inputOf(page, 'AP.PWD').inputValue()).toBe('********');
    await inputOf(page, 'AP.SSID').fill('Shed');
    const config = await holdConfig(page);
    await save(page);
    await config.asked;
    await inputOf(page, 'AP.SSID').fill('Attic');
    await config.letGo();
    await expect.poll(() => inputOf(page, 'AP.SSID').getAttribute('data-was')).toBe('Shed');
    expect(await inputOf(page, 'AP.SSID').inputValue()).toBe('Attic');
    await save(page);
    await expect.poll(async () => (await configOf(device)).AP['SSID']).toBe('Attic');
  });

  it('that were saved and not read back are no change any more', async () => {
    const device = await surf.device(OPEN);
    const page = await surf.visit(device);
    await open(page);
    await expect.poll(() => inputOf(page, 'AP.PWD').inputValue()).toBe('********');
    await inputOf(page, 'AP.PWD').fill('geheim 123');
    const config = await holdConfig(page);
    await save(page);
    await config.lose();
    await page.getByText('Saved.').waitFor();
    await save(page);
    await page.getByText('Nothing has changed.').waitFor();
  });
});
