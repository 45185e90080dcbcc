// What phones and their browsers do with the page. Kinds of trouble: firmware/docs/field.md.

import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { inBrowser } from '../page/browser.ts';
import { join, row, seeSection } from '../page/steps.ts';

const OPEN = { start: { access: 'open' as const } };
const point = (ssid: string, more: object = {}): object => ({
  ssid,
  channel: 1,
  rssi: -50,
  auth: 'wpa2',
  password: 'correct horse',
  joinMs: 50,
  dhcpMs: 50,
  ...more,
});

/** The fields that take a name or a password, and what keeps a phone from rewriting them. */
function typedFields(page: Page): Promise<{ [attribute: string]: string | null }[]> {
  const names = ['autocapitalize', 'autocorrect', 'spellcheck', 'autocomplete'];
  return page
    .locator('input:not([type]), input[type=text], input[type=password]')
    .evaluateAll(
      (inputs, wanted) =>
        inputs.map((input) => Object.fromEntries(wanted.map((name) => [name, input.getAttribute(name)]))),
      names,
    );
}

const LEFT_ALONE = { autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false', autocomplete: 'off' };
/** U+202E turns all that stands behind it in a paragraph. */
const TURNED = ['שלום', '\u202eemoH', 'abc\u200f'];

/** Runs in the browser, before the page's script. */
const REFUSING = `{
  const refuse = () => { throw new Error('refused'); };
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
    Object.defineProperty(window, name, { get: refuse });
  Object.defineProperty(document, 'cookie', { get: refuse, set: refuse });
  for (const name of ['alert', 'confirm', 'prompt', 'open', 'print']) window[name] = refuse;
}`;

inBrowser('a phone at the page', (surf) => {
  it.each([
    ['with script', '/', 2],
    ['without', '/?plain', 2],
  ])('does not rewrite or fill in what is typed, %s', async (_what, path, least) => {
    const page = await surf.visit(await surf.device(OPEN), { path, script: path === '/' });
    if (path === '/') await row(page, 'Home').click();
    const fields = await typedFields(page);
    expect(fields.length).toBeGreaterThanOrEqual(least);
    for (const field of fields) expect(field).toEqual(LEFT_ALONE);
  });

  it('shows names that run from right to left, and no word of the page runs with them', async () => {
    const device = await surf.device(
      OPEN,
      TURNED.map((ssid) => point(ssid)),
    );
    const page = await surf.visit(device, { on: 'small' });
    for (const name of TURNED) {
      await row(page, name).waitFor();
      await join(page, name, 'correct horse');
      await seeSection(page, 'done');
      expect(await page.textContent('#where')).toContain(`“\u2068${name}\u2069”`);
      await page.click('#done .back');
      await seeSection(page, 'list');
    }
  });

  it('shows them without script in an element of their own', async () => {
    const device = await surf.device(
      OPEN,
      TURNED.map((ssid) => point(ssid)),
    );
    const page = await surf.visit(device, { script: false, path: '/?plain' });
    await page.waitForSelector('bdi');
    expect(new Set(await page.locator('label bdi').allTextContents())).toEqual(new Set(TURNED));
  });

  it('may tap twice: one request goes out', async () => {
    const page = await surf.visit(await surf.device(OPEN, [point('Home', { joinMs: 1_000 })]));
    await row(page, 'Home').click();
    await page.fill('#key', 'correct horse');
    await page.dblclick('#join');
    await seeSection(page, 'done');
    expect(surf.requests.filter((request) => request.startsWith('POST'))).toHaveLength(1);
  });

  it('may keep its page from storage, cookies and dialogs, as sign-in sheets do', async () => {
    const page = await surf.visit(await surf.device(OPEN));
    await page.addInitScript(REFUSING);
    await page.reload();
    await join(page, 'Home', 'correct horse');
    await seeSection(page, 'done');
    await vi.waitFor(() => expect(surf.complaints).toEqual([]));
  });

  it('may paste a name and a password with a line end: the field drops it', async () => {
    const page = await surf.visit(await surf.device(OPEN));
    await row(page, 'Home').click();
    await page.locator('#key').focus();
    await page.keyboard.insertText('correct horse\r\n');
    await page.click('#join');
    await seeSection(page, 'done');
  });
});
