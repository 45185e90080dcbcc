// Module: the sealed session while a client has one, or tries to.

import { word } from '../../lib/bytes.ts';
import { apMac, espruinoCiphers, hardwareRandom } from '../../platform/espruino.ts';
import { MAX_WRONG_PROOFS, RIGHT_PROOF, WRONG_PROOF } from '../../runtime/boot/guard.ts';
import type { Service } from '../../runtime/service.ts';
import { readKey, type SessionKey } from '../key.ts';
import { lockMs } from './lock.ts';
import { NOISE_READS, nonceOf } from './nonce.ts';
import { isAuthorized, NO_SESSION, sealNext, step } from './step.ts';

/** The sealed session, one for all connections; `owner` is the number of a connection. */
export interface SessionModule {
  /** A line with key `t`: something to reply, or what was in the box. */
  take(owner: number, message: { [key: string]: unknown }): { reply?: string; request?: string };
  /** The text in the owner's next box; '' when it has no session, or none any more. */
  seal(owner: number, text: string): string;
  /** The connection has gone. */
  end(owner: number): void;
  busy(): boolean;
}

/** A client is connected, so the radio is on. Without a number of its own for this start no nonce is surely new. */
function makeSeed(service: Service): void {
  if (service.state.making || !service.boot.starts) return;
  service.load('secrets')(service);
}

function noise(nowMs: number): string {
  let reads = '';
  for (let i = 0; i < NOISE_READS; i++) reads += word(hardwareRandom());
  return reads + nowMs;
}

function onProof(service: Service, isRight: boolean): void {
  const state = service.state;
  // In flash before the client hears of it: a restart must not forget it.
  if (isRight ? state.wrongProofs : state.wrongProofs < MAX_WRONG_PROOFS) {
    state.wrongProofs = isRight ? 0 : state.wrongProofs + 1;
    service
      .load('store')(service.state)
      .mark(isRight ? RIGHT_PROOF : WRONG_PROOF);
  }
  state.lockedMs = service.ports.clock.nowMs() + lockMs(state.wrongProofs);
}

interface Recalled {
  key: SessionKey | undefined;
  seed: string;
}

/** What flash has. The store module itself must not stay in memory with the session. */
function recall(service: Service): Recalled {
  const state = service.state;
  const store = service.load('store')(service.state);
  if (state.wrongProofs < 0) {
    state.wrongProofs = store.wrongProofs();
    // Counted from the start: a power cycle does not shorten the wait.
    state.lockedMs = lockMs(state.wrongProofs);
  }
  // One after the other, and not inside of what is made of them: reading a record goes deep.
  const key = store.key();
  const seed = state.seeded ? store.seed() : '';
  return { key: readKey(key), seed };
}

export function create(service: Service): SessionModule {
  const state = service.state;
  const clock = service.ports.clock;
  const ciphers = espruinoCiphers();
  let secrets: Recalled = { key: undefined, seed: '' };
  let session = NO_SESSION;
  function nonce(): string {
    if (!state.seeded) makeSeed(service);
    const source = {
      seed: secrets.seed,
      start: service.boot.starts,
      made: state.nonces++,
      noise: noise(clock.nowMs()),
    };
    return secrets.seed && nonceOf(ciphers, source);
  }
  return {
    /* @hot */
    take(owner, message) {
      // Not while the module is made, nor when the seed is asked for: there the stack is deep already.
      if (!secrets.key || (state.seeded && !secrets.seed)) secrets = recall(service);
      const facts = {
        owner,
        nowMs: clock.nowMs(),
        lockedMs: state.lockedMs,
        id: `${BUILD_BRAND.host}${apMac().slice(-6)}`,
      };
      const done = step(session, message, Object.assign(facts, { key: secrets.key, nonce }), ciphers);
      session = done.next;
      if (done.proof) onProof(service, done.proof === 'right');
      return done;
    },
    seal(owner, text) {
      if (!isAuthorized(session, owner, clock.nowMs())) return '';
      const sealed = sealNext(session, text, ciphers);
      session = sealed.next;
      return sealed.reply;
    },
    end(owner) {
      if (session.owner === owner) session = NO_SESSION;
    },
    busy: () => session.phase !== 'none',
  };
}
