// Part: makes the setup code with its key, and the seed of nonces, while the radio is on.

import { apMac, espruinoCiphers, hardwareRandom, sha256 } from '../hal/espruino.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { makeKey } from '../security/key.ts';
import { makeSecrets, type Secrets } from '../security/maker.ts';

function keep(kernel: Kernel, made: Secrets): void {
  const kept = kernel.kept;
  const vault = kernel.load('vault')(kernel.kept);
  // Of a start that could not be counted no nonce is surely new, whatever the seed.
  kept.seeded = kernel.boot.starts > 0 && !vault.keepSeed(made.seed, kernel.boot.starts);
  if (kept.code) return;
  kept.code = made.code;
  const wrong = vault.keepCode(made.code, makeKey(espruinoCiphers(), made.code, made.salt));
  if (wrong) kernel.say(`error ${wrong.code}: the setup code is not in flash and changes at the next start`);
  kernel.engine().codeReady();
}

export function create(kernel: Kernel): void {
  const salt = `${apMac()} ${kernel.boot.starts}`;
  const chip = { hardwareRandom, sha256 };
  kernel.kept.making = makeSecrets(
    kernel.ports.clock,
    chip,
    salt,
    (made) => keep(kernel, made),
    () => {
      kernel.kept.making = false;
    },
  );
}
