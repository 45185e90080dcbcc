// What people do with any page: keys instead of a finger, reload, back, the settings that few look at. F21 and F23 are
// faults of the original's pages.

import { expect, it, vi } from 'vitest';
import type { Device } from '../../tools/sim/harness.ts';
import { inBrowser } from './browser.ts';
import { join, looksRight, row, seeSection } from './steps.ts';

const OPEN = { start: { access: 'open' as const } };
const TABS_MAX = 12;
const POLL_MS = 1_000;
const POLLS = 3;
/** The browser's clocks differ that much. */
const ALMOST = 0.95;

async function configOf(device: Device): Promise<string> {
  const mark = device.uart.output().length;
  device.uart.write('wifiprov get\r');
  await vi.waitFor(() => expect(device.uart.output().slice(mark)).toMatch(/\nOK/), 60_000);
  return device.uart.output().slice(mark);
}

inBrowser('habits at the page', (surf) => {
  it('works by keyboard alone, and puts the focus where it goes on', async () => {
    const page = await surf.visit(await surf.device(OPEN), { on: 'desktop' });
    await row(page, 'Home').waitFor();
    const focused = page.locator(':focus');
    for (let i = 0; i < TABS_MAX && (await focused.getAttribute('data-ssid')) !== 'Home'; i++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await focused.getAttribute('id')).toBe('key');
    await page.keyboard.type('correct horse');
    await page.keyboard.press('Enter');
    await seeSection(page, 'busy');
    expect(await focused.textContent()).toBe('Connecting to “Home”');
    await seeSection(page, 'done');
    expect(await focused.textContent()).toBe('Connected');
    await page.keyboard.press('Tab');
    expect(await focused.getAttribute('href')).toMatch(/^http:\/\/wifiprov-\w+\.local\/$/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('button', { name: 'Copied' }).textContent()).toBe('Copied');
  });

  it('F23: asks for the status once a second, not more', async () => {
    const page = await surf.visit(await surf.device());
    const times: number[] = [];
    await row(page, 'Home').waitFor();
    const json = { ok: true, data: { state: 'connecting', window: 'open' } };
    await page.route('**/api/status', (route) => route.fulfill({ json }));
    page.on('requestfinished', (request) => {
      if (request.url().endsWith('/status')) times.push(request.timing().startTime);
    });
    await join(page, 'Home', 'correct horse');
    await vi.waitFor(() => expect(times.length).toBeGreaterThan(POLLS), 60_000);
    const gaps = times.slice(1).map((time, i) => time - (times[i] as number));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(POLL_MS * ALMOST);
  });

  it('F21: shows the password only when it is asked to', async () => {
    const page = await surf.visit(await surf.device());
    await row(page, 'Home').click();
    await page.fill('#key', 'correct horse');
    expect(await page.getAttribute('#key', 'type')).toBe('password');
    await page.getByRole('button', { name: 'Show' }).click();
    expect(await page.getAttribute('#key', 'type')).toBe('text');
    await page.getByRole('button', { name: 'Hide' }).click();
    expect(await page.getAttribute('#key', 'type')).toBe('password');
  });

  it('finds its place again when it is reloaded', async () => {
    const page = await surf.visit(await surf.device(OPEN));
    await join(page, 'Home', 'wrong password');
    await seeSection(page, 'busy');
    await page.reload();
    await seeSection(page, 'busy');
    expect(await page.textContent('#doing')).toBe('Connecting to “Home”');
    await seeSection(page, 'list');
    await page.reload();
    await page.getByRole('alert').filter({ hasText: 'Could not connect to “Home”. The network refused' }).waitFor();
    await page.waitForSelector('[data-ssid="Home"][aria-expanded="true"]');
    await join(page, 'Home', 'correct horse');
    await seeSection(page, 'done');
    await page.reload();
    await seeSection(page, 'done');
  });

  it('is there again by the back button', async () => {
    const page = await surf.visit(await surf.device(OPEN));
    await join(page, 'Home', 'correct horse');
    await seeSection(page, 'done');
    await page.goto('/?plain');
    await page.goBack();
    await seeSection(page, 'done');
    expect(surf.requests.filter((request) => request.startsWith('POST'))).toHaveLength(1);
  });

  it('loads itself once more in the sheet of iOS, which looks again only then', async () => {
    const userAgent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
    const page = await surf.visit(await surf.device(OPEN), { userAgent });
    await join(page, 'Home', 'correct horse');
    await vi.waitFor(() => expect(surf.requests).toContain('GET /?result'), 60_000);
    await seeSection(page, 'done');
    expect(surf.requests.at(-1)).toBe('GET /api/status');
  });

  it('does not send the network again when the result without script is reloaded', async () => {
    const page = await surf.visit(await surf.device(OPEN), { script: false, path: '/?plain' });
    await page.getByRole('radio', { name: 'Home' }).check();
    await page.getByLabel('Password', { exact: true }).fill('correct horse');
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('heading', { name: 'Connected', exact: true }).waitFor();
    await page.reload();
    await page.goBack();
    await page.getByRole('link', { name: 'Change the network' }).waitFor();
    expect(surf.requests.filter((request) => request.startsWith('POST'))).toHaveLength(1);
  });

  it('F21: sends of the settings only what was changed, by name, and keeps the security mode', async () => {
    const device = await surf.device(OPEN);
    const page = await surf.visit(device, { on: 'small' });
    await page.getByText('Advanced settings').click();
    const own = page.getByRole('group', { name: 'The device’s own network' });
    await vi.waitFor(async () => expect(await own.getByLabel('Name').inputValue()).toMatch(/^PROV_/));
    await looksRight(page, 'small-en-settings');
    await own.getByLabel('Channel').selectOption('11');
    await own.getByLabel('Security').selectOption('3');
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await page.getByRole('button', { name: 'Save settings' }).click();
    expect((await sent).postDataJSON()).toEqual({ AP: { ch: 11, auth: 3 } });
    await page.getByText('Saved.', { exact: true }).waitFor();
    const config = await configOf(device);
    for (const line of ['AP.ch=11', 'STA.auth=4', 'AP.auth=3']) expect(config).toContain(line);
  });

  it('F21: offers every security mode that the radio carries out, and takes what was chosen for the network that is joined', async () => {
    const page = await surf.visit(await surf.device(OPEN));
    await row(page, 'Home').waitFor();
    await page.getByText('Advanced settings').click();
    const security = page.locator('[name="STA.auth"]');
    expect(await security.locator('option').allTextContents()).toEqual([...['automatic', 'open', 'WPA/WPA2', 'WPA2']]);
    await vi.waitFor(async () => expect(await page.locator('[name="AP.SSID"]').inputValue()).toMatch(/^PROV_/));
    await security.selectOption('3');
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await join(page, 'Home', 'correct horse');
    expect((await sent).postDataJSON().STA).toEqual({ SSID: 'Home', PWD: 'correct horse', auth: 3, auto: 1 });
    await seeSection(page, 'done');
  });
});
