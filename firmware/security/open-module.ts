// Module: opens the setup window for who proves to know the setup code, for one request of the home page.

import { fault } from '../lib/result.ts';
import { apMac, espruinoCiphers, hardwareRandom } from '../platform/espruino.ts';
import { IDLE_MINUTES } from '../provisioning/window.ts';
import { deviceId, freshNonce, noteProof, recall } from '../runtime/proofs.ts';
import type { Service } from '../runtime/service.ts';
import { readKey, type SessionKey } from './key.ts';
import { isProof, lockedFault, NONCE_MS, offerOf, type Proof, proofFault } from './open-step.ts';

function prove(service: Service, key: SessionKey, proof: Proof): object {
  const state = service.state;
  const ciphers = espruinoCiphers();
  const offered = { nonce: state.openNonce, endMs: state.openEndMs };
  const wrong = proofFault(ciphers, proof, offered, service.ports.clock.nowMs());
  if (wrong) return wrong;
  state.openNonce = '';
  const isRight = isProof(ciphers, key, proof, offered.nonce, deviceId(apMac()));
  noteProof(service, isRight);
  if (!isRight) return fault('bad_proof', 'this is not the setup code of this device');
  service.window().open(IDLE_MINUTES, false);
  return { ok: true, data: { window: 'open', window_s: IDLE_MINUTES * 60 } };
}

/** `proof`: what the client has sent; undefined: it asks for a nonce. */
export function create(service: Service, proof: Proof | undefined): object {
  const state = service.state;
  const recalled = recall(service);
  const key = readKey(recalled.key);
  const nowMs = service.ports.clock.nowMs();
  const waitMs = state.lockedMs - nowMs;
  if (waitMs > 0) return lockedFault(waitMs);
  if (key && proof) return prove(service, key, proof);
  const ciphers = espruinoCiphers();
  // The same for all in its first minute: one who asks again and again would keep the others from ever proving anything.
  if (key && (!state.openNonce || nowMs > state.openEndMs - NONCE_MS / 2)) {
    state.openNonce = freshNonce(service, ciphers, recalled.seed, hardwareRandom);
    state.openEndMs = nowMs + NONCE_MS;
  }
  if (!key || !state.openNonce) return fault('busy', 'the setup code is still being made; try again in some seconds');
  return offerOf(ciphers, key.salt, state.openNonce, deviceId(apMac()));
}
