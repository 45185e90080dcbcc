// What browsers, scanners and programs send besides what the doors are for. Kinds of trouble: firmware/docs/field.md.

import { expect, it } from 'vitest';
import { onBothEngines } from '../e2e/engines.ts';
import { ask, FORM, GZIP, openPeer, postJson } from '../e2e/http-client.ts';
import type { Rig } from '../e2e/rig.ts';

const PING = { ok: true, data: {} };
const NOT_HTTP = '400 Bad Request: this is no valid HTTP request; the address begins with http://, not https://\n';

async function lives(rig: Rig): Promise<void> {
  const client = await rig.client();
  expect(await client.ask({ cmd: 'ping' }, 2_000)).toEqual(PING);
  client.close();
  expect((await ask(rig, '/api/status')).status).toBe(200);
}

/** While its access point starts a device tells some to come again. */
async function calm(rig: Rig): Promise<Rig> {
  await rig.until(async () => (await rig.state()).ap !== null, 15_000);
  return rig;
}

onBothEngines('port 80', (_start, share) => {
  it.each([
    ['TLS of a browser that takes https first', `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03${'\x00'.repeat(500)}`],
    ['an SSH client', 'SSH-2.0-OpenSSH_9.2p1\r\n'],
    ['a scanner', '\x00\x00\x00\xa4\xff\x53\x4d\x42\x72\r\n'],
    ['HTTP/0.9', 'GET /\r\n\r\n'],
  ])('tells %s that it is not for it, and lives on', async (_who, bytes) => {
    const rig = await calm(await share());
    const peer = await openPeer(rig);
    peer.send(bytes);
    expect((await peer.response()).text).toBe(NOT_HTTP);
    await lives(rig);
  });

  it.each([
    ['a range', GZIP, 200, 'gzip'],
    ['no gzip, in a quality of 0', { 'Accept-Encoding': 'gzip;q=0, identity' }, 200, undefined],
    ['brotli alone', { 'Accept-Encoding': 'br' }, 200, undefined],
    ['an older copy', { ...GZIP, 'If-None-Match': '"1"', 'If-Modified-Since': 'Sat, 29 Oct 1994 19:43:31 GMT' }, 200, 'gzip'],
    ['HTTP/2 on the same connection', { ...GZIP, Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c' }, 200, 'gzip'],
    ['the page before it is looked at', { ...GZIP, 'Sec-Purpose': 'prefetch;prerender' }, 200, 'gzip'],
    ['the cookies of a neighbour at the same address', { ...GZIP, Cookie: 'a=b; '.repeat(700) }, 200, 'gzip'],
  ])('gives the page whole to who asks for %s', async (_what, headers, status, encoding) => {
    const rig = await calm(await share());
    const page = await ask(rig, '/', { headers: { ...headers, Range: 'bytes=0-99' } });
    expect([page.status, page.headers['content-encoding']]).toEqual([status, encoding]);
    expect(page.text).toMatch(/<\/(html|form)>\s*$|<\/template>|<\/script>\s*$/);
  }); // biome-ignore format: rows

  it.each([
    ['a link with a tag of an advertiser', '/?fbclid=IwAR0', 200],
    ['a tab icon', '/favicon.ico', 404],
    ['an icon for the home screen', '/apple-touch-icon-precomposed.png', 404],
    ['developer tools', '/.well-known/appspecific/com.chrome.devtools.json', 404],
    ['a service worker', '/sw.js', 404],
    ['a web socket', '/ws', 404],
  ])('answers %s at once', async (_what, path, status) => {
    expect((await ask(await calm(await share()), path)).status).toBe(status);
  });

  it.each([
    ['a check with 3 KB behind its ?', 'GET', `/generate_204?${'x'.repeat(3_000)}`, 'connectivitycheck.gstatic.com'],
    ['an app that takes it for a proxy', 'CONNECT', 'mail.example.com:443', 'mail.example.com:443'],
    ['an app that calls home', 'POST', '/api/v2/collect', 'telemetry.example.com'],
    ['a host with the dot of the root', 'GET', '/', 'captive.apple.com.'],
  ])('leads %s to the page', async (_what, method, path, host) => {
    const answer = await ask(await calm(await share()), path, { method, host });
    expect([answer.status, answer.headers['location']]).toEqual([302, 'http://192.168.4.1/']);
  });

  it('changes nothing by a GET, whatever stands behind its ?', async () => {
    const rig = await calm(await share());
    const before = (await ask(rig, '/api/config')).text;
    for (const path of ['/?STA.SSID=Cafe&STA.auth=1', '/api/config?mode=1', '/?plain&cmd=reset'])
      expect((await ask(rig, path)).status).toBe(200);
    expect((await ask(rig, '/api/config')).text).toBe(before);
    expect((await rig.state()).link).toBeNull();
  });

  it('takes a form and JSON whose type says a character set', async () => {
    const rig = await calm(await share());
    expect(
      (await postJson(rig, { cmd: 'ping' }, { 'Content-Type': 'application/json; charset=utf-8' })).json(),
    ).toEqual(PING);
    const headers = { ...FORM, 'Content-Type': `${FORM['Content-Type']}; charset=UTF-8` };
    expect((await ask(rig, '/', { body: 'AP.ch=99', headers })).status).toBe(400);
  });
});

onBothEngines('port 6666', (_start, share) => {
  it.each([
    ['a browser', 'GET / HTTP/1.1\r\nHost: 192.168.1.50:6666\r\nAccept: */*\r\n\r\n'],
    ['TLS', `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03${'\x00'.repeat(500)}\n`],
    ['telnet with its options', '\xff\xfb\x1f\xff\xfb\x20\xff\xfb\x18\r\n'],
    ['MQTT', '\x10\x10\x00\x04MQTT\x04\x02\x00\x3c\x00\x04abcd\n'],
    ['UTF-16', '\xff\xfe{\0"\0c\0m\0d\0"\0:\0"\0p\0i\0n\0g\0"\0}\0\n\0'],
    ['a load balancer', 'PROXY TCP4 192.0.2.1 192.0.2.2 5000 6666\r\n'],
  ])('tells %s bad_json, and answers what comes after the next line end', async (_who, bytes) => {
    const rig = await calm(await share());
    const client = await rig.client();
    client.socket.write(Buffer.from(bytes, 'latin1'));
    expect(await client.reply(2_000)).toMatchObject({ ok: false, code: 'bad_json', offset: 0 });
    client.socket.write('\n{"cmd":"ping"}\n');
    await rig.until(() => client.lines().some((line) => line === JSON.stringify(PING)));
    client.close();
    await lives(rig);
  });
});
