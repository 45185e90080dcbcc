// The plain page as the device makes it, from the page file as it is built.

import { describe, expect, it } from 'vitest';
import { PIECE_MAX } from '../../../firmware/protocols/http/answer.ts';
import { escapeHtml } from '../../../firmware/protocols/http/escape.ts';
import { noscriptBody, SHOWN_MAX } from '../../../firmware/protocols/http/noscript.ts';
import { REASONS } from '../../../firmware/protocols/http/page/reasons.ts';
import { TEXTS } from '../../../firmware/protocols/http/page/texts.ts';
import type { Language, PageModel } from '../../../firmware/protocols/http/page-model.ts';
import type { Reason } from '../../../firmware/wifi/reasons.ts';
import { buildPage } from '../../../tools/build/page.mjs';

const file = (await buildPage()).bytes.toString('latin1');
/** The page's limit, beside the list of networks. */
const REST_MAX = 4096;
const LANGUAGES: Language[] = ['en', 'de', 'es'];

/** Every reason of the link machine has its texts, and no other. */
const SAID: { [reason in Reason]: (typeof REASONS)[Reason] } = REASONS;

const bytes = (text: string): string => Buffer.from(text).toString('latin1');
const home = { ssid: 'Home', rssi: -48, channel: 6, auth: 'wpa2' };
const cafe = { ssid: 'Cafe', rssi: -84, channel: 1, auth: 'open' };

function viewOf(view: Partial<PageModel>): PageModel {
  const status = { state: 'unprovisioned', host: 'wifiprov-000110.local', ap_ssid: 'PROV_000110', ...view.status };
  const base = {
    language: 'en' as const,
    closed: false,
    home: false,
    result: false,
    scanAge: 3,
    networks: [home, cafe],
    typed: {},
  };
  return { ...base, ...view, status };
}

/** All pieces, each of which fits; names of quotes alone take more. */
function pageOf(view: Partial<PageModel>, most = PIECE_MAX): string {
  const body = noscriptBody(viewOf(view), (offset, length) => file.slice(offset, offset + length));
  let page = '';
  for (let i = 0; ; i++) {
    const piece = body.piece(i);
    expect(piece.length).toBeLessThanOrEqual(most);
    if (!piece) break;
    page += piece;
  }
  expect(body.length).toBe(-1);
  return Buffer.from(page, 'latin1').toString();
}

