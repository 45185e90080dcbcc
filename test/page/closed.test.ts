// The page of a device that is set up already: closed for strangers, and opened at the device.

import { expect, it, vi } from 'vitest';
import type { Device } from '../../tools/sim/harness.ts';
import { inBrowser } from './browser.ts';
import { join, looksRight, row, seeSection } from './steps.ts';

const SAID_MS = 60_000;

async function type(device: Device, line: string, answer: string): Promise<void> {
  device.uart.write(`${line}\r`);
  await vi.waitFor(() => expect(device.uart.output()).toContain(answer), SAID_MS);
}

/** Online, saved, and the window shut. */
async function setUp(device: Device): Promise<void> {
  await type(device, 'wifiprov set 0 1 0 1 4 Home "correct horse"', '# saved');
  await type(device, 'wifiprov close', '# window closed');
}

inBrowser('the page of a device that is set up', (surf) => {
  it('says that it is closed and how to open it, and is the list again once it is open', async () => {
    const device = await surf.device();
    await setUp(device);
    const page = await surf.visit(device);
    await page.click('#change');
    await seeSection(page, 'shut');
    expect(await page.locator('.ways li').count()).toBe(3);
    expect(await page.content()).not.toContain('Home');
    await device.control({ do: 'button', ms: 5_000 });
    await vi.waitFor(() => expect(device.uart.output()).toContain('# window open'), SAID_MS);
    await page.click('#look');
    await page.click('#change');
    await row(page, 'Home').waitFor();
    expect(await row(page, 'Home').getAttribute('aria-label')).toBe('Home, in use, signal 4 of 4, with password');
  });

  it('says that the device goes back to its former network when a new one does not work', async () => {
    const device = await surf.device();
    await type(device, 'wifiprov set 0 1 0 1 4 Home "correct horse"', '# saved');
    await type(device, 'wifiprov open', 'OK');
    const page = await surf.visit(device);
    await page.click('#change');
    await join(page, 'Neighbour', 'wrong password');
    await page.getByRole('alert').filter({ hasText: 'The device returns to its previous network.' }).waitFor();
    expect(await page.inputValue('#key')).toBe('wrong password');
  });

  it('says so without script, too', async () => {
    const device = await surf.device();
    await setUp(device);
    const page = await surf.visit(device, { script: false, on: 'small', locale: 'de', colorScheme: 'dark' });
    await page.getByRole('heading', { name: 'Einrichtung geschlossen' }).waitFor();
    await looksRight(page, 'plain-small-de-closed');
    expect(await page.locator('form').count()).toBe(0);
    expect(await page.content()).not.toContain('Home');
  });

  it('turns to it when the window closes while the user types', async () => {
    const device = await surf.device();
    await type(device, 'wifiprov set 0 1 0 1 4 Home "correct horse"', '# saved');
    const page = await surf.visit(device);
    await page.click('#change');
    await row(page, 'Cafe').click();
    await type(device, 'wifiprov close', '# window closed');
    await page.click('#join');
    await seeSection(page, 'home');
  });
});
