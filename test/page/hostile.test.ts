// Names that others choose (F21 of the original's faults): anyone nearby can set up an access point whose name the page shows.

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inBrowser } from './browser.ts';
import { join, looksRight, row, seeSection } from './steps.ts';

const OPEN = { start: { access: 'open' as const } };
/** Each shown as it is, in the list and after it has worked. */
const NAMES = [
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)',
  '"><b id=hostile>\'`&amp;{}~A~0',
  'Café ☕ 网络 👩‍💻',
  'ööööööööööööööx',
];
const BYTES = NAMES.map((name) => Buffer.byteLength(name));

const air = (names: string[]): object[] =>
  names.map((ssid, i) => ({
    ssid,
    bssid: `02:00:00:00:00:0${i}`,
    channel: 1,
    rssi: -40 - i,
    auth: 'wpa2',
    password: 'correct horse',
    joinMs: 50,
    dhcpMs: 50,
  }));

/** Nothing was made of the names but text. */
async function isOnlyText(page: Page, complaints: string[]): Promise<void> {
  expect(await page.locator('img, #hostile, body script:not([type])').count()).toBe(0);
  expect(complaints).toEqual([]);
}

inBrowser('hostile names', (surf) => {
  it('are at most as long as the radio can join', () => {
    expect(Math.max(...BYTES)).toBeLessThanOrEqual(31);
  });

  it('are text in the list, in the heading and in the result', async () => {
    const device = await surf.device(OPEN, air(NAMES));
    const page = await surf.visit(device, { on: 'small' });
    await row(page, NAMES[0] as string).waitFor();
    expect(await page.locator('.row span').allTextContents()).toEqual([...NAMES, 'Other network…']);
    await looksRight(page, 'small-en-hostile');
    for (const name of NAMES) {
      await join(page, name, 'correct horse');
      await seeSection(page, 'done');
      expect(await page.textContent('#where')).toContain(`“${name}”`);
      await isOnlyText(page, surf.complaints);
      await page.click('#done .back');
      await seeSection(page, 'list');
    }
  });

  it('are text in what is said of a failure', async () => {
    const [name = ''] = NAMES;
    const page = await surf.visit(await surf.device(OPEN, air(NAMES)));
    await join(page, name, 'wrong password');
    await page
      .getByRole('alert')
      .filter({ hasText: `Could not connect to “${name}”.` })
      .waitFor();
    await isOnlyText(page, surf.complaints);
  });

  // A device of its own for each: a browser without script stays behind on a network that the device leaves.
  it.each(NAMES)('are text without script, too, and can be joined: %s', async (name) => {
    const page = await surf.visit(await surf.device(OPEN, air(NAMES)), { script: false, path: '/?plain' });
    const listed = await page.locator('label span').allTextContents();
    expect(listed).toEqual(NAMES.map((one) => expect.stringContaining(one)));
    await page.getByRole('radio', { name }).check();
    await page.getByLabel('Password', { exact: true }).fill('correct horse');
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByText(`online in “${name}”`).waitFor();
    await isOnlyText(page, surf.complaints);
  });
});
