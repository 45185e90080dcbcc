// How systems find the page, and how they are let go: each probe before and after the device is online.

import { expect, it } from 'vitest';
import { type ProbeRow, ROWS, SEEN } from '../protocols/http/probe-rows.ts';
import { onBothEngines, onNodeOnly } from './engines.ts';
import { ask, postForm, type Response } from './http-client.ts';
import type { Rig } from './rig.ts';

const PAGE = 'http://192.168.4.1/';
const APPLE = { host: 'captive.apple.com', path: '/hotspot-detect.html' };
const ONE_EACH = ['iOS, macOS', 'Android', 'Windows', 'Ubuntu'].map((system) => {
  const row = ROWS.find((one) => one.system === system);
  if (!row) throw new Error(`no row of ${system}`);
  return row;
});

function leadsToPage(answer: Response): void {
  expect([answer.line, answer.headers['location']]).toEqual(['HTTP/1.1 302 Found', PAGE]);
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'text/html' });
  expect(Number(answer.headers['content-length'])).toBe(answer.body.length);
  expect(answer.text).toContain(`<a href="${PAGE}">`);
}

async function saysOnline(rig: Rig, { host, path, status, body, header }: ProbeRow): Promise<void> {
  const answer = await ask(rig, path, { host });
  expect({ status: answer.status, body: answer.text }).toEqual({ status, body });
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
  expect(answer.headers['location']).toBeUndefined();
  expect(answer.headers['content-length']).toBe(status === 204 ? undefined : String(body.length));
  if (header) expect(answer.headers).toMatchObject({ 'x-networkmanager-status': 'online' });
}

onBothEngines('a phone on the access point', (start) => {
  it('is led to the page until the device is online, then its probe succeeds', async () => {
    const rig = await start();
    for (const row of ONE_EACH) leadsToPage(await ask(rig, row.path, { host: row.host }));
    const sent = await postForm(rig, 'STA.SSID=Home&STA.PWD=correct+horse');
    expect(sent.status).toBe(303);
    leadsToPage(await ask(rig, APPLE.path, { host: APPLE.host }));
    await rig.online('Home');
    for (const row of ONE_EACH) await saysOnline(rig, row);
    leadsToPage(await ask(rig, '/redirect', { host: 'www.msftconnecttest.com' }));
  });

  it('gets at once the answer that there is no proxy', async () => {
    const rig = await start();
    for (const host of ['wpad', 'wpad.lan', '192.168.4.1'])
      expect((await ask(rig, '/wpad.dat', { host })).status).toBe(404);
  });
});

onNodeOnly('probes of every system', (start) => {
  it('lead to the page before the device is online', async () => {
    const rig = await start();
    for (const { host, path } of ROWS) leadsToPage(await ask(rig, path, { host }));
    for (const [url] of SEEN)
      leadsToPage(await ask(rig, url.slice(url.indexOf('/')), { host: url.split('/')[0] ?? '' }));
  });

  it('succeed when it is', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    for (const row of ROWS) await saysOnline(rig, row);
    for (const [url, system] of SEEN) {
      const answer = await ask(rig, url.slice(url.indexOf('/')), { host: url.split('/')[0] ?? '' });
      const rows = ROWS.filter((row) => row.system === system);
      expect([url, rows.some((row) => row.status === answer.status && row.body === answer.text)]).toEqual([url, true]);
    }
  });

  it('lead to the page after a wrong password too', async () => {
    const rig = await start();
    await postForm(rig, 'STA.SSID=Home&STA.PWD=wrong+horse');
    await rig.said('# failed', 25_000);
    for (const row of ONE_EACH) leadsToPage(await ask(rig, row.path, { host: row.host }));
  });

  it('lead to the page again when the network is gone', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    await rig.air([]);
    await rig.said('# retrying', 120_000);
    leadsToPage(await ask(rig, APPLE.path, { ...APPLE, ms: 2_000 }));
  });

  it('are known in whatever way they are written, and answered to HEAD without the body', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    for (const [host, path] of [
      ['Captive.APPLE.com', '/'],
      ['captive.apple.com:80', '/'],
      ['captive.apple.com.', '/'],
      ['detectportal.firefox.com', '/success.txt?ipv4'],
      ['x', 'http://captive.apple.com/hotspot-detect.html'],
    ] as const) {
      const answer = await ask(rig, path, { host });
      expect([host, answer.status, answer.text.toLowerCase()]).toEqual([host, 200, expect.stringContaining('success')]);
    }
    const answer = await ask(rig, APPLE.path, { host: APPLE.host, method: 'HEAD' });
    expect([answer.status, answer.headers['content-length'], answer.text]).toEqual([200, '68', '']);
  });
});
