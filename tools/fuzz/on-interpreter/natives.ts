// What the port gives to the modules that are fuzzed inside the interpreter (types only): Node has its own of each.

import type { Ciphers } from '../../../firmware/platform/ports.ts';

export interface Natives {
  crc32(bytes: string): number;
  sum(bytes: string): number;
  ciphers: Ciphers;
}
