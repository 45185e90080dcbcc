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
  const nonce = key ? freshNonce(service, ciphers, recalled.seed, hardwareRandom) : '';
  if (!key || !nonce) return fault('busy', 'the setup code is still being made; try again in some seconds');
  state.openNonce = nonce;
  state.openEndMs = nowMs + NONCE_MS;
  return offerOf(ciphers, key.salt, nonce, deviceId(apMac()));
}
