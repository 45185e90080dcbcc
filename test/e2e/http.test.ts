// Port 80 as browsers and programs see it: the page, the API, redirects, and who is turned away.

import { expect, it } from 'vitest';
import { onBothEngines } from './engines.ts';
import { ask, GZIP, openPeer, postForm, postJson } from './http-client.ts';
import { HOME } from './requests.ts';
import type { Rig } from './rig.ts';

const own = (rig: Rig): string => `http://127.0.0.1:${rig.core.httpPort}`;

onBothEngines('the HTTP door', (start, share) => {
  it('serves the page in one response, compressed', async () => {
    const rig = await share();
    const page = await ask(rig, '/', { headers: GZIP });
    expect(page.status).toBe(200);
    expect(page.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'text/html;charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
    });
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'.*'sha256-/);
    expect(page.headers['connection']).toBeUndefined();
    expect(Number(page.headers['content-length'])).toBe(page.body.length);
    expect(page.text).toMatch(/^<!doctype html>/i);
  });

  it.each(['de', 'es'])('speaks %s', async (language) => {
    const rig = await share();
    const headers = { ...GZIP, 'Accept-Language': language };
    const page = await ask(rig, '/', { headers });
    expect(page.headers['content-language']).toBe(language);
    expect(page.text).toContain(`<html lang=${language}>`);
  });

  it('serves the plain page to a client without gzip, and to every client that asks for it', async () => {
    const rig = await share();
    for (const page of [await ask(rig, '/'), await ask(rig, '/?plain', { headers: GZIP })]) {
      expect(page.status).toBe(200);
      expect(page.headers['content-encoding']).toBeUndefined();
      expect(page.headers['content-length']).toBeUndefined();
      expect(page.text.slice(-7)).toBe('</form>');
      expect(page.text).toMatch(/<form[^>]* method="?post/i);
    }
  });

  it('answers HEAD like GET, without the body', async () => {
    const rig = await share();
    for (const [path, headers] of [['/', GZIP], ['/api/config', {}], ['/nowhere', {}]] as const) {
      const get = await ask(rig, path, { headers });
      const head = await ask(rig, path, { headers, method: 'HEAD' });
      expect([head.status, head.body.length]).toEqual([get.status, 0]);
      expect(head.headers).toEqual(get.headers);
    }
  }); // biome-ignore format: rows

  it('leads requests for other hosts to the page, whatever their path and method', async () => {
    const rig = await share();
    const rows = [
      ['GET', 'connectivitycheck.gstatic.com', '/generate_204'],
      ['HEAD', 'captive.apple.com', '/hotspot-detect.html'],
      ['POST', 'example.com', '/api/config'],
      ['DELETE', 'example.com', '/'],
      ['GET', '127.0.0.1', '/'],
      ['GET', '', '/'],
    ] as const;
    for (const [method, host, path] of rows) {
      const answer = await ask(rig, path, { method, host });
      expect([answer.line, answer.headers['location']]).toEqual(['HTTP/1.1 302 Found', 'http://192.168.4.1/']);
      expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', connection: 'close' });
      expect(Number(answer.headers['content-length'])).toBeGreaterThan(0);
      expect(answer.text).toMatch(method === 'HEAD' ? /^$/ : /<a href="http:\/\/192.168.4.1\/"/);
    }
  });

  it('does not wait for the body of what it leads elsewhere', async () => {
    const rig = await share();
    const peer = await openPeer(rig);
    peer.send('POST /upload HTTP/1.1\r\nHost: example.com\r\nContent-Length: 999999\r\n\r\nabc');
    await rig.until(() => peer.received().includes('\r\n\r\n'));
    expect(peer.received()).toContain('302 Found');
  });

  it('takes requests by its own names and addresses', async () => {
    const rig = await share();
    const { data } = (await ask(rig, '/api/status')).json();
    for (const host of ['192.168.4.1', '192.168.4.1:80', data.host, String(data.host).toUpperCase()])
      expect((await ask(rig, '/api/status', { host })).status).toBe(200);
    expect((await ask(rig, `http://${data.host}/api/status`, { host: 'example.com' })).status).toBe(200);
    expect((await ask(rig, '/api/status', { host: `x.${data.host}` })).status).toBe(302);
  });

  it.each([
    ['wifiprov-000110', 200],
    ['WIFIPROV-000110', 200],
    ['wifiprov-000110.lan', 200],
    ['wifiprov-000110.fritz.box', 200],
    ['wifiprov-000110.home.arpa', 200],
    ['wifiprov-000110.local.', 200],
    ['wifiprov-000110x', 302],
    ['xwifiprov-000110.lan', 302],
    ['wifiprov-00011', 302],
    ['wifiprov-000110.rebind.example.com', 302],
    ['wifiprov-000111.fritz.box', 302],
    ['fritz.box', 302],
  ])('of the names that a router gives, %s gets %i', async (host, status) => {
    expect((await ask(await share(), '/api/status', { host })).status).toBe(status);
  });

  it.each([
    ['GET /\r\n\r\n', '400 Bad Request: this is no valid HTTP request; the address begins with http://, not https://\n'],
    ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', '400 Bad Request: this is no valid HTTP request; the address begins with http://, not https://\n'],
    ['PUT / HTTP/1.1\r\nHost: 192.168.4.1\r\n\r\n', '405 Method Not Allowed: the path does not take this method\n'],
    ['PRI * HTTP/2.0\r\n\r\n', '505 HTTP Version Not Supported: use HTTP/1.1\n'],
  ])('says of %j what is wrong: %s', async (bytes, body) => {
    const peer = await openPeer(await share());
    peer.send(bytes);
    expect((await peer.response()).text).toBe(body);
  }); // biome-ignore format: rows

  it('has the replies of TCP under /api', async () => {
    const rig = await share();
    const client = await rig.client();
    const config = await ask(rig, '/api/config');
    expect(config.headers['content-type']).toBe('application/json');
    expect(config.json()).toEqual(await client.ask({ cmd: 'get' }));
    expect((await ask(rig, '/api/status')).json()).toMatchObject({ ok: true, data: { state: 'unprovisioned' } });
    expect((await postJson(rig, { STA: { ch: 14 } })).json()).toEqual(await client.ask({ STA: { ch: 14 } }));
    for (const wrong of [{}, { cmd: 'nonsense' }, [1], { a: { b: { c: { d: { e: 1 } } } } }]) {
      const answer = await postJson(rig, wrong);
      expect([answer.status, answer.json()]).toEqual([400, await client.ask(wrong)]);
    }
    expect((await postJson(rig, { cmd: 'ping' })).json()).toEqual({ ok: true, data: {} });
    client.close();
  });

  it.each([
    ['', 0],
    [' \r\n', 3],
    ['{', 1],
    ['{"mode":0}x', 10],
    ['{"mode":0} {}', 11],
    [' {"mode":x}', 9],
    ['tru', 3],
  ])('finds no JSON in %j, at byte %i', async (body, offset) => {
    const rig = await share();
    const headers = { 'Content-Type': 'application/json', 'Content-Length': String(body.length) };
    const answer = await ask(rig, '/api/config', { method: 'POST', body, headers });
    expect([answer.status, answer.json()]).toMatchObject([400, { ok: false, code: 'bad_json', offset }]);
  });

  it.each(['"x"', '7', 'null', 'true', '[1]', ' 7 \n'])('says of %j what TCP says: no object', async (body) => {
    const answer = await postJson(await share(), body);
    expect([answer.status, answer.json()]).toMatchObject([400, { ok: false, code: 'invalid_request' }]);
  });

  it('takes JSON with blanks around it', async () => {
    const rig = await share();
    expect((await postJson(rig, '\r\n {"cmd":"ping"} \n')).json()).toEqual({ ok: true, data: {} });
    expect((await postJson(rig, '{"cmd":"ping"}', { 'Content-Type': 'Application/JSON ; charset=utf-8' })).status).toBe(
      200,
    );
  });

  it('shows the last scan, or makes a new one when asked', async () => {
    const rig = await start();
    await rig.until(async () => (await ask(rig, '/api/scan')).json().data.age_s >= 0, 10_000);
    expect((await ask(rig, '/api/scan')).json().data.networks[0]).toEqual({
      ssid: 'Home',
      rssi: -48,
      channel: 6,
      auth: 'wpa2',
    });
    await rig.air([]);
    expect((await ask(rig, '/api/scan')).json().data.networks.length).toBeGreaterThan(3);
    expect((await ask(rig, '/api/scan?fresh', { ms: 10_000 })).json().data.networks).toEqual([]);
    expect((await ask(rig, '/api/scan')).json().data.networks).toEqual([]);
  });

  it('scans anew for the plain page when that is asked for', async () => {
    const rig = await start();
    await rig.until(async () => (await ask(rig, '/?plain')).text.includes('Home'), 10_000);
    await rig.air([]);
    expect((await ask(rig, '/?plain')).text).toContain('Home');
    expect((await ask(rig, '/?plain&fresh', { ms: 10_000 })).text).not.toContain('Home');
  });

  it('is understood by a client that would keep its connections', async () => {
    const rig = await share();
    for (const path of ['/api/status', '/', '/nowhere', '/api/config', '/api/scan', '/?plain']) {
      let told = 0;
      void fetch(`${own(rig)}${path}`).then(
        async (response) => {
          await response.arrayBuffer();
          told = response.status;
        },
        (error) => {
          told = error;
        },
      );
      await rig.until(() => told !== 0);
      expect(told).toBe(path === '/nowhere' ? 404 : 200);
    }
  });

  it.each([
    ['GET', '/nowhere', 404],
    ['POST', '/nowhere', 404],
    ['GET', '/api', 404],
    ['GET', '/api/', 404],
    ['GET', '/api/constructor', 404],
    ['GET', '/generate_204', 404],
    ['PUT', '/', 405],
    ['get', '/', 405],
    ['OPTIONS', '*', 404],
    ['POST', '/api/status', 405],
    ['DELETE', '/api/config', 405],
  ])('answers %s %s with %i', async (method, path, status) => {
    const rig = await share();
    const answer = await ask(rig, path, { method });
    expect(answer.status).toBe(status);
    expect(answer.headers['connection']).toBe('close');
    if (status === 405) expect(answer.headers['allow']).toMatch(/^GET, HEAD/);
    if (path.startsWith('/api/')) expect(answer.json()).toMatchObject({ ok: false, code: 'invalid_request' });
  });

  it.each([
    ['null', 403],
    ['http://example.com', 403],
    ['https://127.0.0.1', 403],
    ['http://127.0.0.1', 403],
    ['http://192.168.4.1', 200],
    ['http://192.168.4.1:80', 200],
    ['', 403],
  ])('a request with Origin %j gets %i', async (origin, status) => {
    const rig = await share();
    const headers = { Origin: origin };
    expect((await postJson(rig, { cmd: 'ping' }, headers)).status).toBe(status);
    const form = await postForm(rig, 'AP.ch=99', headers);
    expect(form.status).toBe(status === 200 ? 400 : 403);
  });

  it.each([
    ['/', 'application/json', 415],
    ['/', 'text/plain', 415],
    ['/', 'multipart/form-data; boundary=x', 415],
    ['/', '', 415],
    ['/api/config', 'application/x-www-form-urlencoded', 415],
    ['/api/config', 'text/plain', 415],
    ['/api/config', '', 415],
    ['/api/config', 'application/jsonp', 415],
  ])('a POST to %s as %j gets %i', async (path, type, status) => {
    const rig = await share();
    const answer = await ask(rig, path, { body: '{"mode":0}', headers: type ? { 'Content-Type': type } : {} });
    expect(answer.status).toBe(status);
  });
});

