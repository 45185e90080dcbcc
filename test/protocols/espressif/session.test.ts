// Cookies: which requests belong together, and what a newcomer takes away.

import { describe, expect, it } from 'vitest';
import { type Answer, VERSION } from '../../../firmware/protocols/espressif/answer.ts';
import { ID_MAX, sessionFor, unpackSession } from '../../../firmware/protocols/espressif/session.ts';
import { ask, type Facts, factsOf, hex, onTrial, post, set, unhex } from '../../fakes/esp-device.ts';

const HANDSHAKE = unhex('5203a20100');
const SET = unhex('080262150a07486f6d654e6574120a73336372657470617373');
const APPLY = unhex('0804');
const DONE = '08057a00';
const NOTHING_SET = '08057a020805';

function one(facts: Facts, path: string, body: string, cookie = ''): Answer {
  const answer = post(facts, path, body, cookie)[0];
  if (!answer) throw new Error('no answer');
  return answer;
}

/** A client that keeps its cookie; `applies` says whether what it had set was applied. */
function begin(facts: Facts): { cookie: string; applies(): string } {
  const cookie = one(facts, '/proto-ver', 'none').setCookie;
  one(facts, '/prov-session', HANDSHAKE, cookie);
  one(facts, '/prov-config', SET, cookie);
  return { cookie, applies: () => hex(one(facts, '/prov-config', APPLY, cookie).body) };
}

describe('the cookie', () => {
  it('comes with the first answer, without attributes, and not again', () => {
    const facts = factsOf();
    expect(one(facts, '/proto-ver', 'none').setCookie).toBe('session=4712');
    expect(one(facts, '/prov-session', HANDSHAKE, 'session=4712').setCookie).toBe('');
    expect(one(facts, '/proto-ver', 'none', 'session=4712').setCookie).toBe('');
  });

  it.each(['session=4712', 'a=b; session=4712', 'session=1;session=4712', 'session=4712; x=y'])(
    'is found anywhere: %s',
    (header) => {
      const facts = factsOf();
      one(facts, '/proto-ver', 'none');
      expect(one(facts, '/proto-ver', 'none', header).setCookie).toBe('');
    },
  );

  it.each(['session=471', 'session=47120', 'session=', 'lesson=4712', 'x'])('is another one: %s', (header) => {
    const facts = factsOf();
    one(facts, '/proto-ver', 'none');
    expect(one(facts, '/proto-ver', 'none', header).setCookie).toBe('session=4713');
  });

  it.each([
    [ID_MAX - 1, ID_MAX],
    [ID_MAX, 1],
  ])('after %d is %d', (id, next) => {
    const now = { id, applied: '', ssid: '', psk: '' };
    expect(sessionFor(now, 'session=0', false, 0).id).toBe(next);
  });
});

describe('what was set', () => {
  it('is applied for the client that has set it, and once', () => {
    const client = begin(factsOf());
    expect(client.applies()).toBe(DONE);
    expect(client.applies()).toBe(NOTHING_SET);
  });

  it('is gone when another client shakes hands', () => {
    const facts = factsOf();
    const first = begin(facts);
    one(facts, '/prov-session', HANDSHAKE);
    expect(first.applies()).toBe(NOTHING_SET);
    expect(facts.changes).toEqual([]);
  });

  it('is gone when the same client shakes hands again', () => {
    const facts = factsOf();
    const client = begin(facts);
    one(facts, '/prov-session', HANDSHAKE, client.cookie);
    expect(client.applies()).toBe(NOTHING_SET);
  });

  it('stays for an older client, which keeps to its connection and knows no cookies', () => {
    const facts = factsOf();
    one(facts, '/prov-session', HANDSHAKE);
    one(facts, '/prov-config', SET);
    expect(hex(one(facts, '/prov-config', APPLY).body)).toBe(DONE);
  });

  it('is not in memory any more once it was applied: no password waits there', () => {
    const facts = factsOf();
    begin(facts).applies();
    expect(unpackSession(facts.state.espressif)).toMatchObject({ applied: 'HomeNet', ssid: '', psk: '' });
  });

  it('does not hide from a newcomer what has become of it', () => {
    const facts = factsOf();
    begin(facts).applies();
    set(facts, onTrial('HomeNet'));
    expect(hex(one(facts, '/prov-config', unhex('5200'), 'session=1').body)).toBe('08015a0410015a00');
  });
});

describe('a handshake', () => {
  it.each([
    ['Security 1', '10015a25a20122'],
    ['Security 2', '1002620ba2010812067772'],
    ['its own answer', '52050801aa0100'],
    ['no scheme at all', '1000'],
    ['Security 0 in the wrong field', '5203a201'],
    ['rubbish', 'ff'],
  ])('of %s is refused', (_what, request) => {
    expect(ask(factsOf(), '/prov-session', request)).toBe('500');
  });
});

describe('the door', () => {
  const paths = ['/proto-ver', '/prov-session', '/prov-scan', '/prov-config', '/prov-ctrl'];

  it.each(paths)('%s is closed with the setup window, and nothing is remembered', (path) => {
    const facts = factsOf({ closed: true });
    expect(post(facts, path, HANDSHAKE)).toEqual([{ status: 403, body: '', setCookie: '' }]);
    expect(facts).toMatchObject({ state: { espressif: '' }, calls: [], changes: [], scans: [] });
  });

  it.each(paths)('%s has no answer to an empty body', (path) => {
    expect(post(factsOf(), path, '')).toEqual([{ status: 500, body: '', setCookie: '' }]);
  });

  it('has no other paths', () => {
    expect(ask(factsOf(), '/custom-data', '00')).toBe('404');
  });

  it('keeps the setup window open with what reads or changes the config, and only with that', () => {
    const facts = factsOf();
    expect(one(facts, '/proto-ver', 'none').body).toBe(VERSION);
    ask(facts, '/prov-config', 'ff');
    expect(facts.calls).toEqual([]);
    ask(facts, '/prov-config', '08005200');
    expect(facts.calls).toEqual(['touch']);
  });
});
