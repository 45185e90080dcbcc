// Proofs of the setup code, for sealed sessions and the home page alike: what flash has for them, fresh nonces, and wrong ones.

import { word } from '../lib/bytes.ts';
import type { Ciphers } from '../platform/ports.ts';
import { lockMs } from '../security/session/lock.ts';
import { NOISE_READS, nonceOf } from '../security/session/nonce.ts';
import { MAX_WRONG_PROOFS, RIGHT_PROOF, WRONG_PROOF } from './boot/guard.ts';
import type { Service } from './service.ts';

interface Recalled {
  /** See readKey of security/key.ts. */
  key: string;
  seed: string;
}

/** What flash has. The store module itself must not stay in memory with its user. */
/* @shared */
export function recall(service: Service): Recalled {
  const state = service.state;
  const store = service.load('store')(service.state);
  if (state.wrongProofs < 0) {
    state.wrongProofs = store.wrongProofs();
    // Counted from the start: a power cycle does not shorten the wait.
    state.lockedMs = lockMs(state.wrongProofs);
  }
  // One after the other, and not inside of what is made of them: reading a record goes deep.
  const key = store.key();
  return { key, seed: state.seeded ? store.seed() : '' };
}

/** A client is connected, so the radio is on. Without a number of its own for this start no nonce is surely new. */
function makeSeed(service: Service): void {
  if (service.state.making || !service.boot.starts) return;
  service.load('secrets')(service);
}

function noise(random: () => number, nowMs: number): string {
  let reads = '';
  for (let i = 0; i < NOISE_READS; i++) reads += word(random());
  return reads + nowMs;
}

/** A new one at each call; '' while there is no seed, which is asked for. */
/* @shared */
export function freshNonce(service: Service, ciphers: Ciphers, seed: string, random: () => number): string {
  const state = service.state;
  if (!state.seeded) makeSeed(service);
  const source = {
    seed,
    start: service.boot.starts,
    made: state.nonces++,
    noise: noise(random, service.ports.clock.nowMs()),
  };
  return seed && nonceOf(ciphers, source);
}

/* @shared */
export function noteProof(service: Service, isRight: boolean): void {
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

/** As the device names itself to who has to prove the code. */
export function deviceId(mac: string): string {
  return `${BUILD_BRAND.host}${mac.slice(-6)}`;
}