onBothEngines('the form', (start, share) => {
  it('leads to the result, and the device joins', async () => {
    const rig = await start();
    const answer = await postForm(rig, 'STA.SSID=Home&STA.PWD=correct+horse', { Origin: own(rig) });
    expect([answer.line, answer.headers['location']]).toEqual(['HTTP/1.1 303 See Other', '/?plain&result']);
    await rig.online('Home');
    expect((await ask(rig, '/api/config')).json().data).toMatchObject({
      mode: 0,
      save_config: 1,
      STA: { auto: 1, auth: 4, SSID: 'Home', PWD: '********' },
    });
    expect((await ask(rig, '/?plain&result')).text).toContain('192.168.1.50');
  });

  it('comes back with what was typed and the reason, and never the password', async () => {
    const rig = await share();
    const before = (await ask(rig, '/api/config')).json();
    const page = await postForm(rig, 'other=%3Cimg+onerror%3D1%3E%22%27&STA.PWD=sh%22rt%21', { Origin: own(rig) });
    expect(page.status).toBe(400);
    expect(page.text).toContain('&lt;img onerror=1&gt;');
    expect(page.text).not.toContain('<img');
    expect(page.text).not.toMatch(/sh("|&quot;|&#34;)rt/);
    expect((await ask(rig, '/api/config')).json()).toEqual(before);
  });

  it.each(['STA.SSID=%', 'STA.SSID=%zz', 'a\x01=b', 'nonsense=1', 'mode=0&mode=0', ''])(
    'is refused with 400, and nothing is changed: %j',
    async (body) => {
      const rig = await share();
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': String(body.length) };
      expect((await ask(rig, '/', { method: 'POST', body, headers })).status).toBe(400);
    },
  );
});

onBothEngines('a device whose access point is down', (start) => {
  it('leads other hosts to its address in the network', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    await rig.until(async () => (await rig.state()).ap === null, 5_000);
    const answer = await ask(rig, '/', { host: 'example.com' });
    expect([answer.status, answer.headers['location']]).toEqual([302, 'http://192.168.1.50/']);
    await rig.command('wifiprov open 5');
    await rig.until(async () => (await rig.state()).ap !== null, 15_000);
    await rig.until(async () => {
      const { headers } = await ask(rig, '/', { host: 'example.com' });
      return headers['location'] === 'http://192.168.4.1/';
    });
  });
});

onBothEngines('a closed window', (start) => {
  it('shows how to open it, tells the state without names, and refuses the rest', async () => {
    const rig = await start({ provisioned: true, start: { access: 'window' } });
    await rig.online('Home');
    expect((await ask(rig, '/', { headers: GZIP })).status).toBe(200);
    const page = await ask(rig, '/?plain');
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('Home');
    expect(page.text).not.toMatch(/<form/i);
    const status = (await ask(rig, '/api/status')).json();
    expect(status.data).toMatchObject({ state: 'online', window: 'closed' });
    expect(Object.keys(status.data)).not.toEqual(expect.arrayContaining(['ssid']));
    expect(JSON.stringify(status)).not.toContain('192.168.1');
    const refused = [
      await ask(rig, '/api/scan'),
      await ask(rig, '/api/scan?fresh'),
      await ask(rig, '/api/config'),
      await postJson(rig, HOME),
      await postJson(rig, { wifi: 'WIFI:S:x;;' }),
    ];
    for (const answer of refused)
      expect([answer.status, answer.json()]).toMatchObject([403, { code: 'window_closed' }]);
    const form = await postForm(rig, 'STA.SSID=Cafe');
    expect(form.status).toBe(403);
    expect(form.text).not.toMatch(/<form/i);
    expect((await rig.state()).link?.ssid).toBe('Home');
  });
});
