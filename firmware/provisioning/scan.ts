// `scan` as data: the keys of contract section 3.

import type { ScanResult } from '../platform/ports.ts';
import type { Kept } from './state.ts';

export interface ScanData {
  /** -1: nothing was scanned yet. */
  age_s: number;
  networks: ScanResult[];
}

export function scanOf(kept: Kept, nowMs: number, networks: ScanResult[]): ScanData {
  const age_s = kept.scannedMs < 0 ? -1 : Math.floor(nowMs / 1000) - Math.floor(kept.scannedMs / 1000);
  return { age_s, networks };
}
