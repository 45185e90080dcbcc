// The page without script: everything by full pages, as in a browser that has none.

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inBrowser, type Screen } from './browser.ts';
import { looksRight } from './steps.ts';

const OPEN = { start: { access: 'open' as const } };

const WORDS = {
  en: {
    password: 'Password',
    connect: 'Connect',
    connecting: 'Connecting to “Home”',
    done: 'Connected',
    reason: 'The network refused the password',
  },
  de: {
    password: 'Passwort',
    connect: 'Verbinden',
    connecting: 'Verbinde mit „Home“',
    done: 'Verbunden',
    reason: 'Das Netz hat das Passwort abgelehnt',
  },
  es: {
    password: 'Contraseña',
    connect: 'Conectar',
    connecting: 'Conectando a «Home»',
    done: 'Conectado',
    reason: 'La red rechazó la contraseña',
  },
};
/** Without script there is no other way to show what happens; nothing on that page can be lost by it. */
const REFRESHES = ['meta-refresh'];
type Language = keyof typeof WORDS;

const ROWS: [Screen, Language, 'light' | 'dark'][] = [
  ['phone', 'en', 'light'],
  ['small', 'de', 'dark'],
  ['desktop', 'es', 'light'],
];

async function submit(page: Page, ssid: string, psk: string, language: Language = 'en'): Promise<void> {
  if (ssid) await page.getByRole('radio', { name: ssid }).check();
  await page.getByLabel(WORDS[language].password, { exact: true }).fill(psk);
  await page.getByRole('button', { name: WORDS[language].connect }).click();
}

inBrowser('the page without script', (surf) => {
  it.each(ROWS)('leads to the result on a %s in %s, %s', async (on, language, colorScheme) => {
    const words = WORDS[language];
    const device = await surf.device(OPEN);
    const page = await surf.visit(device, { on, locale: language, colorScheme, script: false });
    await page.waitForURL('**/?plain');
    await looksRight(page, `plain-${on}-${language}-1-list`);
    await submit(page, 'Home', 'correct hose', language);
    await page.getByRole('heading', { name: words.connecting }).waitFor();
    await looksRight(page, `plain-${on}-${language}-2-connecting`, REFRESHES);
    await page.getByRole('alert').filter({ hasText: words.reason }).waitFor();
    await looksRight(page, `plain-${on}-${language}-3-wrong`);
    expect(await page.getByRole('radio', { name: 'Home' }).isChecked()).toBe(true);
    await submit(page, '', 'correct horse', language);
    await page.getByRole('heading', { name: words.done }).waitFor();
    await looksRight(page, `plain-${on}-${language}-4-connected`);
    expect(await page.getByRole('link', { name: '192.168.1.50' }).getAttribute('href')).toBe('http://192.168.1.50/');
    expect(await page.getAttribute('html', 'lang')).toBe(language);
    expect(surf.complaints).toEqual([]);
  });

  // A device of its own for each: a browser without script stays behind on a network that the device leaves.
  it('joins a hidden network by its name', async () => {
    const page = await surf.visit(await surf.device(OPEN), { script: false });
    await page.waitForURL('**/?plain');
    await page.getByLabel('Other network…').fill('Attic');
    await submit(page, '', 'hidden attic');
    await page.getByText('online in “Attic”').waitFor();
    await page.getByRole('link', { name: 'Choose another network' }).click();
    await page.getByRole('radio', { name: 'Cafe' }).waitFor();
  });

  it('joins an open network without a password', async () => {
    const page = await surf.visit(await surf.device(OPEN), { script: false });
    await page.waitForURL('**/?plain');
    await submit(page, 'Cafe', '');
    await page.getByText('online in “Cafe”').waitFor();
  });

  it('keeps what was typed beside a refusal, but for the password', async () => {
    const page = await surf.visit(await surf.device(), { script: false });
    await page.waitForURL('**/?plain');
    await page.getByLabel('Other network…').fill('Attic');
    await submit(page, '', 'short');
    await page.getByRole('alert').filter({ hasText: 'A password has 8 to 63 characters.' }).waitFor();
    expect(await page.getByLabel('Other network…').inputValue()).toBe('Attic');
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('');
    await page.getByLabel('Other network…').fill('');
    await submit(page, 'Neighbour', 'short');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('radio', { name: 'Neighbour' }).isChecked()).toBe(true);
  });

  it('scans anew on request', async () => {
    const device = await surf.device();
    const page = await surf.visit(device, { script: false });
    await page.waitForURL('**/?plain');
    const point = { ssid: 'New', bssid: '02:00:00:00:00:09', channel: 1, rssi: -40, auth: 'open' };
    await device.control({ do: 'radio', accessPoints: [point] });
    await page.getByRole('link', { name: 'Scan again' }).click();
    await page.getByRole('radio', { name: 'New' }).waitFor();
    expect(await page.getByRole('radio').count()).toBe(1);
  });
});
