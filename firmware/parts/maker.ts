// Part: makes the setup code, while the radio is on.

import { apMac, hardwareRandom, sha256 } from '../hal/espruino.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { makeCode } from '../security/maker.ts';

export function create(kernel: Kernel): void {
  const salt = `${apMac()} ${kernel.boot.starts}`;
  makeCode(kernel.ports.clock, { hardwareRandom, sha256 }, salt, (code) => {
    kernel.kept.code = code;
    kernel.kept.making = false;
    const wrong = kernel.load.vault()().keepCode(code);
    if (wrong) kernel.say(`error ${wrong.code}: the setup code is not in flash and changes at the next start`);
    kernel.engine().codeReady();
  });
}
