// Which request gets which answer.

import { describe, expect, it } from 'vitest';
import { readRequest } from '../../../firmware/protocols/http/request.ts';
import { newRequestState, type RequestState } from '../../../firmware/protocols/http/request-state.ts';
import { PROVISION_PATHS, route } from '../../../firmware/protocols/http/routes.ts';
import { parseResponse, type Response } from '../../e2e/http-client.ts';
import { type FakeSite, fakeSite } from '../../fakes/web.ts';

interface Given {
  method?: string;
  host?: string;
  headers?: string[];
  body?: string;
}

function readingOf(target: string, given: Given): RequestState {
  const { method = 'GET', host = 'own:8080', headers = [], body = '' } = given;
  const lines = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${host}`,
    ...headers,
    `Content-Length: ${body.length}`,
    '',
    body,
  ];
  return readRequest(newRequestState(), lines.join('\r\n'));
}

/** undefined: not answered yet. */
function tell(site: FakeSite, now: RequestState): () => Response | undefined {
  let told: Response | undefined;
  route(now, site, (head, body) => {
    told = parseResponse(head + Array.from({ length: 20 }, (_, i) => body.piece(i)).join(''));
  });
  return () => told;
}

function ask(site: FakeSite, target: string, given: Given = {}, status = 0): Response | undefined {
  return tell(site, { ...readingOf(target, given), status })();
}

const GZIP = ['Accept-Encoding: gzip'];
const FORM = ['Content-Type: application/x-www-form-urlencoded'];
const JSON_TYPE = ['Content-Type: application/json'];
const viewOf = (told: Response | undefined): unknown => JSON.parse(told?.text ?? '');

describe('the page', () => {
  it('comes compressed from the page file, in the language that is liked best', () => {
    const page = ask(fakeSite(), '/', { headers: [...GZIP, 'Accept-Language: de, en;q=0.5'] });
    expect(page).toMatchObject({ status: 200, text: expect.stringMatching(/^bcdef/) });
    expect(page?.text).toHaveLength(2030);
    expect(page?.headers).toMatchObject({
      'content-type': 'text/html;charset=utf-8',
      'content-encoding': 'gzip',
      'content-language': 'de',
      'content-length': '2030',
      'content-security-policy': "default-src 'none'",
    });
  });

  it.each([
    ['no gzip', '/', []],
    ['gzip that is not wanted', '/', ['Accept-Encoding: gzip;q=0, br']],
    ['the plain page', '/?plain', GZIP],
    ['the plain page and more', '/?x&plain&y=1', GZIP],
  ])('is plain for %s', (_what, target, headers) => {
    const site = fakeSite();
    site.networks = [{ ssid: 'Home', rssi: -40, channel: 6, auth: 'wpa2' }];
    const page = ask(site, target, { headers });
    expect(page?.headers).not.toHaveProperty('content-encoding');
    expect(viewOf(page)).toEqual({
      language: 'en',
      closed: false,
      home: false,
      result: false,
      status: { state: 'unprovisioned' },
      scanAge: 3,
      networks: site.networks,
      typed: {},
    });
  });

  it('has the network chosen that could not be joined, unless the window is closed', () => {
    const site = fakeSite();
    site.tried = () => 'Home';
    expect(viewOf(ask(site, '/?plain&result'))).toMatchObject({ typed: { 'STA.SSID': 'Home' } });
    site.closed = true;
    expect(viewOf(ask(site, '/?plain'))).toMatchObject({ typed: {} });
  });

  it('as the result of a form keeps watching', () => {
    expect(viewOf(ask(fakeSite(), '/?plain&result'))).toMatchObject({ result: true });
  });

  it('with a fresh scan comes after the scan', () => {
    const site = fakeSite();
    const told = tell(site, readingOf('/?plain&fresh', {}));
    expect(site.calls).toEqual(['"scan"']);
    expect(told()).toBeUndefined();
    site.endScan();
    expect(told()?.status).toBe(200);
  });

  it('shows nothing and scans nothing while the window is closed', () => {
    const site = fakeSite();
    site.closed = true;
    site.networks = [{ ssid: 'Home', rssi: -40, channel: 6, auth: 'wpa2' }];
    expect(viewOf(ask(site, '/?plain&fresh'))).toMatchObject({ closed: true, networks: [], scanAge: -1 });
    expect(site.calls).toEqual([]);
  });
});

describe('the home page', () => {
  const startOf = (site: FakeSite, target: string): string | undefined =>
    ask(site, target, { headers: GZIP })?.text.slice(0, 3);
  /** As the fake page file has them. */
  const [SETUP, HOME] = ['abc', 'def'];

  it.each([
    ['online, setup open', { online: true, closed: false }, '/', HOME],
    ['online, setup closed', { online: true, closed: true }, '/', HOME],
    ['not online, setup closed', { online: false, closed: true }, '/', HOME],
    ['not online, setup open', { online: false, closed: false }, '/', SETUP],
    ['online, and the list is asked for', { online: true, closed: false }, '/?list', SETUP],
    ['online, and the result is asked for', { online: true, closed: false }, '/?result', SETUP],
  ])('%s: %j, %s begins with %s', (_what, facts, target, start) => {
    expect(startOf(Object.assign(fakeSite(), facts), target)).toBe(start);
  });

  it.each([
    ['online', { online: true }, '/?plain', true],
    ['online, after a form', { online: true }, '/?plain&result', false],
    ['online, and the list is asked for', { online: true }, '/?plain&list', false],
    ['not online', { online: false, closed: true }, '/?plain', false],
  ])('without script: %s', (_what, facts, target, home) => {
    expect(viewOf(ask(Object.assign(fakeSite(), facts), target))).toMatchObject({ home });
  });
});

describe('a form', () => {
  const post = (site: FakeSite, body: string, headers = FORM): Response | undefined =>
    ask(site, '/', { method: 'POST', headers, body });

  it('that is accepted leads to the result', () => {
    const site = fakeSite();
    const answer = post(site, 'other=a+b&STA.PWD=12345678');
    expect(answer).toMatchObject({ status: 303, headers: { location: '/?plain&result' } });
    expect(site.calls).toEqual(['"submit" "other=a+b&STA.PWD=12345678" "anonymous"']);
  });

  it('that is refused comes back with what was typed, and why', () => {
    const site = fakeSite();
    site.fault = { ok: false, code: 'invalid_value', field: 'STA.PWD', message: 'too short' };
    const page = post(site, 'x', [...FORM, 'Accept-Language: es']);
    expect(page?.status).toBe(400);
    const view = { language: 'es', typed: { other: 'typed' }, fault: site.fault, result: false, closed: false };
    expect(viewOf(page)).toMatchObject(view);
  });

  it('while the window is closed gets the closed page', () => {
    const site = fakeSite();
    site.closed = true;
    const page = post(site, 'STA.SSID=a');
    expect(page?.status).toBe(403);
    expect(viewOf(page)).toMatchObject({ closed: true, networks: [], fault: { code: 'window_closed' } });
  });

  it.each(['text/plain', 'multipart/form-data', 'application/json', ''])('as %j is none', (type) => {
    const site = fakeSite();
    expect(post(site, 'x', type ? [`Content-Type: ${type}`] : [])?.status).toBe(415);
    expect(site.calls).toEqual([]);
  });
});

describe('the API', () => {
  it.each([
    ['/api/status', '{"cmd":"status"}'],
    ['/api/config', '{"cmd":"get"}'],
    ['/api/scan?fresh', '{"cmd":"scan"}'],
    ['/api/config?x', '{"cmd":"get"}'],
  ])('%s is the command %s', (target, command) => {
    const site = fakeSite();
    expect(ask(site, target)?.status).toBe(200);
    expect(site.calls).toEqual([`"answer" ${JSON.stringify(command)} -1 "anonymous"`]);
  });

  it('/api/open asks for a nonce, and hands over a proof as it is', () => {
    const site = fakeSite();
    expect(ask(site, '/api/open')?.status).toBe(200);
    ask(site, '/api/open', { method: 'POST', headers: JSON_TYPE, body: ' {"dn":"1"} ' });
    expect(site.calls).toEqual(['"openByCode" null', '"openByCode" {"dn":"1"}']);
  });

  it('/api/scan scans nothing', () => {
    const site = fakeSite();
    expect(ask(site, '/api/scan')).toMatchObject({
      status: 200,
      text: '{"ok":true,"data":{"age_s":3,"networks":[]}}\n',
    });
    expect(site.calls).toEqual([]);
    site.closed = true;
    expect(ask(site, '/api/scan')).toMatchObject({ status: 403, text: expect.stringContaining('window_closed') });
  });

  it('hands over one JSON value as it is, and how many keys it has', () => {
    const site = fakeSite();
    ask(site, '/api/config', { method: 'POST', headers: JSON_TYPE, body: '\n {"mode":0} \r\n' });
    ask(site, '/api/config', { method: 'POST', headers: JSON_TYPE, body: '{"mode":0,\n"a":[1]}' });
    expect(site.calls).toEqual([
      '"answer" "{\\"mode\\":0}" -1 "anonymous"',
      '"answer" "{\\"mode\\":0,\\n\\"a\\":[1]}" 2 "anonymous"',
    ]);
  });

  it.each([
    ['window_closed', 403],
    ['bad_proof', 403],
    ['locked', 429],
    ['invalid_value', 400],
    ['busy', 400],
  ])('says %s with %i', (code, status) => {
    const site = fakeSite();
    site.fault = { ok: false, code, message: '' };
    expect(ask(site, '/api/config')?.status).toBe(status);
  });
});

describe('who is turned away', () => {
  it.each([
    ['http://own:8080', 200],
    ['HTTP://OWN:8080', 200],
    ['http://192.168.4.1:80', 200],
    ['http://own', 403],
    ['http://own:80800', 403],
    ['http://evil.example', 403],
    ['http://own:8080.evil.example', 403],
    ['https://own:8080', 403],
    ['null', 403],
    ['own:8080', 403],
    ['http://', 403],
  ])('a page of %j gets %i', (origin, status) => {
    const site = fakeSite();
    expect(ask(site, '/api/config', { headers: [`Origin: ${origin}`] })?.status).toBe(status);
    expect(site.calls).toHaveLength(status === 200 ? 1 : 0);
  });

  it.each([411, 413, 417])('what the parser refuses with %i, unless it is meant for another host', (status) => {
    expect(ask(fakeSite(), '/', {}, status)?.status).toBe(status);
    expect(ask(fakeSite(), '/', { host: 'other' }, status)?.status).toBe(302);
  });

  it('a request that is not HTTP, whatever its host', () => {
    const now = { ...readingOf('/', { host: 'other' }), at: 'bad' as const, status: 400 };
    expect(tell(fakeSite(), now)()?.status).toBe(400);
  });

  it.each([
    [403, 'invalid_request'],
    [404, 'invalid_request'],
    [413, 'too_large'],
  ])('a program is told %i in JSON', (status, code) => {
    const target = status === 404 ? '/api/nothing' : '/api/config';
    const headers = status === 403 ? ['Origin: null'] : [];
    const told = ask(fakeSite(), target, { headers }, status === 413 ? status : 0);
    expect([told?.status, JSON.parse(told?.text ?? '')]).toMatchObject([status, { ok: false, code }]);
  });
});

it('a build without the Espressif door has none of its paths', () => {
  const site = { ...fakeSite(), provision: undefined };
  for (const path of PROVISION_PATHS) expect(ask(site, path, { method: 'POST', body: 'x' })?.status).toBe(404);
});

describe('a request whose body is still to come', () => {
  const early = (host: string, target = '/'): RequestState =>
    readRequest(newRequestState(), `POST ${target} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 3\r\n\r\na`);

  it('waits for it, unless it is meant for another host', () => {
    expect(route(early('own:8080'), fakeSite(), () => {})).toBe(false);
    expect(route(early('other', '/proto-ver'), fakeSite(), () => {})).toBe(false);
    expect(tell(fakeSite(), early('other'))()?.status).toBe(302);
  });
});

describe('other hosts', () => {
  it('are led to the page until the device is online', () => {
    const site = fakeSite();
    const given = { host: 'captive.apple.com' };
    expect(ask(site, '/hotspot-detect.html', given)).toMatchObject({
      status: 302,
      headers: { location: 'http://192.168.4.1/' },
    });
    site.online = true;
    expect(ask(site, '/hotspot-detect.html', given)).toMatchObject({
      status: 200,
      text: expect.stringContaining('Success'),
    });
    expect(ask(site, '/other', { host: 'example.com' })?.status).toBe(302);
  });

  it.each(PROVISION_PATHS)('may be what an Espressif client takes us for: %s', (path) => {
    const site = fakeSite();
    const asked: string[] = [];
    site.provision = (...parts) => {
      asked.push(parts.slice(0, 3).join('|'));
      parts[3]({ status: 200, body: '\x08\x01', setCookie: 'session=7' });
    };
    const given = { method: 'POST', body: '\x00\x01', headers: ['Cookie: session=5'] };
    for (const host of ['own:8080', 'prov.example', '10.0.0.1'])
      expect(ask(site, path, { ...given, host })).toMatchObject({
        status: 200,
        text: '\x08\x01',
        headers: { 'set-cookie': 'session=7' },
      });
    expect(asked).toEqual(Array(3).fill(`${path}|\x00\x01|session=5`));
    expect(ask(site, path)?.status).toBe(404);
    expect(ask(site, path, { ...given, headers: ['Origin: http://evil.example'] })?.status).toBe(403);
    expect(asked).toHaveLength(3);
  });
});