describe('the plain page', () => {
  it.each(LANGUAGES)('is whole in %s: no mark, no slot and no empty sentence is left', (language) => {
    const page = pageOf({ language });
    expect(page).toMatch(new RegExp(`^<!doctype html><html lang=${language}>.*</form>$`, 's'));
    expect(page).not.toMatch(/~|\{[a-z]*\}|undefined/);
    expect(page).toContain(escapeHtml(TEXTS.lead[language].replace('{}', 'wifiprov-000110')));
    for (const key of ['heading', 'rescan', 'password', 'connect', 'band'] as const)
      expect(page).toContain(escapeHtml(TEXTS[key][language]));
  });

  it.each(LANGUAGES)('has at most 4 KB beside the list in %s, whatever it shows', (language) => {
    const views: Partial<PageModel>[] = [
      { networks: [], status: { state: 'unprovisioned', reason: 'timeout', rolled_back: true } },
      { closed: true, networks: [] },
      { result: true, status: { state: 'connecting', ssid: 'x'.repeat(32) } },
      { result: true, status: { state: 'online', ssid: 'x'.repeat(32), ip: '192.168.100.100' } },
    ];
    for (const view of views) expect(Buffer.byteLength(pageOf({ ...view, language }))).toBeLessThanOrEqual(REST_MAX);
  });

  it('has a row for each network: name, bars, and whether it is open', () => {
    const page = pageOf({});
    expect(page).toMatch(
      /<label class=s4><input type=radio name=STA.SSID value="Home"><span><bdi>Home<\/bdi><small> <\/small>/,
    );
    expect(page).toMatch(
      /<label class=s1>.*value="Cafe"><span><bdi>Cafe<\/bdi><small> without password The signal is too weak/,
    );
    expect(page).toContain('<small>just now</small>');
  });

  it.each([
    [-60, 4],
    [-61, 3],
    [-73, 3],
    [-74, 2],
    [-80, 2],
    [-81, 1],
  ])('shows %i dBm as %i bars', (rssi, bars) => {
    expect(pageOf({ networks: [{ ...home, rssi }] })).toContain(`<label class=s${bars}>`);
  });

  it('is the home page of a device that is online, with network and address while setup is open', () => {
    const status = {
      state: 'online',
      signal: 'strong',
      online_s: 200,
      firmware: '1.2.3',
      ssid: '<Home>',
      ip: '10.0.0.7',
    };
    const page = pageOf({ home: true, status });
    for (const text of [
      '<h1>wifiprov-000110</h1><p>Online',
      '&lt;Home&gt;',
      '10.0.0.7',
      'strong',
      '3 min',
      'wifiprov 1.2.3',
    ])
      expect(page).toContain(text);
    expect(page).toContain('<a href="/?plain&amp;list">Change the network</a>');
    expect(page).not.toMatch(/<form|too weak|Setup is closed/);
  });

  it('says at home that setup is closed, and how to open it', () => {
    const page = pageOf({
      home: true,
      closed: true,
      status: { state: 'online', signal: 'weak', online_s: 5, firmware: '1' },
    });
    expect(page).toMatch(/weak[\s\S]*< 1 min|weak[\s\S]*&lt; 1 min/);
    for (const text of ['The signal is too weak to last.', 'Setup is closed', 'Hold its BOOT button'])
      expect(page).toContain(text);
    expect(page).not.toMatch(/Change the network|<small>Network/);
  });

  it.each([
    [-1, '<small></small>'],
    [0, 'just now'],
    [59, 'just now'],
    [60, '1 min ago'],
    [119, '1 min ago'],
    [3600, '60 min ago'],
  ])('shows a scan of %i s ago as %j', (scanAge, text) => {
    expect(pageOf({ scanAge })).toContain(text);
  });

  it('marks the network in use, and the one that was chosen', () => {
    const page = pageOf({ status: { state: 'online', ssid: 'Home' }, typed: { 'STA.SSID': 'Cafe' } });
    expect(page).toContain('<bdi>Home</bdi><small> in use</small>');
    expect(page).toContain('value="Cafe" checked>');
    expect(page.match(/checked/g)).toHaveLength(1);
  });

  it('puts a chosen network that is not in the list into the field for others', () => {
    expect(pageOf({ typed: { 'STA.SSID': 'Gone' } })).toContain('name=other value="Gone"');
  });

  it.each([
    ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
    [`"'&`, '&quot;&#39;&amp;'],
    ['~A~0', '~A~0'],
    ['Café ☕', 'Café ☕'],
  ])('escapes %s wherever it stands', (name, escaped) => {
    const network = { ...home, ssid: bytes(name) };
    const views: [Partial<PageModel>, number][] = [
      [{ networks: [network] }, 2],
      [{ typed: { other: bytes(name) } }, 1],
      [{ status: { state: 'idle', ap_ssid: bytes(name) } }, 2],
      [{ result: true, status: { state: 'connecting', ssid: bytes(name) } }, 1],
      [{ result: true, status: { state: 'online', ssid: bytes(name), ip: bytes(name) } }, 3],
      [{ status: { state: 'retrying', ssid: bytes(name) } }, 1],
    ];
    for (const [view, times] of views) expect(pageOf(view).split(escaped)).toHaveLength(times + 1);
  });

  it('keeps every piece below twice that with the worst of names in every place', () => {
    const worst = '"'.repeat(32);
    const networks = Array.from({ length: 16 }, () => ({ ...home, ssid: worst }));
    const typed = { 'STA.SSID': worst, other: '"'.repeat(2000) };
    const page = pageOf({ networks, typed, status: { state: 'online', ssid: worst, ap_ssid: worst } }, 2 * PIECE_MAX);
    expect(page).toContain(`name=other value="${'&quot;'.repeat(SHOWN_MAX)}"`);
  });

  it.each([
    ['its sentence', 'The moon is in the way.', '<p class=bad role=alert>The moon is in the way.<form'],
    ['its word, without a sentence', undefined, '<p class=bad role=alert>moon<form'],
  ])('says of a reason that it has no text for %s', (_what, message, shown) => {
    const page = pageOf({ status: { state: 'unprovisioned', reason: 'moon', ...(message ? { message } : {}) } });
    expect(page).toContain(shown);
    expect(page).not.toContain(TEXTS.saved.en);
  });

  it.each(Object.keys(SAID) as Reason[])('says what %s means, in each language', (reason) => {
    for (const language of LANGUAGES) {
      const page = pageOf({ language, status: { state: 'unprovisioned', reason } });
      expect(page).toContain(`<p class=bad role=alert>${escapeHtml(SAID[reason][language])}<form`);
    }
  });

  it.each([
    ['STA.PWD', 'invalid_value', TEXTS.badPassword.en],
    ['STA.PWD', 'missing_field', TEXTS.badPassword.en],
    ['STA.SSID', 'missing_field', TEXTS.badName.en],
    ['STA.SSID', 'radio_limit', TEXTS.badSsid.en],
    ['STA.auth', 'invalid_value', REASONS.incompatible.en],
    ['AP.ch', 'invalid_value', TEXTS.badValue.en],
    ['wifi', 'not_supported', TEXTS.badValue.en],
    ['', 'storage_failed', TEXTS.notSaved.en],
    ['', 'internal', TEXTS.notSaved.en],
  ] as const)('says of %s %s: %s', (field, code, text) => {
    const page = pageOf({ fault: { ok: false, code, field, message: 'the message' } });
    expect(page).toContain(`role=alert>${text}<form`);
  });

  it('says which attempt is under way, and that a lost network is tried on', () => {
    const trying = { result: true, status: { state: 'connecting', ssid: 'Home' } };
    expect(pageOf(trying)).toContain(`<p>${TEXTS.patience.en}`);
    expect(pageOf({ ...trying, status: { ...trying.status, attempts: 2 } })).toContain(
      '<p>Attempt 2 of 3.<br>The device',
    );
    const lost = { state: 'retrying', ssid: 'Home' };
    expect(pageOf({ status: lost })).toContain('keeps trying to connect to “Home”.');
    expect(pageOf({ status: { ...lost, reason: 'not_found' } })).toContain(
      `${REASONS.not_found.en} The device keeps trying to connect to “Home”.<form`,
    );
    expect(pageOf({ status: { ...lost, reason: 'refused', rolled_back: true } })).not.toContain('keeps trying');
  });

  it.each(LANGUAGES)('says in %s of a network that may use WPA3 only that the device cannot join it', (language) => {
    const fortress = { ...home, auth: 'unknown' };
    expect(pageOf({ language, networks: [fortress] })).toContain(`<small> ${TEXTS.newerNote[language]}</small>`);
    expect(pageOf({ language })).not.toContain(TEXTS.newerNote[language]);
  });

  it.each([
    ['the result, while it is awaited', { result: true, status: { state: 'connecting' } }, true],
    ['no form', { status: { state: 'connecting' } }, false],
    ['no result that is there', { result: true, status: { state: 'online' } }, false],
    ['no failure', { result: true, status: { state: 'connecting', reason: 'timeout' } }, false],
  ])('refreshes by itself %s', (_what, view, isSo) => {
    expect(pageOf(view).includes('<meta http-equiv=refresh')).toBe(isSo);
  });

  it('links to the device where it is online', () => {
    const page = pageOf({ result: true, status: { state: 'online', ssid: 'Home', ip: '192.168.1.50' } });
    expect(page).toContain('<a href="http://wifiprov-000110.local/">wifiprov-000110.local</a>');
    expect(page).toContain('<a href="http://192.168.1.50/">192.168.1.50</a>');
  });

  it('has no form and no names when the window is closed', () => {
    const page = pageOf({ closed: true, networks: [], scanAge: -1, status: { state: 'online' } });
    expect(page).toContain(TEXTS.byButton.en);
    expect(page).not.toContain('<form');
  });
});
