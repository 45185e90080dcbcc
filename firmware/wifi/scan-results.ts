// What the last scan saw, kept as one string: rows as objects would hold ten variables each.

import type { ScanResult } from '../platform/ports.ts';

/** Rows kept, strongest first; as many as fit a phone's list. */
export const NETWORKS_MAX = 16;

/**
 * Behind all that are as strong. Not by sort(): up to 2v28 a list of twelve or more that was in order already, as the
 * radio gives it, would never be freed.
 */
function insert(sorted: ScanResult[], row: ScanResult): void {
  let at = sorted.length;
  while (at > 0 && (sorted[at - 1] as ScanResult).rssi < row.rssi) at--;
  sorted.splice(at, 0, row);
}

export function strongestFirst(results: ScanResult[]): ScanResult[] {
  const sorted: ScanResult[] = [];
  results.forEach((row) => insert(sorted, row));
  return sorted;
}

/** One row per SSID, its strongest; hidden networks have no name to show. */
export function digest(sorted: ScanResult[]): ScanResult[] {
  const names: string[] = [];
  const rows: ScanResult[] = [];
  sorted.forEach((row) => {
    if (row.ssid === '' || names.indexOf(row.ssid) >= 0 || rows.length >= NETWORKS_MAX) return;
    names.push(row.ssid);
    rows.push(row);
  });
  return rows;
}

export function pack(rows: ScanResult[]): string {
  return JSON.stringify(rows.map((row) => [row.ssid, row.rssi, row.channel, row.auth]));
}

export function unpack(packed: string): ScanResult[] {
  if (!packed) return [];
  const rows = JSON.parse(packed) as [string, number, number, string][];
  return rows.map((row) => ({ ssid: row[0], rssi: row[1], channel: row[2], auth: row[3] }));
}

/** The channel for the AP: where the network to keep was last seen, else that of the strongest, else `fallback`. */
export function apChannel(rows: ScanResult[], keptChannel: number, fallback: number): number {
  if (keptChannel) return keptChannel;
  const strongest = rows[0];
  return strongest && strongest.channel >= 1 && strongest.channel <= 13 ? strongest.channel : fallback;
}
