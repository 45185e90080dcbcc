// What a request for somebody else's host gets: first the way to the page, later what lets the phone go.

import { describe, expect, it } from 'vitest';
import { type Answer, captive, isOwnName } from '../../../firmware/protocols/http/captive.ts';
import { partsOf, ROWS, SEEN } from './probe-rows.ts';

const AP = '192.168.4.1';
const ask = (host: string, path: string, online: boolean): Answer => captive(host, path, online, AP);

/** Hosts and paths that nobody asks for to find out whether he is online. */
const OTHERS: readonly (readonly [string, string])[] = [
  ['example.com', '/'],
  ['', ''],
  ['www.msftconnecttest.com', '/redirect'],
  ['example.com', '/generate_2044'],
  ['example.com', '/x/generate_204'],
  ['example.com', '/GENERATE_204'],
  ['captive.apple.com.evil.example', '/'],
  ['networkcheck.kde.org.example', '/'],
  ['xnetworkcheck.kde.org', '/'],
  ['[::1]:80', '/'],
  ['"><script>', '/"><script>alert(1)</script>'],
];

describe('before the device is online', () => {
  const every = [
    ...ROWS.map(({ host, path }) => [host, path] as const),
    ...SEEN.map(([url]) => partsOf(url)),
    ...OTHERS,
  ];
  it.each(every)('%s%s leads to the page', (host, path) => {
    const answer = ask(host, path, false);
    expect(answer).toMatchObject({ status: 302, location: 'http://192.168.4.1/', type: 'text/html' });
    expect(answer.extra).toBeUndefined();
  });
});

describe('the way to the page', () => {
  it('has a body with the link, for phones that take an empty one for a broken network', () => {
    const { body } = ask('example.com', '/', false);
    expect(body).toContain('<a href="http://192.168.4.1/">');
    expect(body.length).toBeGreaterThan(90);
    expect(body.length).toBeLessThan(120);
    expect(body.toLowerCase()).not.toContain('success');
  });

  it('is the same for every host and path: nothing of the request is in it', () => {
    const answers = OTHERS.map(([host, path]) => ask(host, path, false));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('leads to whatever address the access point has', () => {
    const answer = captive('example.com', '/', false, '4.3.2.1');
    expect(answer.location).toBe('http://4.3.2.1/');
    expect(answer.body).toContain('href="http://4.3.2.1/"');
  });
});

describe('when the device is online', () => {
  it.each(ROWS.map((row) => [row.system, row.host, row.path, row] as const))(
    'tells %s so at %s%s',
    (_, host, path, { status, body, header }) => {
      const type = { '': '', '<': 'text/html' }[body.slice(0, 1)] ?? 'text/plain';
      expect(ask(host, path, true)).toEqual({ status, type, body, extra: header });
    },
  );

  it.each(SEEN)('%s is the probe of %s', (url, system) => {
    const answer = ask(...partsOf(url), true);
    const rows = ROWS.filter((row) => row.system === system);
    expect(rows.map(({ status, body, header }) => ({ status, body, extra: header }))).toContainEqual({
      status: answer.status,
      body: answer.body,
      extra: answer.extra,
    });
  });

  it.each(OTHERS)('%j%j leads to the page still', (host, path) => {
    expect(ask(host, path, true)).toEqual(ask(host, path, false));
  });
});

describe('the own name', () => {
  it.each([
    ['wifiprov-000110', true],
    ['wifiprov-000110.lan', true],
    ['wifiprov-000110.fritz.box', true],
    ['wifiprov-000110.a.b.c', false],
    ['wifiprov-0001100.lan', false],
    ['a.wifiprov-000110', false],
    ['wifiprov-00011', false],
    ['', false],
  ])('%j: %s', (host, own) => {
    expect(isOwnName(host, 'wifiprov-000110')).toBe(own);
  });
});

describe('a proxy', () => {
  it.each([
    ['wpad', '/wpad.dat', false],
    ['wpad.lan', '/wpad.dat', true],
    ['192.168.4.2', '/wpad.dat', true],
  ])('is not to be had at %s%s', (host, path, online) => {
    expect(ask(host, path, online)).toEqual({ status: 404, type: '', body: '' });
  });
});

describe('the table', () => {
  it.each(ROWS.filter(({ header }) => header))('ends the header line of $system', ({ header }) => {
    expect(header).toMatch(/^[\x21-\x39\x3b-\x7e]+: [\x20-\x7e]+\r\n$/);
  });

  it.each(ROWS)('has no body beside a 204 ($system, $path)', ({ status, body }) => {
    expect(body === '').toBe(status === 204);
  });
});
