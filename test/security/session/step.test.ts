// The session machine: who may have one, what ends it, and that nothing is answered to who has proved nothing.

import { describe, expect, it } from 'vitest';
import {
  isAuthorized,
  NO_SESSION,
  SESSION_MS,
  type Session,
  sealNext,
} from '../../../firmware/security/session/step.ts';
import { ciphers } from '../../fakes/ciphers.ts';
import { boxOf, errorOf, GREETED, HELLO, NOW_MS, OTHER, OWNER, PROOF, PROVED, take, WRONG } from './rig.ts';
import { VECTOR } from './vector.ts';

const END_MS = NOW_MS + SESSION_MS;

describe('the handshake', () => {
  it('answers hello and proof as specified, and no more', () => {
    const hello = take(NO_SESSION, HELLO);
    const nonce = ciphers.toHex(VECTOR.nonce);
    const salt = ciphers.toHex(VECTOR.salt);
    expect(hello.reply).toBe(`{"t":"hello","v":1,"id":"prov-1234","salt":"${salt}","it":10000,"dn":"${nonce}"}`);
    const proof = take(hello.next, PROOF);
    expect(proof).toMatchObject({ reply: `{"t":"proof","p":"${VECTOR.deviceProof}"}`, proof: 'right' });
    expect(proof.next).toMatchObject({ phase: 'authorized', owner: OWNER, received: 0, sent: 0, endMs: END_MS });
  });

  it.each<[string, object]>([
    ['another version', { v: 2 }],
    ['a version as text', { v: '1' }],
    ['no nonce', { cn: undefined }],
    ['15 bytes', { cn: HELLO.cn.slice(2) }],
    ['17 bytes', { cn: `${HELLO.cn}00` }],
    ['upper case', { cn: HELLO.cn.toUpperCase() }],
    ['a nonce that is not hex', { cn: 'g'.repeat(32) }],
    ['what a parser of numbers would take', { cn: `0x${HELLO.cn.slice(2)}` }],
    ['a list', { cn: [HELLO.cn] }],
  ])('refuses a hello with %s, and leaves everything as it was', (_, change) => {
    const done = take(GREETED, { ...HELLO, ...change });
    expect(errorOf(done)).toBe('hello');
    expect(done.next).toBe(GREETED);
  });

  it.each([
    ['no key yet', { key: undefined }],
    ['no nonce yet', { nonce: () => '' }],
  ])('says busy while there is %s', (_, change) => {
    expect(errorOf(take(NO_SESSION, HELLO, change))).toBe('busy');
  });

  it.each<[string, unknown]>([
    ['wrong', WRONG.p],
    ['half right', VECTOR.clientProof.slice(0, 31)],
    ['the right one in upper case', VECTOR.clientProof.toUpperCase()],
    ['the device’s own', VECTOR.deviceProof],
    ['missing', undefined],
    ['no text', 0],
    ['a list of the right one', [VECTOR.clientProof]],
  ])('a proof that is %s is a wrong one, ends the session, and gets no proof back', (_, p) => {
    const done = take(GREETED, { t: 'proof', p });
    expect(done).toMatchObject({ next: NO_SESSION, reply: '{"t":"err","e":"proof"}', proof: 'wrong' });
  });

  it('needs a new hello after a wrong proof', () => {
    const { next } = take(GREETED, WRONG);
    expect(take(next, PROOF)).toEqual({ next, reply: '{"t":"err","e":"state"}' });
  });

  it('draws no nonce for who is refused', () => {
    let drawn = 0;
    const nonce = (): string => {
      drawn++;
      return VECTOR.nonce;
    };
    take(NO_SESSION, HELLO, { lockedMs: NOW_MS + 1, nonce });
    take(PROVED, HELLO, { owner: OTHER, nonce });
    take(NO_SESSION, { ...HELLO, v: 2 }, { nonce });
    expect(drawn).toBe(0);
    take(NO_SESSION, HELLO, { nonce });
    expect(drawn).toBe(1);
  });
});

describe('a lock', () => {
  it.each([
    [-1, ''],
    [0, ''],
    [1, '{"t":"err","e":"locked","s":1}'],
    [1_000, '{"t":"err","e":"locked","s":1}'],
    [1_001, '{"t":"err","e":"locked","s":2}'],
    [60_000, '{"t":"err","e":"locked","s":60}'],
  ])('that ends in %i ms refuses every hello: %s', (ms, reply) => {
    const done = take(NO_SESSION, HELLO, { owner: OTHER, lockedMs: NOW_MS + ms });
    expect(errorOf(done) ? done.reply : '').toBe(reply);
  });

  it('does not touch a session that is proved', async () => {
    expect(take(PROVED, await boxOf(0), { lockedMs: NOW_MS + 60_000 }).request).toBe(VECTOR.request);
  });
});

