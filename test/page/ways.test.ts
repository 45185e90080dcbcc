// The page with script where things go another way: wrong passwords, hidden and hostile names, an AP that goes away.

import { expect, it } from 'vitest';
import { inBrowser, SCREENSHOTS } from './browser.ts';
import { join, looksRight, row, seeSection } from './steps.ts';

const OPEN = { start: { access: 'open' as const } };

inBrowser('the page, when it does not work at once', (surf) => {
  it('keeps what was typed after a wrong password, says why, and takes the right one', async () => {
    const device = await surf.device(OPEN);
    const page = await surf.visit(device);
    await join(page, 'Home', 'correct hose');
    await seeSection(page, 'busy');
    await seeSection(page, 'list');
    await page
      .getByRole('alert')
      .filter({ hasText: 'Could not connect to “Home”. The network refused the password' })
      .waitFor();
    expect(await page.inputValue('#key')).toBe('correct hose');
    expect(await page.locator('#key').evaluate((input) => input.matches(':focus'))).toBe(true);
    await looksRight(page, 'phone-en-wrong-password');
    await join(page, 'Home', 'correct horse');
    await seeSection(page, 'done');
    expect(surf.complaints).toEqual([]);
  });

  it('keeps what was typed for each network while another one is looked at', async () => {
    const page = await surf.visit(await surf.device());
    await row(page, 'Home').click();
    await page.fill('#key', 'half a passw');
    await row(page, 'Neighbour').click();
    expect(await page.inputValue('#key')).toBe('');
    await row(page, 'Home').click();
    expect(await page.inputValue('#key')).toBe('half a passw');
  });

  it('keeps what was typed when the list is scanned anew, and a network that the new scan has not seen', async () => {
    const device = await surf.device();
    const page = await surf.visit(device);
    await row(page, 'Home').click();
    await page.fill('#key', 'correct horse');
    await device.control({
      do: 'radio',
      accessPoints: [{ ssid: 'New', bssid: '02:00:00:00:00:09', channel: 1, rssi: -40, auth: 'open' }],
    });
    await page.click('#rescan');
    await row(page, 'New').waitFor();
    expect(await page.inputValue('#key')).toBe('correct horse');
    expect(await row(page, 'Home').getAttribute('aria-expanded')).toBe('true');
    expect(await page.locator('.row').count()).toBe(3);
  });

  it('joins a hidden network by its name', async () => {
    const page = await surf.visit(await surf.device(OPEN));
    await row(page, '').click();
    await looksRight(page, 'phone-en-other');
    await page.fill('#name', 'Attic');
    await join(page, '', 'hidden attic');
    await seeSection(page, 'done');
    expect(await page.textContent('#where')).toContain('“Attic”');
  });

  it('joins by the pasted text of a QR code', async () => {
    const page = await surf.visit(await surf.device(OPEN));
    await row(page, '').click();
    await page.fill('#name', 'WIFI:T:WPA;S:Home;P:correct horse;;');
    await page.click('#join');
    await page.getByRole('heading', { name: 'Connecting to “Home”' }).waitFor();
    await seeSection(page, 'done');
  });

  it('asks an open network for no password', async () => {
    const page = await surf.visit(await surf.device(OPEN));
    await row(page, 'Cafe').click();
    expect(await page.isVisible('#key')).toBe(false);
    await looksRight(page, 'phone-en-open');
    await page.click('#join');
    await seeSection(page, 'done');
    expect(await page.textContent('#where')).toContain('“Cafe”');
  });

  it.each([
    ['Home', 'short', 'A password has 8 to 63 characters.'],
    ['Home', 'x'.repeat(64), 'A password has 8 to 63 characters.'],
    ['', '', 'Choose a network or enter its name.'],
  ])('refuses for %j the password %j beside the field', async (ssid, psk, sentence) => {
    const page = await surf.visit(await surf.device());
    await join(page, ssid, psk);
    await page.getByRole('alert').filter({ hasText: sentence }).waitFor();
    await seeSection(page, 'list');
  });

  it('keeps calm while the device is gone, and finds the result', async () => {
    const page = await surf.visit(await surf.device(OPEN));
    await row(page, 'Home').click();
    await page.route('**/api/status', (route) => route.abort('connectionrefused'));
    await join(page, 'Home', 'correct horse');
    await page.getByRole('status').filter({ hasText: 'Your phone has lost the device' }).waitFor();
    expect(await page.textContent('#progress')).toMatch(/join “PROV_\w{6}” again/);
    await page.screenshot({ path: `${SCREENSHOTS}/phone-en-lost.png` });
    await page.unroute('**/api/status');
    await seeSection(page, 'done');
  });

  it('says so when the device is gone before anything was sent, and goes on when it is back', async () => {
    const device = await surf.device();
    const page = await surf.visit(device);
    await row(page, 'Home').click();
    await page.fill('#key', 'correct horse');
    await page.route('**/api/*', (route) => route.abort('connectionrefused'));
    await page.click('#join');
    await page.getByRole('status').filter({ hasText: 'Your phone has lost the device' }).waitFor();
    await page.unroute('**/api/*');
    await seeSection(page, 'list');
    await page.getByText('The device did not receive that. Please try again.').waitFor();
    expect(await page.inputValue('#key')).toBe('correct horse');
  });
});
