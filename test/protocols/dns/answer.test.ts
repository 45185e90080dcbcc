// What the DNS door answers, and to what it keeps silent.

import { describe, expect, it } from 'vitest';
import { answer } from '../../../firmware/protocols/dns/answer.ts';
import { A, AAAA, ANY, fromHex, HTTPS, PTR, query, SRV, SVCB, TXT, toHex, wireName } from './queries.ts';

const ask = (message: string): string => answer(message, '\xc0\xa8\x04\x01', 'wifiprov-0000aa');

/** Result code and number of answers; `silence` for none. */
function said(message: string): string {
  const reply = ask(message);
  if (!reply) return 'silence';
  return `${reply.charCodeAt(3) & 15}, ${reply.charCodeAt(7)} answers`;
}
const [ADDRESS, NOTHING] = ['0, 1 answers', '0, 0 answers'];
const [FORMAT_ERROR, NO_SUCH_NAME] = ['1, 0 answers', '3, 0 answers'];

const APPLE = '07 63617074697665 05 6170706c65 03 636f6d 00';

describe('the bytes on the wire', () => {
  it.each([
    [
      'an address',
      `7419 0100 0001 0000 0000 0000 ${APPLE} 0001 0001`,
      `7419 8580 0001 0001 0000 0000 ${APPLE} 0001 0001 c00c 0001 0001 0000000a 0004 c0a80401`,
    ],
    [
      'no address of version 6',
      `492e 0100 0001 0000 0000 0000 ${APPLE} 001c 0001`,
      `492e 8580 0001 0000 0000 0000 ${APPLE} 001c 0001`,
    ],
    [
      'an address, and none of what EDNS put behind the question',
      `7419 0100 0001 0000 0000 0001 ${APPLE} 0001 0001 0000291000000000000000`,
      `7419 8580 0001 0001 0000 0000 ${APPLE} 0001 0001 c00c 0001 0001 0000000a 0004 c0a80401`,
    ],
    [
      'two questions',
      `abcd 0100 0002 0000 0000 0000 ${APPLE} 0001 0001 ${APPLE} 001c 0001`,
      'abcd 8581 00000000 00000000',
    ],
    [
      'who does not want recursion',
      `7419 0000 0001 0000 0000 0000 ${APPLE} 001c 0001`,
      `7419 8480 0001 0000 0000 0000 ${APPLE} 001c 0001`,
    ],
    ['an update (opcode 5)', `7419 2800 0001 0000 0000 0000 ${APPLE} 0006 0001`, '7419 ac84 0000 0000 0000 0000'],
  ])('%s', (_, message, reply) => {
    expect(toHex(ask(fromHex(message)))).toBe(reply.replaceAll(' ', ''));
  });

  it('leave the name as it was written, which some resolvers check', () => {
    const mixed = 'cApTiVe.APPLE.com';
    expect(ask(query(mixed))).toContain(wireName(mixed));
  });
});

