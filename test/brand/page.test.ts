// The setup page and the installer with a second brand, looked at in a browser: light and dark, with script and without.

import type { Page } from 'playwright-core';
import { afterAll, expect, it, vi } from 'vitest';
import { readBrand } from '../../tools/build/brand/brand.mjs';
import { LOGO_PATH } from '../../tools/build/brand/look.mjs';
import { pageFiles } from '../../tools/installer/files.ts';
import { type Served, serveInstaller } from '../../tools/installer/serve.ts';
import { builtWith } from '../built-with.ts';
import { inBrowser } from '../page/browser.ts';
import { join as joinNetwork, looksRight, row, seeSection } from '../page/steps.ts';

const brand = readBrand('test/brand/lumo.json');
const bootFiles = await builtWith({ brand });
const OPEN = { start: { access: 'open' as const }, bootFiles };
const SAID_MS = 60_000;
const [LIGHT, DARK] = ['rgb(122, 47, 184)', 'rgb(182, 141, 216)'];
/** The waiting page reloads itself, as page.md says. */
const RELOADS = ['meta-refresh'];

/** Its width as the browser has drawn it: 0 where it was refused. */
const logoWidth = (page: Page): Promise<number> =>
  page
    .locator('img')
    .first()
    .evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth);

const colourOf = (page: Page, selector: string): Promise<string> =>
  page.evaluate(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).backgroundColor`);

inBrowser('the setup page with a brand', (surf) => {
  it.each([
    ['light', LIGHT],
    ['dark', DARK],
  ] as const)('in %s mode shows product, logo and colour, and axe finds nothing', async (colorScheme, hue) => {
    const device = await surf.device(OPEN);
    const page = await surf.visit(device, { colorScheme });
    await row(page, 'Home').waitFor();
    expect(await page.title()).toBe('Lumo Lamp: Wi-Fi setup');
    expect(await page.locator('main > .bar').textContent()).toBe('Lumo Lamp');
    await vi.waitFor(async () => expect(await logoWidth(page)).toBe(96));
    await row(page, 'Home').click();
    expect(await colourOf(page, '#join')).toBe(hue);
    await looksRight(page, `brand-${colorScheme}-list`);
    await joinNetwork(page, 'Home', 'correct horse');
    await seeSection(page, 'done');
    expect(await page.locator('#done > a').getAttribute('href')).toBe('https://example.com/lumo');
    await looksRight(page, `brand-${colorScheme}-done`);
    expect(surf.complaints).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('says who it is without script too, in %s mode', async (colorScheme) => {
    const device = await surf.device(OPEN);
    const page = await surf.visit(device, { script: false, on: 'small', locale: 'de', colorScheme });
    await page.getByRole('heading', { name: 'Mit WLAN verbinden' }).waitFor();
    expect(await page.title()).toBe('Lumo Lamp: WLAN einrichten');
    expect(await page.getByText('Lumo Lamp', { exact: true }).isVisible()).toBe(true);
    await looksRight(page, `brand-plain-${colorScheme}`, RELOADS);
    expect(surf.complaints).toEqual([]);
  });

  it('shows the logo on the home page too', async () => {
    const device = await surf.device({ bootFiles });
    device.uart.write('wifiprov join Home "correct horse"\r');
    await vi.waitFor(() => expect(device.uart.output()).toContain('# saved'), SAID_MS);
    device.uart.write('wifiprov close\r');
    await vi.waitFor(() => expect(device.uart.output()).toContain('# window closed'), SAID_MS);
    const page = await surf.visit(device, { on: 'small', locale: 'de' });
    await page.getByRole('heading', { name: 'lumo-000110' }).waitFor();
    await vi.waitFor(async () => expect(await logoWidth(page)).toBe(96), SAID_MS);
    await looksRight(page, 'brand-home');
    expect(surf.complaints).toEqual([]);
  });

  it('serves the logo and only that as a file of its own', async () => {
    const device = await surf.device(OPEN);
    const url = `http://127.0.0.1:${device.httpPort}${LOGO_PATH}`;
    const response = await fetch(url);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    expect(await response.text()).toMatch(/^<svg xmlns=.*<style>svg\{color:#7a2fb8;.*<\/svg>$/);
    expect((await fetch(url, { method: 'POST' })).status).toBe(405);
    const stock = await surf.device({ start: OPEN.start });
    expect((await fetch(`http://127.0.0.1:${stock.httpPort}${LOGO_PATH}`)).status).toBe(404);
  });
});

inBrowser('the installer with a brand', (surf) => {
  let served: Served | undefined;
  afterAll(() => served?.close());

  it.each(['light', 'dark'] as const)('wears it in %s mode, and axe finds nothing', async (colorScheme) => {
    served ??= await serveInstaller(pageFiles(true, brand), 0);
    const device = await surf.device(OPEN);
    const page = await surf.visit(device, { on: 'desktop', colorScheme });
    await page.goto(served.url);
    expect(await page.title()).toBe('Install Lumo Lamp');
    await vi.waitFor(async () => expect(await logoWidth(page)).toBe(96));
    await looksRight(page, `brand-installer-${colorScheme}`);
  });
});
