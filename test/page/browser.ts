// A browser at a simulated device that runs the built bundle: phones and a desktop, with and without script.

import { accessSync, constants, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, vi } from 'vitest';
import { type Device, type HarnessOptions, startDevice } from '../../tools/sim/harness.ts';
import { checkAir } from '../../tools/sim/radio/check.ts';

const TEST_MS = 180_000;
/** Only a page or device that is broken takes so long. */
const WAIT_MS = 60_000;
/** The device's time is driven in steps, so that a busy machine slows down both: small ones while it serves somebody. */
const STEP_MS = 20;
const SERVING_MS = 50;
const IDLE_MS = 200;
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
export const SCREENSHOTS = 'build/screenshots';

/** As wide as the narrowest phones in use, a common one, and a laptop. */
export const SCREENS = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  small: { viewport: { width: 320, height: 568 }, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 800 } },
} satisfies Record<string, BrowserContextOptions>;
export type Screen = keyof typeof SCREENS;

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findBrowser(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(canRun);
}

export const executablePath = findBrowser();

/** Pages whose script is off: what is evaluated in them may come from the next one, as they go on by themselves. */
export const still = new WeakMap<Page, BrowserContextOptions>();

export interface Visit extends BrowserContextOptions {
  on?: Screen;
  script?: boolean;
  path?: string;
}

interface Surf {
  /** A device whose radio sees these networks, or the street that is built in. */
  device(options?: HarnessOptions, air?: object[]): Promise<Device>;
  /** A browser of its own at the page. */
  visit(device: Device, visit?: Visit): Promise<Page>;
  /** What the console has complained about, and dialogs that came up; not requests that the device turned away. */
  complaints: string[];
  /** `GET /api/status`, each with its method. */
  requests: string[];
}

/** Lets the device's time pass until it is stopped. */
function driver(device: Device): { stop(): Promise<void> } {
  let isOver = false;
  let doors = 0;
  async function run(): Promise<void> {
    while (!isOver) {
      const { sockets } = device.debug();
      if (!doors && device.readyCount()) doors = sockets;
      await device.advance(sockets > doors ? SERVING_MS : IDLE_MS);
      await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    }
  }
  const running = run();
  return {
    stop() {
      isOver = true;
      return running;
    },
  };
}

/** -1 until the first is over, which the doors don't wait for; 0 where the window is closed. */
async function ageOfScan(device: Device): Promise<number> {
  const reply = await fetch(`http://127.0.0.1:${device.httpPort}/api/scan`);
  return ((await reply.json()) as { data?: { age_s: number } }).data?.age_s ?? 0;
}

async function openDevice(options: HarnessOptions, air: object[] | undefined): Promise<Device> {
  const checked = air && checkAir({ accessPoints: air });
  if (checked && 'error' in checked) throw new Error(checked.error);
  const accessPoints = checked ? { accessPoints: checked.value } : {};
  const device = await startDevice({ portBuild: 'next', ...options, ...accessPoints });
  const drive = driver(device);
  await vi.waitFor(() => expect(device.readyCount()).toBe(1), WAIT_MS);
  await vi.waitFor(async () => expect(await ageOfScan(device)).toBeGreaterThanOrEqual(0), WAIT_MS);
  return { ...device, stop: () => drive.stop().then(device.stop) };
}

/** A device that is short of heap turns requests away, and the page asks again; the browser tells each in its own words. */
const TURNED_AWAY = /ERR_(CONNECTION_(RESET|CLOSED|ABORTED)|SOCKET_NOT_CONNECTED|EMPTY_RESPONSE)|status of 503/;

async function openPage(browser: Browser, device: Device, visit: Visit, surf: Surf): Promise<Page> {
  const { on = 'phone', script = true, path = '/', ...options } = visit;
  const context = await browser.newContext({
    baseURL: `http://127.0.0.1:${device.httpPort}`,
    javaScriptEnabled: script,
    locale: 'en-GB',
    ...SCREENS[on],
    ...options,
  });
  context.setDefaultTimeout(WAIT_MS);
  const page = await context.newPage();
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !TURNED_AWAY.test(text)) surf.complaints.push(text);
  });
  page.on('pageerror', (error) => surf.complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    surf.complaints.push(`dialog ${dialog.type()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    surf.requests.push(`${request.method()} ${url.protocol === 'data:' ? 'data:' : url.pathname + url.search}`);
  });
  if (!script) still.set(page, { ...SCREENS[on], ...options, isMobile: false });
  await page.goto(path);
  return page;
}

/** Rows in a browser: skipped in sight of everybody where there is none, a failure where CI must have one. */
export function inBrowser(title: string, rows: (surf: Surf) => void): void {
  if (!executablePath && process.env['CI']) throw new Error(`no browser on PATH: ${NAMES.join(', ')}`);
  if (!executablePath) process.stderr.write(`skipped: no browser on PATH for "${title}"\n`);
  describe.skipIf(!executablePath)(title, { timeout: TEST_MS }, () => {
    let browser: Browser;
    const devices: Device[] = [];
    const surf: Surf = {
      complaints: [],
      requests: [],
      async device(options = {}, air) {
        const device = await openDevice(options, air);
        devices.push(device);
        return device;
      },
      visit: (device, visit = {}) => openPage(browser, device, visit, surf),
    };
    beforeAll(async () => {
      mkdirSync(SCREENSHOTS, { recursive: true });
      browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
    }, TEST_MS);
    afterEach(async () => {
      for (const context of browser.contexts()) await context.close();
      for (const device of devices.splice(0)) await device.stop();
      surf.complaints.splice(0);
      surf.requests.splice(0);
    });
    afterAll(() => browser?.close());
    rows(surf);
  });
}
