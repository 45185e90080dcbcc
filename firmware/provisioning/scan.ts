// `scan` as data: the keys of docs/tcp.md.

import type { ScanResult } from '../platform/ports.ts';
import type { DeviceState } from './state.ts';

export interface ScanData {
  /** -1: nothing was scanned yet. */
  age_s: number;
  networks: ScanResult[];
}

export function scanOf(state: DeviceState, nowMs: number, networks: ScanResult[]): ScanData {
  const age_s = state.scannedMs < 0 ? -1 : Math.floor(nowMs / 1000) - Math.floor(state.scannedMs / 1000);
  return { age_s, networks };
}