describe('one at a time', () => {
  it('a newer hello replaces a session that is not proved, whosever it was', () => {
    const { next } = take(GREETED, HELLO, { owner: OTHER });
    expect(next).toMatchObject({ phase: 'greeted', owner: OTHER });
    expect(errorOf(take(next, PROOF))).toBe('state');
    expect(take(next, PROOF, { owner: OTHER }).proof).toBe('right');
  });

  it.each([
    ['another connection', OTHER, 'busy'],
    ['its own', OWNER, 'state'],
  ])('a proved one stays when %s says hello', async (_, owner, error) => {
    const done = take(PROVED, HELLO, { owner });
    expect(errorOf(done)).toBe(error);
    expect(take(done.next, await boxOf(0)).request).toBe(VECTOR.request);
  });

  it('a second proof, right or wrong, changes nothing', () => {
    for (const message of [PROOF, WRONG])
      expect(take(PROVED, message)).toEqual({ next: PROVED, reply: '{"t":"err","e":"state"}' });
  });

  it('another client cannot use, prove or break it', async () => {
    for (const message of [PROOF, WRONG, await boxOf(0), { t: 'box' }]) {
      expect(take(PROVED, message, { owner: OTHER })).toEqual({ next: PROVED, reply: '{"t":"err","e":"state"}' });
    }
  });
});

describe('boxes', () => {
  it('count from 0, one by one', async () => {
    let session: Session = PROVED;
    for (let count = 0; count < 5; count++) {
      const done = take(session, await boxOf(count, `${count}`));
      expect(done).toMatchObject({ request: `${count}` });
      session = done.next;
    }
  });

  it.each([
    ['the same again', [0, 0], 1],
    ['one left out', [0, 2], 1],
    ['two exchanged', [1, 0], 0],
    ['one from long ago', [0, 1, 2, 0], 3],
  ])('%s ends the session', async (_, counts, opened) => {
    let session: Session = PROVED;
    const said: string[] = [];
    for (const count of counts) {
      const done = take(session, await boxOf(count));
      said.push(errorOf(done));
      session = done.next;
    }
    expect(said[opened]).toBe('mac');
    expect(session).toBe(NO_SESSION);
  });

  it('one byte changed ends the session: the right one comes too late', async () => {
    const box = (await boxOf(0)) as { m: string };
    const { next } = take(PROVED, { ...box, m: box.m.replace(/^./, (c) => (c === '0' ? '1' : '0')) });
    expect(errorOf(take(next, box))).toBe('state');
  });

  it.each([
    ['before any hello', NO_SESSION],
    ['before the proof', GREETED],
  ])('are not opened %s', async (_, session) => {
    expect(take(session, await boxOf(0))).toEqual({ next: session, reply: '{"t":"err","e":"state"}' });
  });

  it.each([
    [END_MS - 1, true],
    [END_MS, false],
    [END_MS + 1, false],
  ])('of a session that ends at 601 s are opened at %i ms: %s', async (nowMs, isOpen) => {
    expect(take(PROVED, await boxOf(0), { nowMs }).request === VECTOR.request).toBe(isOpen);
    expect(isAuthorized(PROVED, OWNER, nowMs)).toBe(isOpen);
    // Its place is free then.
    expect(take(PROVED, HELLO, { nowMs, owner: OTHER }).next.phase).toBe(isOpen ? 'authorized' : 'greeted');
  });

  it('of the device are numbered too', () => {
    const first = sealNext(PROVED, '{}', ciphers);
    const second = sealNext(first.next, '{}', ciphers);
    expect([first, second].map((one) => JSON.parse(one.reply).n)).toEqual([0, 1]);
    expect(JSON.parse(first.reply).c).not.toBe(JSON.parse(second.reply).c);
  });
});

it.each([{ t: 'nonsense' }, { t: 1 }, { t: null }, { t: ['hello'] }])(
  '%j is refused: not a message of a session',
  (message) => {
    expect(take(PROVED, message)).toEqual({ next: PROVED, reply: '{"t":"err","e":"json"}' });
  },
);
