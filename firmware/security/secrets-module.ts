// Module: makes the setup code with its key, and the seed of nonces, while the radio is on.

import { apMac, espruinoCiphers, hardwareRandom, sha256 } from '../platform/espruino.ts';
import type { Service } from '../runtime/service.ts';
import { makeKey } from './key.ts';
import { makeSecrets, type Secrets } from './secrets.ts';

function keep(service: Service, made: Secrets): void {
  const state = service.state;
  const store = service.load('store')(service.state);
  // Of a start that could not be counted no nonce is surely new, whatever the seed.
  state.seeded = service.boot.starts > 0 && !store.keepSeed(made.seed, service.boot.starts);
  if (state.code) return;
  state.code = made.code;
  const wrong = store.keepCode(made.code, makeKey(espruinoCiphers(), made.code, made.salt));
  if (wrong) service.printEvent(`error ${wrong.code}: the setup code was not saved and changes at the next start`);
  service.connection().codeReady();
}

export function create(service: Service): void {
  const salt = `${apMac()} ${service.boot.starts}`;
  const chip = { hardwareRandom, sha256 };
  service.state.making = makeSecrets(
    service.ports.clock,
    chip,
    salt,
    (made) => keep(service, made),
    () => {
      service.state.making = false;
    },
  );
}
