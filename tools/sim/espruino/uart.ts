// UART0 on the way in: what a port build loses of a burst, and how a burst travels through the interpreter's stdin.

import type { PortBuild } from '../engine.ts';

/** The port's driver hands over at most this much in one go. */
const MAX_BURST = 256;
/** Of it the builds up to 2v29 keep this much and lose the rest without a sign. */
const KEPT_OF_BURST = 64;

const EOT = 0x04;
const ESCAPE = 0x1a;
const [EOT_MARK, ESCAPE_MARK, END_MARK] = [0x41, 0x42, 0x45];

/** What goes to standard input for one burst. With the REPL on the port nothing is lost, but it cannot be given a 0x04. */
export function stdinBytes(burst: Uint8Array, portBuild: PortBuild, repl: boolean): Buffer {
  if (repl) return Buffer.from(burst.filter((byte) => byte !== EOT));
  const parts: Buffer[] = [];
  for (let at = 0; at < burst.length; at += MAX_BURST) {
    const length = portBuild === '2v27' ? KEPT_OF_BURST : MAX_BURST;
    parts.push(encodeBurst(burst.subarray(at, Math.min(at + length, at + MAX_BURST, burst.length))));
  }
  return Buffer.concat(parts);
}

/** See `prelude.ts`: the interpreter ends itself at a bare 0x04, and cuts its input where it likes. */
function encodeBurst(bytes: Uint8Array): Buffer {
  const out: number[] = [];
  for (const byte of bytes) {
    if (byte === EOT) out.push(ESCAPE, EOT_MARK);
    else if (byte === ESCAPE) out.push(ESCAPE, ESCAPE_MARK);
    else out.push(byte);
  }
  return Buffer.from([...out, ESCAPE, END_MARK]);
}
