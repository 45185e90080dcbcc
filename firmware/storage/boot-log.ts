// A log of one-byte events on two flash pages: starts, doors, survivals, wrong proofs. Never erased before a new page stands.
//
// A page begins with a record: its sequence number counts the events before the page, its payload repeats the last
// of them. Each event after it is one byte in the next place that is still 0xff; so it costs no erase, and Storage,
// which refuses to write a byte twice, allows it as well.

import type { FlashArea } from '../platform/ports.ts';
import type { Crc32, FlashRecord } from './record.ts';
import { encodeRecord, HEADER_BYTES, readRecord, recordBytes } from './record.ts';

export interface Events {
  area: FlashArea;
  /** The log is the pages `first` and `first + 1`. */
  first: number;
  crc32: Crc32;
  page: number;
  /** Where the next event goes; the page's end when there is no page yet. */
  at: number;
  /** The last events, oldest first, at most RECENT. */
  recent: string;
  /** How many were ever written: never the same number twice. */
  total: number;
}

/** What is remembered: some fifteen starts, or a full lock with its tries. */
export const RECENT = 64;
// Not one of the store's kinds, so that a page can never be taken for the other's.
const EVENTS_KIND = 0x60;
const SEARCH_BYTES = 256;
const MAX_TRIES = 3;

function pageEnd(events: Events): number {
  return (events.page + 1) * events.area.pageSize;
}

/** The offset of the first place that is still blank. */
function blankAt(area: FlashArea, from: number, end: number): number {
  for (let at = from; at < end; at += SEARCH_BYTES) {
    const hit = area.read(at, Math.min(SEARCH_BYTES, end - at)).indexOf('\xff');
    if (hit >= 0) return at + hit;
  }
  return end;
}

/** Reads the log; unreadable pages are as good as blank ones. Writes nothing. */
export function openEvents(area: FlashArea, first: number, crc32: Crc32): Events {
  const events: Events = { area, first, crc32, page: first + 1, at: 0, recent: '', total: 0 };
  let newest: FlashRecord | null = null;
  for (let page = first; page <= first + 1; page++) {
    const start = page * area.pageSize;
    const record = readRecord(area, start, area.read(start, HEADER_BYTES), crc32);
    if (record && record.kind === EVENTS_KIND && (!newest || record.sequence > newest.sequence)) {
      newest = record;
      events.page = page;
    }
  }
  events.at = pageEnd(events);
  if (!newest) return events;
  const start = events.page * area.pageSize + recordBytes(newest.payload);
  events.at = blankAt(area, start, events.at);
  events.total = newest.sequence + events.at - start;
  const from = Math.max(start, events.at - RECENT);
  const here = events.at > from ? area.read(from, events.at - from) : '';
  events.recent = (newest.payload + here).slice(-RECENT);
  return events;
}

/** Begins the other page; the old one stays as it is until the log comes round. */
function turnPage(events: Events): boolean {
  const page = events.page === events.first ? events.first + 1 : events.first;
  const start = page * events.area.pageSize;
  const record = { kind: EVENTS_KIND, version: 1, sequence: events.total, payload: events.recent };
  const bytes = encodeRecord(record, events.crc32);
  events.area.erase(page);
  events.area.write(start, bytes);
  if (events.area.read(start, bytes.length) !== bytes) return false;
  events.page = page;
  events.at = start + recordBytes(record.payload);
  return true;
}

/** Writes one event, a single byte other than 0xff. False when the flash does not take it. */
export function append(events: Events, event: string): boolean {
  try {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      if (events.at >= pageEnd(events) && !turnPage(events)) continue;
      const at = events.at++;
      events.total++;
      events.area.write(at, event);
      if (events.area.read(at, 1) !== event) continue;
      events.recent = (events.recent + event).slice(-RECENT);
      return true;
    }
  } catch {
    // Storage full, or a port that refuses: the caller goes on without the log.
  }
  return false;
}
