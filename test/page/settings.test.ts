// The settings on the page, while answers are on their way or stay out: what somebody has typed stays.

import type { Page, Route } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Device } from '../../tools/sim/harness.ts';
import { inBrowser } from './browser.ts';
import { configOf } from './steps.ts';

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

const save = (page: Page): Promise<void> => page.getByRole('button', { name: 'Save settings' }).click();

async function saved(page: Page): Promise<void> {
  await save(page);
  await page.getByText('Saved.').waitFor();
}

/** A password is set, so this is what a filled-in page shows. */
const seeStars = (page: Page): Promise<void> =>
  expect.poll(() => inputOf(page, 'AP.PWD').inputValue()).toBe('********');

const apName = async (device: Device): Promise<unknown> => (await configOf<{ AP: { SSID: unknown } }>(device)).AP.SSID;

inBrowser('the settings', (surf) => {
  it('show no password any more once they are saved, and are sent only once', async () => {
    const device = await surf.device(OPEN);
    const page = await surf.visit(device);
    await open(page);
    await seeStars(page);
    await inputOf(page, 'AP.PWD').fill('geheim 123');
    await saved(page);
    await seeStars(page);
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
    await seeStars(page);
    expect(await inputOf(page, 'AP.SSID').inputValue()).toBe('Shed');
    await saved(page);
    expect(await apName(device)).toBe('Shed');
  });

  it('are saved though the device did not say what it has', async () => {
    const device = await surf.device(OPEN);
    const page = await surf.visit(device);
    const config = await holdConfig(page);
    await open(page);
    await config.lose();
    await inputOf(page, 'AP.SSID').fill('Shed');
    await saved(page);
    expect(await apName(device)).toBe('Shed');
  });

  it('keep what is typed after the button and before the answer', async () => {
    const device = await surf.device(OPEN);
    const page = await surf.visit(device);
    await open(page);
    await seeStars(page);
    await inputOf(page, 'AP.SSID').fill('Shed');
    const config = await holdConfig(page);
    await save(page);
    await config.asked;
    await inputOf(page, 'AP.SSID').fill('Attic');
    await config.letGo();
    await expect.poll(() => inputOf(page, 'AP.SSID').getAttribute('data-was')).toBe('Shed');
    expect(await inputOf(page, 'AP.SSID').inputValue()).toBe('Attic');
    await save(page);
    await expect.poll(() => apName(device)).toBe('Attic');
  });

  it('that were saved and not read back are no change any more', async () => {
    const device = await surf.device(OPEN);
    const page = await surf.visit(device);
    await open(page);
    await seeStars(page);
    await inputOf(page, 'AP.PWD').fill('geheim 123');
    const config = await holdConfig(page);
    await save(page);
    await config.lose();
    await page.getByText('Saved.').waitFor();
    await save(page);
    await page.getByText('Nothing has changed.').waitFor();
  });

  it.each([
    ['AP.PWD', 'invalid_value', /^Ein Passwort hat 8 bis 63 Zeichen\.$/],
    ['AP.PWD', 'radio_limit', /^Ein Passwort hat/],
    ['AP.SSID', 'invalid_value', /^Ein Name hat 1 bis 31 Zeichen\.$/],
    ['AP.SSID', 'radio_limit', /^Ein Name hat/],
    ['AP.ch', 'invalid_value', /^Das Gerät nimmt diesen Wert nicht an\.$/],
    ['AP.auth', 'invalid_value', /^Das Gerät unterstützt diese Verschlüsselung nicht/],
  ])('say what is wrong under the field, in the language of the page: %s %s', async (field, code, text) => {
    const page = await surf.visit(await surf.device(OPEN), { locale: 'de-DE' });
    await open(page);
    await seeStars(page);
    await page.route(CONFIG, (route) =>
      route.fulfill({ json: { ok: false, code, field, message: `${field} is wrong` } }),
    );
    const input = inputOf(page, field);
    if ((await input.evaluate((element) => element.tagName)) === 'SELECT') await input.selectOption({ index: 1 });
    else await input.fill('x');
    await page.getByRole('button', { name: 'Einstellungen speichern' }).click();
    const wrong = page.locator(`label:has([name="${field}"]) + [role=alert]`);
    await wrong.filter({ hasText: text }).waitFor();
    expect(await input.evaluate((element) => element.matches(':focus'))).toBe(true);
  });

  it.each(
    [
      'bad_json too_large too_long too_deep timeout empty invalid_request unknown_command unknown_field',
      'duplicate_field missing_field invalid_type invalid_value radio_limit locked bad_proof storage_failed storage_full',
      'not_supported internal',
    ].flatMap((codes) => codes.split(' ')),
  )('have a German sentence for %s', async (code) => {
    const page = await surf.visit(await surf.device(OPEN), { locale: 'de-DE' });
    await open(page);
    await seeStars(page);
    await page.route(CONFIG, (route) => route.fulfill({ json: { ok: false, code, message: 'an English sentence' } }));
    await inputOf(page, 'AP.SSID').fill('x');
    await page.getByRole('button', { name: 'Einstellungen speichern' }).click();
    await page
      .getByRole('alert')
      .filter({ hasText: /^Das Gerät .*\.$/ })
      .waitFor();
  });
});
