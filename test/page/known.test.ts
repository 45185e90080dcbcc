// The networks that the device knows, on the page: marked, and forgotten one by one.

import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import type { Device } from '../../tools/sim/harness.ts';
import { inBrowser } from './browser.ts';
import { looksRight, row } from './steps.ts';

/** Only a page or device that is broken takes so long. */
const WAIT = { timeout: 60_000 };
/** A patient user waits this long between two presses. */
const PRESS_MS = 3_000;
const WINDOW = { start: { access: 'window' as const } };
const point = (ssid: string, i: number): object => ({
  ...{ ssid, bssid: `02:00:00:00:00:1${i}`, channel: 6, rssi: -50 - i, auth: 'wpa2' },
  password: `password of ${ssid}`,
});

async function said(device: Device, line: string, text: RegExp): Promise<void> {
  const mark = device.uart.output().length;
  device.uart.write(`${line}\r`);
  await vi.waitFor(() => expect(device.uart.output().slice(mark)).toMatch(text), 60_000);
}

/** It has been in Office, then in Home, where it is; Office is no longer heard, Garden never was. */
async function wellTravelled(device: Device): Promise<void> {
  await said(device, 'wifiprov join Office "password of Office"', /# online "Office"/);
  await said(device, 'wifiprov join Home "password of Home"', /# online "Home"/);
  await said(device, 'wifiprov open', /OK/);
  await device.control({ do: 'radio', accessPoints: [point('Home', 0), point('Shop', 2)] });
}

const noteOf = (page: Page, ssid: string): Promise<string | null> => row(page, ssid).locator('small').textContent();
const forgetButton = (page: Page) => page.locator('#forget');

/** Asked at the UART: a page has only three connections, and the browser keeps spare ones. */
async function known(device: Device): Promise<string[]> {
  const mark = device.uart.output().length;
  await said(device, 'wifiprov networks', /\nOK/);
  return [
    ...device.uart
      .output()
      .slice(mark)
      .matchAll(/^"(.*)"/gm),
  ].map(([, ssid]) => ssid ?? '');
}

inBrowser('known networks on the page', (surf) => {
  it.each([
    ['en-GB', 'in use', 'known', 'Forget this network', 'Really forget it?'],
    ['de-DE', 'verbunden', 'bekannt', 'Dieses Netz vergessen', 'Wirklich vergessen?'],
    ['es-ES', 'en uso', 'conocida', 'Olvidar esta red', '¿Olvidarla de verdad?'],
  ])('are marked in %s, also the one that is not heard, and go after a question', async (locale, ...words) => {
    const [inUse, isKnown, forget, sure] = words;
    const device = await surf.device(WINDOW, [point('Home', 0), point('Office', 1), point('Shop', 2)]);
    await wellTravelled(device);
    const page = await surf.visit(device, { locale, path: '/?list' });
    await page.click('#rescan');
    await expect.poll(() => page.locator('.row').count(), WAIT).toBe(4);
    expect(await noteOf(page, 'Home')).toContain(inUse);
    expect(await noteOf(page, 'Office')).toContain(isKnown);
    expect(await row(page, 'Office').getAttribute('aria-label')).toContain(`Office, ${isKnown}`);
    expect((await noteOf(page, 'Shop'))?.trim()).toBe('');
    await row(page, 'Shop').click();
    expect(await forgetButton(page).isVisible()).toBe(false);
    await row(page, 'Office').click();
    expect(await forgetButton(page).textContent()).toBe(forget);
    await looksRight(page, `phone-${locale.slice(0, 2)}-known`);
    await forgetButton(page).click();
    expect(await forgetButton(page).textContent()).toBe(sure);
    expect(await known(device)).toEqual(['Home', 'Office']);
    // A request that is turned away leaves the question there.
    const press = async (): Promise<string[]> => {
      if ((await forgetButton(page).isVisible()) && (await forgetButton(page).textContent()) === sure)
        await forgetButton(page).click();
      return known(device);
    };
    await expect.poll(press, { ...WAIT, interval: PRESS_MS }).toEqual(['Home']);
    // So does the list where it could not be asked for anew; a user scans again.
    const listed = async (): Promise<number> => {
      const count = await row(page, 'Office').count();
      if (count) await page.click('#rescan');
      return count;
    };
    await expect.poll(listed, { ...WAIT, interval: PRESS_MS }).toBe(0);
    expect(surf.complaints).toEqual([]);
  });

  it('ask again for another network, and keep the one that was not meant', async () => {
    const device = await surf.device(WINDOW, [point('Home', 0), point('Office', 1)]);
    await wellTravelled(device);
    const page = await surf.visit(device, { path: '/?list' });
    await row(page, 'Office').click();
    await forgetButton(page).click();
    await row(page, 'Home').click();
    expect(await forgetButton(page).textContent()).toBe('Forget this network');
    expect(await known(device)).toEqual(['Home', 'Office']);
  });

  it('leave the one in use for the next that is known, and the page goes on', async () => {
    const device = await surf.device(WINDOW, [point('Home', 0), point('Office', 1)]);
    await wellTravelled(device);
    await device.control({ do: 'radio', accessPoints: [point('Home', 0), point('Office', 1)] });
    const page = await surf.visit(device, { path: '/?list' });
    await row(page, 'Home').click();
    await forgetButton(page).click();
    await forgetButton(page).click();
    await expect.poll(() => device.control({ do: 'state' }), WAIT).toMatchObject({ link: { ssid: 'Office' } });
    await expect.poll(() => known(device), WAIT).toEqual(['Office']);
  });

  it('are told to nobody while the window is closed', async () => {
    const device = await surf.device(WINDOW, [point('Home', 0), point('Office', 1)]);
    await wellTravelled(device);
    await said(device, 'wifiprov close', /OK/);
    const ask = (body: object): Promise<Response> =>
      fetch(`http://127.0.0.1:${device.httpPort}/api/config`, {
        ...{ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
      });
    for (const body of [{ cmd: 'networks' }, { cmd: 'forget', ssid: 'Office' }]) {
      const response = await ask(body);
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ ok: false, code: 'window_closed' });
    }
    const page = await (await fetch(`http://127.0.0.1:${device.httpPort}/?plain`)).text();
    expect(page).not.toContain('Office');
  });
});
