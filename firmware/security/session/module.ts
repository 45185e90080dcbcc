// Module: the sealed session while a client has one, or tries to.

import { apMac, espruinoCiphers, hardwareRandom } from '../../platform/espruino.ts';
import { deviceId, freshNonce, noteProof, recall } from '../../runtime/proofs.ts';
import type { Service } from '../../runtime/service.ts';
import { readKey, type SessionKey } from '../key.ts';
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

export function create(service: Service): SessionModule {
  const state = service.state;
  const clock = service.ports.clock;
  const ciphers = espruinoCiphers();
  let secrets: { key: SessionKey | undefined; seed: string } = { key: undefined, seed: '' };
  let session = NO_SESSION;
  const nonce = (): string => freshNonce(service, ciphers, secrets.seed, hardwareRandom);
  return {
    /* @hot */
    take(owner, message) {
      // Not while the module is made, nor when the seed is asked for: there the stack is deep already.
      if (!secrets.key || (state.seeded && !secrets.seed)) {
        const recalled = recall(service);
        secrets = { key: readKey(recalled.key), seed: recalled.seed };
      }
      const facts = { owner, nowMs: clock.nowMs(), lockedMs: state.lockedMs, id: deviceId(apMac()) };
      const done = step(session, message, Object.assign(facts, { key: secrets.key, nonce }), ciphers);
      session = done.next;
      if (done.proof) noteProof(service, done.proof === 'right');
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
