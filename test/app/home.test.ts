// The lines and the link of an app on the home page, with script and without.

import { expect, it, vi } from 'vitest';
import { readBundle } from '../../tools/sim/firmware-install.ts';
import type { Device } from '../../tools/sim/harness.ts';
import { onBothEngines } from '../e2e/engines.ts';
import { ask } from '../e2e/http-client.ts';
import { inBrowser } from '../page/browser.ts';
import { looksRight } from '../page/steps.ts';
import { appText, built, source } from './built.ts';

const BODY = `
  ctx.show('Temperature', '21 \u00b0C');
  ctx.show('<b>Door</b>', '"open" & <i>wide</i>');
  ctx.show('gone', 1);
  ctx.show('gone');
  ctx.link('http://10.0.0.7:8080/', 'Dashboard <b>');
  ctx.command('seven', () => { for (let i = 0; i < 5; i++) ctx.show('line ' + i, i); });
  ctx.command('wrong', () => ctx.link('javascript:alert(1)'));
`;
const files = await built(source(appText(BODY)));
const SHOWN = {
  lines: [
    { label: 'Temperature', text: '21 °C' },
    { label: '<b>Door</b>', text: '"open" & <i>wide</i>' },
  ],
  link: { url: 'http://10.0.0.7:8080/', text: 'Dashboard <b>' },
};

onBothEngines('the lines of an app', (start) => {
  it('are told to everyone, and no more than six are taken', async () => {
    const rig = await start({ files, provisioned: true, start: { access: 'window' } });
    await rig.online('Home');
    await rig.until(async () => (await ask(rig, '/api/app')).json().data.lines.length === 2, 10_000);
    expect((await ask(rig, '/api/app')).json()).toEqual({ ok: true, data: SHOWN });
    expect((await rig.command('wifiprov app seven')).at(-1)).toBe('ERROR internal over 6 lines');
    expect((await ask(rig, '/api/app')).json().data.lines).toHaveLength(6);
    expect((await rig.command('wifiprov app wrong')).at(-1)).toContain('ERROR internal a link begins with http://');
    const plain = await ask(rig, '/?plain', { ms: 5_000 });
    expect(plain.text).toContain(
      '<small>&lt;b&gt;Door&lt;/b&gt;</small><br>&quot;open&quot; &amp; &lt;i&gt;wide&lt;/i&gt;',
    );
    expect(plain.text).toContain('<a href="http://10.0.0.7:8080/">Dashboard &lt;b&gt;</a>');
  });
});

const bootFiles = { ...readBundle(new URL('../../build/', import.meta.url)), ...files };

async function type(device: Device, line: string, answer: string): Promise<void> {
  device.uart.write(`${line}\r`);
  await vi.waitFor(() => expect(device.uart.output()).toContain(answer), 60_000);
}

inBrowser('the lines of an app on the home page', (surf) => {
  it('stand behind those of the device, as text', async () => {
    const device = await surf.device({ bootFiles });
    await type(device, 'wifiprov join Home "correct horse"', '# saved');
    const page = await surf.visit(device, { on: 'small' });
    await page.getByText('Temperature').waitFor();
    expect(await page.locator('dt').allTextContents()).toContain('<b>Door</b>');
    expect(await page.locator('dd').allTextContents()).toContain('"open" & <i>wide</i>');
    const link = page.getByRole('link', { name: 'Dashboard <b>' });
    expect(await link.getAttribute('href')).toBe('http://10.0.0.7:8080/');
    await looksRight(page, 'small-en-home-app');
    expect(surf.complaints).toEqual([]);
  });
});