describe('a question', () => {
  it.each([
    ['captive.apple.com', A, ADDRESS],
    ['captive.apple.com', ANY, ADDRESS],
    ['connectivitycheck.gstatic.com', A, ADDRESS],
    ['dns.msftncsi.com', A, ADDRESS],
    ['printer', A, ADDRESS],
    ['', A, ADDRESS],
    ['\x00\xff.\xe4', A, ADDRESS],
    ['captive.apple.com', AAAA, NOTHING],
    ['captive.apple.com', HTTPS, NOTHING],
    ['captive.apple.com', SVCB, NOTHING],
    ['captive.apple.com', TXT, NOTHING],
    ['1.4.168.192.in-addr.arpa', PTR, NOTHING],
    ['_ldap._tcp.example.com', SRV, NOTHING],
    ['captive.apple.com', 257, NOTHING],
  ])('for %j, type %i, is answered: %s', (name, type, reply) => {
    expect(said(query(name, { type }))).toBe(reply);
  });

  it.each([
    ['use-application-dns.net', NO_SUCH_NAME],
    ['mask.icloud.com', NO_SUCH_NAME],
    ['mask-h2.icloud.com', NO_SUCH_NAME],
    ['Mask-H2.iCloud.COM', NO_SUCH_NAME],
    ['wpad', NO_SUCH_NAME],
    ['WPAD.lan', NO_SUCH_NAME],
    ['wpad.example.com', NO_SUCH_NAME],
    ['wpadx.example.com', ADDRESS],
    ['www.wpad', ADDRESS],
    ['www.mask.icloud.com', ADDRESS],
    ['icloud.com', ADDRESS],
    ['wifiprov-0000aa.local', ADDRESS],
    ['WifiProv-0000AA.Local', ADDRESS],
    ['wifiprov-0000ab.local', NOTHING],
    ['www.wifiprov-0000aa.local', NOTHING],
    ['printer.local', NOTHING],
    ['local', NOTHING],
    ['local.example', ADDRESS],
    ['xlocal', ADDRESS],
  ])('for %s is answered: %s', (name, reply) => {
    expect(said(query(name))).toBe(reply);
    expect(said(query(name, { type: ANY }))).toBe(reply);
    expect(said(query(name, { type: AAAA }))).toBe(reply === ADDRESS ? NOTHING : reply);
  });

  it('for a name that the device was given in capitals', () => {
    const reply = answer(query('desk-lamp.local'), '\x0a\x00\x00\x01', 'Desk-Lamp');
    expect(toHex(reply)).toMatch(/0a000001$/);
  });

  it.each([
    [1, ADDRESS],
    [255, ADDRESS],
    [3, NOTHING],
    [0, NOTHING],
  ])('in class %i is answered: %s', (net, reply) => {
    expect(said(query('a.b', { net }))).toBe(reply);
  });
});

describe('a datagram that is not an ordinary query', () => {
  it.each([
    ['empty', '', 'silence'],
    ['a reply (QR)', query('a.b', { flags: '8180' }), 'silence'],
    ['a reply of another opcode', query('a.b', { flags: 'a800' }), 'silence'],
    ['opcode 1', query('a.b', { flags: '0900' }), '4, 0 answers'],
    ['opcode 15', query('a.b', { flags: '7900' }), '4, 0 answers'],
    ['no question', query('a.b').replace('\0\x01', '\0\0'), FORMAT_ERROR],
    ['256 questions', query('a.b').replace('\0\x01', '\x01\0'), FORMAT_ERROR],
    ['257 questions', query('a.b').replace('\0\x01', '\x01\x01'), FORMAT_ERROR],
    ['a pointer for a name', query('').replace('\0\0\x01\0\x01', '\xc0\x0c\0\x01\0\x01'), FORMAT_ERROR],
    ['a pointer behind a label', query('a.b').replace('\x01b\0', '\x01b\xc0\x0c'), FORMAT_ERROR],
    ['a label type of 01', query('a.b').replace('\x01b', '\x41b'), FORMAT_ERROR],
    ['a label type of 10', query('a.b').replace('\x01b', '\x81b'), FORMAT_ERROR],
    ['bytes behind the question', `${query('a.b')}rubbish`, ADDRESS],
    ['EDNS', query('a.b', { opt: true }), ADDRESS],
    ['EDNS cut short', query('a.b', { opt: true }).slice(0, -3), ADDRESS],
  ])('%s', (_, message, reply) => {
    expect(said(message)).toBe(reply);
  });

  it('cut short is silence without its header, and a format error behind it', () => {
    const whole = query('www.example.com');
    for (let length = 0; length < whole.length; length++)
      expect([length, said(whole.slice(0, length))]).toEqual([length, length < 12 ? 'silence' : FORMAT_ERROR]);
    expect(said(whole)).toBe(ADDRESS);
  });

  it('gets a header back that names neither question nor record', () => {
    expect(toHex(ask(query('a.b', { id: 'beef' }).slice(0, -1)))).toBe('beef85810000000000000000');
  });
});
