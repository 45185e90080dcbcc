// Fuzzing sealed sessions: whatever lines come, only the right proof proves, and only the client's own next box is opened.

import { word } from '../../../firmware/lib/bytes.ts';
import type { Message } from '../../../firmware/security/session/frame.ts';
import * as keys from '../../../firmware/security/session/keys.ts';
import { type Facts, NO_SESSION, type Session, step } from '../../../firmware/security/session/step.ts';
import { ciphers } from '../ciphers.ts';
import { holds, type Parser, same } from '../parser.ts';

const FACTS: Facts = {
  owner: 1,
  nowMs: 1_000,
  lockedMs: 0,
  id: 'wifiprov-000110',
  key: { salt: 's'.repeat(16), psk: 'p'.repeat(32) },
  nonce: () => 'n'.repeat(16),
};
const HELLO = { t: 'hello', v: 1, cn: '00112233445566778899aabbccddeeff' };
const greeted = step(NO_SESSION, HELLO, FACTS, ciphers).next;
const all = keys.keysOf(ciphers, FACTS.key?.psk ?? '', greeted.secret);
const PROOF = { t: 'proof', p: keys.proofOf(ciphers, all, keys.CLIENT_PROOF, greeted.secret) };
const proved = step(greeted, PROOF, FACTS, ciphers).next;

/** The client's box with that number. */
function boxOf(count: number, text: string): { t: string; n: number; c: string; m: string } {
  const head = `\x01${word(count)}`;
  const fill = 16 - (text.length % 16);
  const iv = keys.mac(ciphers, keys.keyAt(all, keys.IV_FROM_CLIENT), head);
  const sealed = ciphers.encrypt(text + String.fromCharCode(fill).repeat(fill), keys.keyAt(all, keys.FROM_CLIENT), iv);
  const tag = keys.mac(ciphers, keys.keyAt(all, keys.FROM_CLIENT + keys.MAC), head + sealed);
  return { t: 'box', n: count, c: ciphers.toHex(sealed), m: ciphers.toHex(tag) };
}
const BOXES = [boxOf(0, '{"cmd":"ping"}'), boxOf(1, '{"cmd":"get"}')];

function messageOf(line: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Message) : undefined;
  } catch {
    return undefined;
  }
}

/** Lines to one session; another connection may say them as well. */
function talk(begin: Session, lines: readonly string[], owner: number): void {
  let session = begin;
  for (const line of lines) {
    const message = messageOf(line);
    if (!message) continue;
    const before = session;
    const done = step(session, message, { ...FACTS, owner }, ciphers);
    session = done.next;
    const isOwn = before.owner === owner;
    if (done.proof === 'right')
      same('a proof that was taken', [before.phase, isOwn, message['p']], ['greeted', true, PROOF.p]);
    holds(
      before.phase === 'authorized' || session.phase !== 'authorized' || done.proof === 'right',
      'proved without a proof',
    );
    if (done.request === undefined) {
      holds(typeof messageOf(done.reply ?? '')?.['t'] === 'string', `no answer to ${line}`);
      continue;
    }
    const box = BOXES[before.received];
    same('a box that was opened', [isOwn, message['n'], message['c'], message['m']], [true, box?.n, box?.c, box?.m]);
  }
}

/** More lines are only the same again. */
const LINES_MAX = 32;

function check(input: string): void {
  const lines = input.split('\n').slice(0, LINES_MAX);
  for (const owner of [1, 2]) for (const begin of [NO_SESSION, greeted, proved]) talk(begin, lines, owner);
}

const [HELLO_LINE, PROOF_LINE] = [JSON.stringify(HELLO), JSON.stringify(PROOF)];
const [BOX_0, BOX_1] = BOXES.map((box) => JSON.stringify(box)) as [string, string];
const SEEDS = [
  [HELLO_LINE, PROOF_LINE, BOX_0, BOX_1].join('\n'),
  [BOX_0, BOX_1].join('\n'),
  [BOX_0, BOX_0].join('\n'),
  [HELLO_LINE, HELLO_LINE].join('\n'),
  PROOF_LINE,
  '{"t":"hello","v":2,"cn":"00"}',
  '{"t":"end"}',
  BOX_1,
];
const PIECES = [
  '"t":"hello"',
  '"t":"proof"',
  '"t":"box"',
  '"n":0',
  '"n":1',
  '0',
  'f',
  'A',
  '"',
  '\n',
  ',',
  '{"t":',
  '"p":',
  'null',
  '[]',
  '\\u0030',
];

export const session: Parser = { name: 'session', seeds: SEEDS, pieces: PIECES, check };
