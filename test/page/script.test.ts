// The page with script: from the list to "connected", on every screen and in every language.

import { expect, it } from 'vitest';
import { inBrowser, type Screen } from './browser.ts';
import { join, looksRight, row, seeSection } from './steps.ts';

const OPEN = { start: { access: 'open' as const } };
const SCREEN_ROWS: [Screen, string, 'light' | 'dark', string, RegExp][] = [
  ['phone', 'en-GB', 'light', 'Connected', /online in “Home”/],
  ['small', 'de-DE', 'dark', 'Verbunden', /im Netz „Home“ online/],
  ['desktop', 'es-ES', 'light', 'Conectado', /en línea en «Home»/],
  ['phone', 'fr-FR', 'dark', 'Connected', /online in “Home”/],
];

inBrowser('the page with script', (surf) => {
  it.each(SCREEN_ROWS)('leads to the result on a %s in %s, %s', async (screen, locale, colorScheme, title, where) => {
    const device = await surf.device(OPEN);
    const page = await surf.visit(device, { on: screen, locale, colorScheme });
    const name = `${screen}-${locale.slice(0, 2)}-${colorScheme}`;
    await row(page, 'Home').waitFor();
    await looksRight(page, `${name}-1-list`);
    await row(page, 'Home').click();
    await looksRight(page, `${name}-2-password`);
    await join(page, 'Home', 'correct horse');
    await seeSection(page, 'busy');
    await looksRight(page, `${name}-3-connecting`);
    await seeSection(page, 'done');
    await looksRight(page, `${name}-4-connected`);
    expect(await page.textContent('#done h1')).toBe(title);
    expect(await page.textContent('#where')).toMatch(where);
    expect(await page.getAttribute('#links li:nth-child(2) a', 'href')).toBe('http://192.168.1.50/');
    expect(await page.getAttribute('html', 'lang')).toBe(locale.startsWith('fr') ? 'en' : locale.slice(0, 2));
    expect(surf.complaints).toEqual([]);
  });

  it.each(['2v27', '2v29.277'] as const)(
    'leads from a wrong password to the result on port build %s',
    async (portBuild) => {
      const device = await surf.device({ ...OPEN, portBuild });
      const page = await surf.visit(device);
      await join(page, 'Home', 'correct hose');
      await page.getByRole('alert').filter({ hasText: 'refused the password' }).waitFor();
      await join(page, 'Home', 'correct horse');
      await seeSection(page, 'done');
      expect(surf.complaints).toEqual([]);
    },
  );

  it('is one response, and asks once for status and list', async () => {
    const device = await surf.device();
    const page = await surf.visit(device);
    await row(page, 'Home').waitFor();
    expect(surf.requests).toEqual(['GET /', 'GET /api/status', 'GET /api/scan']);
  });
});
