// Part: makes the setup code with its key, and the seed of nonces, while the radio is on.

import { apMac, espruinoCiphers, hardwareRandom, sha256 } from '../platform/espruino.ts';
import type { Service } from '../runtime/service.ts';
import { makeKey } from './key.ts';
import { makeSecrets, type Secrets } from './secrets.ts';

function keep(service: Service, made: Secrets): void {
  const kept = service.kept;
  const vault = service.load('store')(service.kept);
  // Of a start that could not be counted no nonce is surely new, whatever the seed.
  kept.seeded = service.boot.starts > 0 && !vault.keepSeed(made.seed, service.boot.starts);
  if (kept.code) return;
  kept.code = made.code;
  const wrong = vault.keepCode(made.code, makeKey(espruinoCiphers(), made.code, made.salt));
  if (wrong) service.say(`error ${wrong.code}: the setup code was not saved and changes at the next start`);
  service.engine().codeReady();
}

export function create(service: Service): void {
  const salt = `${apMac()} ${service.boot.starts}`;
  const chip = { hardwareRandom, sha256 };
  service.kept.making = makeSecrets(
    service.ports.clock,
    chip,
    salt,
    (made) => keep(service, made),
    () => {
      service.kept.making = false;
    },
  );
}
