// What the TCP door does about sealed sessions: which lines are theirs, and what goes into boxes.

import { describe, expect, it } from 'vitest';
import type { TcpDeps } from '../../../firmware/protocols/tcp/deps.ts';
import { type FrameState, nextFrame } from '../../../firmware/protocols/tcp/frame.ts';
import { eventLines, replyLine, sessionMessage, unsealedText } from '../../../firmware/protocols/tcp/sealed.ts';
import { createSendQueue } from '../../../firmware/runtime/sending.ts';
import { fakeClock } from '../../fakes/clock.ts';

const frameOf = (text: string): ReturnType<typeof nextFrame>['frame'] =>
  nextFrame({ text, drop: 'start' } satisfies FrameState, true).frame;

it.each([
  ['{"t":"hello","v":1}', { t: 'hello', v: 1 }],
  ['{"v":1,"t":"hello"}', { t: 'hello', v: 1 }],
  [' { "t" : null }', { t: null }],
  ['{"STA":{"t":1}}', undefined],
  ['{"STA":{"SSID":"t"}}', undefined],
  ['{"cmd":"status"}', undefined],
  ['["t"]', undefined],
  ['"t"\n', undefined],
  ['{"t":\n}', undefined],
  ['apply,"t",1,,\n', undefined],
])('%j is a session’s: %j', (text, message) => {
  expect(sessionMessage(frameOf(text))).toEqual(message);
});

it.each<[string, object]>([
  ['{"cmd":"ping"}', { type: 'json', text: '{"cmd":"ping"}' }],
  ['  {"cmd":"ping"} \n', { type: 'json', text: '{"cmd":"ping"}' }],
  ['apply,Home,1,,', { type: 'apply' }],
  ['{"cmd":"ping"}{"cmd":"reboot"}', { type: 'fault', code: 'invalid_request' }],
  ['apply,Home,1,,\n{"cmd":"reboot"}', { type: 'fault', code: 'invalid_request' }],
  ['{"cmd":"ping"', { type: 'fault', code: 'invalid_request' }],
  ['', { type: 'fault', code: 'invalid_request' }],
  ['{"cmd":ping}', { type: 'fault', code: 'bad_json', offset: 7 }],
  ['7', { type: 'fault', code: 'invalid_request' }],
])('in a box stands one request and nothing else: %j', (text, frame) => {
  expect(unsealedText(text)).toMatchObject(frame);
});

/** Connection 1 has a session; `isMasked`: the window is closed. */
function door(isMasked: boolean): TcpDeps {
  return {
    ports: { sending: createSendQueue(fakeClock(), () => 0) },
    requests: () => {
      throw new Error('not asked');
    },
    session: () => ({ take: () => ({}), seal: (owner, text) => (owner === 1 ? `[${text}]` : ''), end: () => {} }),
    hidesIdentity: (who) => isMasked && who === 'anonymous',
    replyLeft: () => undefined,
  };
}

describe('a reply', () => {
  it.each([
    ['to a plain request', 0, '{}\n'],
    ['to a box', 1, '[{}]\n'],
    ['that comes when the session is over', 2, '{"t":"err","e":"state"}\n'],
  ])('%s, of connection %i, is %j', (_, owner, line) => {
    expect(replyLine(door(true), owner, '{}')).toBe(line);
  });
});

describe('events', () => {
  const NEWS = '{"event":"state","state":"online","ssid":"Home","ip":"1.2.3.4"}';
  const MASKED = '{"event":"state","state":"online"}';
  it.each([
    ['for one that never had a session, window open', 0, false, `${NEWS}\n`],
    ['for one that never had a session, window closed', 0, true, `${MASKED}\n`],
    ['for one with a session, window closed', 1, true, `[${NEWS}]\n`],
    ['for one whose session is over, window open', 2, false, `${NEWS}\n`],
    ['for one whose session is over, window closed', 2, true, `${MASKED}\n`],
  ])('%s: connection %i, names hidden %s → %j', (_, owner, isMasked, lines) => {
    expect(eventLines(door(isMasked), owner, NEWS)).toBe(lines);
    expect(eventLines(door(isMasked), owner, `${NEWS}\n${NEWS}`)).toBe(lines + lines);
    expect(eventLines(door(isMasked), owner, '')).toBe('');
  });

  it('keep bytes beyond ASCII as they are', () => {
    const line = '{"event":"failed","ssid":"Caf\xc3\xa9","message":"\xc3\xa9"}';
    expect(eventLines(door(true), 0, line)).toBe('{"event":"failed","message":"\xc3\xa9"}\n');
  });
});
