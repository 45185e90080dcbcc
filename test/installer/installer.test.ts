// `wifiprov installer`: a page that needs nothing from elsewhere, says what it will do, and carries no secret.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type InstallerFiles, installerFiles } from '../../tools/installer/files.ts';
import { type Served, serveInstaller } from '../../tools/installer/serve.ts';
import { command, jsonOf, type Ran } from '../cli/bench.ts';
import { writeDownload } from '../flash/empty-board.ts';
import { executablePath, SCREENS, SCREENSHOTS, type Screen } from '../page/browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'wifiprov-installer-'));
const espruino = writeDownload(join(folder, 'espruino_2v29_esp32'));
afterAll(() => rmSync(folder, { recursive: true }));

const BUILD = { keepBle: false, buildDir: 'build' };

describe('the files', () => {
  it('are the page, its program and what goes onto the board', async () => {
    const out = join(folder, 'out');
    const ran = await command(['installer', '--out', out, '--espruino', espruino, '--build-dir', 'build', '--json']);
    expect(jsonOf(ran)).toMatchObject({ ok: true, data: { folder: out, espruino: true } });
    const names = readdirSync(out);
    expect(names.filter((name) => /\.(bin|html|css|json)$/.test(name)).sort()).toEqual([
      ...['bootloader.bin', 'espruino_esp32.bin', 'index.html', 'installer.css', 'manifest.json', 'nvs.bin'],
      ...['partitions_espruino.bin', 'storage.bin', 'style.css'],
    ]);
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    for (const { path } of manifest.builds[0].parts) expect(names).toContain(path);
    expect(manifest.builds).toMatchObject([{ chipFamily: 'ESP32' }]);
  });

  it.each<[string, string[], string[]]>([
    ['with Espruino', ['--espruino', espruino], []],
    [
      'without Espruino, that empty boards need it',
      [],
      [expect.stringContaining('--espruino espruino_2v29_esp32.tgz')],
    ],
  ])('are told where they are and what to do with them: %s', async (what, words, also) => {
    const ran = await command(['installer', '--out', join(folder, what), ...words, '--build-dir', 'build']);
    expect(ran.out.trimEnd().split('\n')).toEqual([
      expect.stringContaining('index.html is the page'),
      ...also,
      expect.stringMatching(/^next: .*https.*wifiprov installer --serve$/),
    ]);
  });

  it('load each other and nothing else', async () => {
    const files = await installerFiles(BUILD);
    for (const [name, content] of files) {
      const text = Buffer.from(content).toString('latin1');
      const isText = /\.(js|css|html|json)$/.test(name);
      const needs = isText ? [...text.matchAll(/(?:from|import|src=|href=)\(?"(\.?\/?[^":]+\.(?:js|css|json))"/g)] : [];
      for (const [, path = ''] of needs)
        if (!/esp32\w|32[cshp]|8266/.test(path)) expect(files.has(path.replace(/^\.\//, ''))).toBe(true);
      expect(text).not.toMatch(/(?:src=|link [^>]*href=|import\(?)"https?:/);
    }
  });

  it.each(['--config', '--code', '--ssid', '--random-code'])('never hold a secret: there is no %s', async (flag) => {
    expect(await command(['installer', flag, 'x'])).toMatchObject({ exit: 2, out: '' });
  });
});

describe('served', () => {
  let served: Served;
  let files: InstallerFiles;
  beforeAll(async () => {
    files = await installerFiles({ ...BUILD, espruino });
    served = await serveInstaller(files, 0);
  });
  afterAll(() => served?.close());

  it.each([
    ['/', 200, 'text/html; charset=utf-8'],
    ['/manifest.json', 200, 'application/json'],
    ['/storage.bin?x=1', 200, 'application/octet-stream'],
    ['/../package.json', 404, null],
    ['/nothing', 404, null],
  ])('%s is %i', async (path, status, type) => {
    const response = await fetch(served.url.slice(0, -1) + path);
    expect([response.status, response.headers.get('content-type')]).toEqual([status, type]);
  });

  it('ends at Ctrl-C', async () => {
    let interrupt: () => void = () => {};
    const interrupted = new Promise<void>((resolve) => (interrupt = resolve));
    let ran: Ran | undefined;
    const words = ['installer', '--out', join(folder, 'served'), '--serve', '0', '--build-dir', 'build'];
    const running = command(words, { interrupt: interrupted, watch: (live) => (ran = live) });
    await expect.poll(() => ran?.err).toMatch(/^open http:\/\/localhost:\d+\/ in Chrome or Edge; Ctrl-C ends\n$/);
    const [url = ''] = /http\S+/.exec(ran?.err ?? '') ?? [];
    expect((await fetch(url)).status).toBe(200);
    interrupt();
    expect(await running).toMatchObject({ exit: 0 });
    await expect(fetch(url)).rejects.toThrow();
  });
});

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(!executablePath)('in a browser', { timeout: 120_000 }, () => {
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    served = await serveInstaller(await installerFiles({ ...BUILD, espruino }), 0);
    browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    served?.close();
  });

  interface Visit {
    page: Page;
    /** Of other servers. */
    strange: string[];
    complaints: string[];
  }

  async function visit(on: Screen, script = '', more: object = {}): Promise<Visit> {
    const context = await browser.newContext({ ...SCREENS[on], ...more });
    const seen: Visit = { page: await context.newPage(), strange: [], complaints: [] };
    seen.page.on('request', (request) => !request.url().startsWith(served.url) && seen.strange.push(request.url()));
    seen.page.on('pageerror', (error) => seen.complaints.push(String(error)));
    seen.page.on('console', (said) => said.type() === 'error' && seen.complaints.push(said.text()));
    if (script) await seen.page.addInitScript(script);
    await seen.page.goto(served.url);
    return seen;
  }

  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    const result = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
    return (result as { violations: { id: string }[] }).violations.map(({ id }) => id);
  }

  const NO_SERIAL = 'delete Navigator.prototype.serial;';
  const SERIAL =
    "Object.defineProperty(Navigator.prototype, 'serial', { value: { requestPort() { return Promise.reject(new DOMException('', 'NotFoundError')); } } });";

  it.each<[Screen, string, object]>([
    ['phone', 'light', {}],
    ['small', 'dark', { colorScheme: 'dark' }],
    ['desktop', 'light', {}],
    ['desktop', 'dark', { colorScheme: 'dark' }],
  ])('on a %s, %s: it says what it erases, fits, and axe has no complaint', async (on, look, more) => {
    const { page, strange, complaints } = await visit(on, SERIAL, more);
    await expect.poll(() => page.locator('esp-web-install-button[install-supported]').count()).toBe(1);
    expect(await page.locator('.banner').first().textContent()).toContain('This erases the board');
    expect(await page.getByRole('button', { name: 'Connect the board' }).isVisible()).toBe(true);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: join(SCREENSHOTS, `installer-${on}-${look}.png`), fullPage: true });
    expect([strange, complaints]).toEqual([[], []]);
    await page.context().close();
  });

  it('without Web Serial it names browsers that have it, and the command', async () => {
    const { page, strange } = await visit('phone', NO_SERIAL);
    await expect.poll(() => page.getByText('This browser cannot reach serial ports').isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'Connect the board' }).isVisible()).toBe(false);
    expect(await page.getByText('wifiprov flash').isVisible()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: join(SCREENSHOTS, 'installer-no-serial.png'), fullPage: true });
    expect(strange).toEqual([]);
    await page.context().close();
  });

  it('a port that is not picked leads to help, not to another server', async () => {
    const { page, strange } = await visit('desktop', SERIAL);
    await page.getByRole('button', { name: 'Connect the board' }).click();
    await expect.poll(() => page.locator('ewt-no-port-picked-dialog').count()).toBe(1);
    await page.screenshot({ path: join(SCREENSHOTS, 'installer-no-port.png'), fullPage: true });
    expect(strange).toEqual([]);
    await page.context().close();
  });
});
