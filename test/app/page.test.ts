// The fields of an app on the setup page, with script and without.

import { expect, it } from 'vitest';
import { readBundle } from '../../tools/sim/firmware-install.ts';
import type { Device } from '../../tools/sim/harness.ts';
import { inBrowser } from '../page/browser.ts';
import { configOf, join, looksRight, seeSection } from '../page/steps.ts';
import { built, source } from './built.ts';

const FIELDS = [
  { name: 'interval', kind: 'int', min: 5, max: 3600, fallback: 60, label: 'Seconds <between> {messages} ~' },
  { name: 'light', kind: 'bool', label: { en: 'Light', de: 'Licht', es: 'Luz' } },
  { name: 'place', kind: 'text', max: 32, label: 'Place' },
  { name: 'token', kind: 'secret', max: 32, label: 'Token' },
];
const files = await built(source(`export const fields = ${JSON.stringify(FIELDS)};\nexport function app(): void {}\n`));
const bootFiles = { ...readBundle(new URL('../../build/', import.meta.url)), ...files };
const OPEN = { start: { access: 'open' as const }, bootFiles };
const INTERVAL = 'Seconds <between> {messages} ~';

const appOf = async (device: Device): Promise<object> => (await configOf<{ app: object }>(device)).app;

inBrowser('the fields of an app', (surf) => {
  it('stand open on the page, first, filled in, and are saved', async () => {
    const device = await surf.device(OPEN);
    const page = await surf.visit(device, { locale: 'de' });
    await page.getByRole('button', { name: 'Einstellungen speichern' }).waitFor();
    expect(await page.getByLabel('Licht').evaluate((input) => input.getAttribute('name'))).toBe('app.light');
    await expect.poll(() => page.getByLabel(INTERVAL).inputValue()).toBe('60');
    await looksRight(page, 'app-phone-de');
    await page.getByLabel(INTERVAL).fill('30');
    await page.getByLabel('Licht').selectOption('ja');
    await page.getByLabel('Place').fill('Küche');
    await page.getByLabel('Token').fill('geheim 123');
    await page.getByRole('button', { name: 'Einstellungen speichern' }).click();
    await page.getByText('Gespeichert.').waitFor();
    expect(await appOf(device)).toEqual({ interval: 30, light: 1, place: 'Küche', token: '********' });
    await expect.poll(() => page.getByLabel('Token').inputValue()).toBe('********');
    await page.getByLabel(INTERVAL).fill('3');
    await page.getByRole('button', { name: 'Einstellungen speichern' }).click();
    expect(
      await page
        .getByLabel(INTERVAL)
        .evaluate((input) => (input as unknown as { checkValidity(): boolean }).checkValidity()),
    ).toBe(false);
    expect(await appOf(device)).toMatchObject({ interval: 30 });
    expect(surf.complaints).toEqual([]);
  });

  it('go with the network that is joined', async () => {
    const device = await surf.device(OPEN);
    const page = await surf.visit(device);
    await expect.poll(() => page.getByLabel(INTERVAL).inputValue()).toBe('60');
    await page.getByLabel('Place').fill('Hall');
    await join(page, 'Home', 'correct horse');
    await seeSection(page, 'done');
    expect(await appOf(device)).toMatchObject({ interval: 60, place: 'Hall' });
  });

  it('are on the page without script too: what is left empty stays, what was refused comes back', async () => {
    const device = await surf.device(OPEN);
    const page = await surf.visit(device, { script: false });
    await page.waitForURL('**/?plain');
    await looksRight(page, 'app-plain');
    await page.getByLabel(INTERVAL).fill('3');
    await page.getByLabel('Token').fill('geheim 123');
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('alert').filter({ hasText: 'app.interval is 3' }).waitFor();
    expect([await page.getByLabel(INTERVAL).inputValue(), await page.getByLabel('Token').inputValue()]).toEqual([
      '3',
      '',
    ]);
    await page.getByLabel(INTERVAL).fill('30');
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.waitForURL('**/?plain&result');
    expect(await appOf(device)).toEqual({ interval: 30, light: 0, place: '', token: '' });
    await page.goto('/?plain');
    await page.getByRole('radio', { name: 'Home' }).check();
    await page.getByLabel('Password', { exact: true }).fill('correct horse');
    await page.getByLabel('Place').fill('Hall');
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('heading', { name: 'Connected' }).waitFor();
    expect(await appOf(device)).toMatchObject({ interval: 30, place: 'Hall' });
  });
});
