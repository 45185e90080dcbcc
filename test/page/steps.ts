// What people do at the page, and what must hold of whatever they see.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Device } from '../../tools/sim/harness.ts';
import { SCREENSHOTS, still } from './browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Smallest side of what a finger must hit. */
const TARGET_PX = 44;

/** So many found something to judge: fewer, and the check was not looking at the page. */
const AXE_RULES = 10;

interface AxeResult {
  passes: object[];
  violations: { id: string; help: string; nodes: { html: string }[] }[];
}

export const row = (page: Page, ssid: string): Locator => page.locator(`button[data-ssid=${JSON.stringify(ssid)}]`);

/** Opens the row, types the password, presses the button. */
export async function join(page: Page, ssid: string, psk: string): Promise<void> {
  if ((await row(page, ssid).getAttribute('aria-expanded')) === 'false') await row(page, ssid).click();
  if (psk) await page.fill('#key', psk);
  await page.click('#join');
}

/** What the device has, as it shows it. */
export async function configOf<Config>(device: Device): Promise<Config> {
  const response = await fetch(`http://127.0.0.1:${device.httpPort}/api/config`);
  return ((await response.json()) as { data: Config }).data;
}

export async function seeSection(page: Page, id: 'list' | 'busy' | 'done' | 'shut' | 'home'): Promise<void> {
  await page.waitForSelector(`#${id}:not([hidden])`);
  expect(await page.locator('section:visible').count()).toBe(1);
}

/** Buttons, inputs and links that a finger cannot hit well. */
async function smallTargets(page: Page): Promise<string[]> {
  const targets = await page.locator('button:visible, input:visible, select:visible, summary:visible, a:visible').all();
  const small: string[] = [];
  for (const target of targets) {
    const box = await target.boundingBox();
    // The label around a radio button is what is hit.
    const isRadio = (await target.getAttribute('type')) === 'radio';
    if (box && !isRadio && box.height < TARGET_PX) small.push(await target.evaluate((element) => element.outerHTML));
  }
  return small;
}

/** What is judged: the page, or where it has no script a copy that stays as it is. */
async function judged(page: Page): Promise<Page> {
  const options = still.get(page);
  const browser = page.context().browser();
  if (!options || !browser) return page;
  const content = await page.content();
  const copy = await (await browser.newContext(options)).newPage();
  await copy.setContent(content);
  return copy;
}

/** Accessible but for the axe rules `allowed`, no wider than the screen, with targets to hit; and a picture of it. */
export async function looksRight(page: Page, name: string, allowed: string[] = []): Promise<void> {
  await page.screenshot({ path: `${SCREENSHOTS}/${name}.png`, fullPage: true });
  const copy = await judged(page);
  await copy.evaluate(axe);
  const result = (await copy.evaluate('axe.run(document, { resultTypes: ["violations", "passes"] })')) as AxeResult;
  expect(result.passes.length).toBeGreaterThan(AXE_RULES);
  const wrong = result.violations.filter(({ id }) => !allowed.includes(id));
  expect(wrong.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  expect(await copy.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  expect(await smallTargets(copy)).toEqual([]);
}
