// The store: a few kinds of values in a ring of flash pages, each kept whole whatever byte the power fails at.
//
// Records are appended to the newest page. When it is full, the page after it in the ring is erased and filled with
// what is still live, the new value last and marked ALONE. A page without an ALONE record is a draft that a power
// cut left behind: it does not count, and the page before it still holds everything. So the newest page that counts
// always stands alone, and whatever is erased is older than what stands on it.

import type { FlashArea } from '../platform/ports.ts';
import type { Crc32, FlashRecord } from './record.ts';
import { HEADER_BYTES, nextRecord, readRecord, recordBytes } from './record.ts';

/**
 * Kinds of values. The largest of all must fit on one page together: a config has 1008 bytes at most (test/app/values.test.ts adds later fields), an app's values
 * APP_MAX of app/values.ts, what a start takes up RESUME_MAX of provisioning/resume.ts, the other networks OTHERS_MAX of config/known.ts, the rest some
 * hundred.
 */
export const CONFIG = 1;
export const SETUP_CODE = 2;
export const SEED = 3;
/** Hostname and device name. */
export const NAMES = 4;
/** What an embedder's app keeps. */
export const APP = 5;
/** What the next start takes up, see provisioning/resume.ts. */
export const RESUME = 6;
/** Known networks beside that of the config, see config/known.ts. */
export const OTHERS = 7;
export const LAST_KIND = OTHERS;

/** Pages that may run out. On Storage an erase costs space; raw flash has no `erasesLeft`. */
export interface StoreArea extends FlashArea {
  erasesLeft?(): number;
}

export interface Store {
  area: StoreArea;
  /** The ring is pages 0 .. pages-1 of the area. */
  pages: number;
  crc32: Crc32;
  page: number;
  /** Where the next record goes; the page's end closes the page. */
  end: number;
  sequence: number;
  /** Offset of the newest record of each kind. */
  at: { [kind: number]: number };
  /** Damaged or foreign places that were met for the first time at `openStore`. */
  problems: number;
}

// Set in the kind byte: with this record the page holds everything live.
export const ALONE = 0x80;

/** Takes over what a page holds and no newer one told. */
function adopt(store: Store, page: number, isFirst: boolean): 'draft' | 'damaged' | 'whole' {
  const pageEnd = (page + 1) * store.area.pageSize;
  const found: { [kind: number]: number } = {};
  let damaged = 0;
  let isDraft = true;
  let newest = 0;
  let step = nextRecord(store.area, page * store.area.pageSize, pageEnd, store.crc32);
  while (step.record) {
    // One that is older than those before it was left over by an erase that did not take.
    if (step.record.sequence > newest) {
      newest = step.record.sequence;
      found[step.record.kind & ~ALONE] = step.at;
      if (step.record.kind & ALONE) isDraft = false;
    }
    damaged += step.damaged;
    store.problems += step.fresh;
    step = nextRecord(store.area, step.at + recordBytes(step.record.payload), pageEnd, store.crc32);
  }
  damaged += step.damaged;
  store.problems += step.fresh;
  store.sequence = Math.max(store.sequence, newest);
  if (isDraft) return 'draft';
  if (isFirst) {
    store.page = page;
    store.end = step.at;
  }
  for (let kind = 1; kind <= LAST_KIND; kind++) {
    const at = found[kind];
    if (store.at[kind] === undefined && at !== undefined) store.at[kind] = at;
  }
  return damaged > 0 ? 'damaged' : 'whole';
}

/** Finds what is stored. The ring is the area's first `pages` pages, two at least. */
export function openStore(area: StoreArea, pages: number, crc32: Crc32): Store {
  const size = area.pageSize;
  // With nothing found, the last page counts as full, so that the first save opens page 0.
  const store: Store = { area, pages, crc32, page: pages - 1, end: pages * size, sequence: 0, at: {}, problems: 0 };
  const leads: number[] = [];
  for (let page = 0; page < pages; page++) {
    const step = nextRecord(area, page * size, (page + 1) * size, crc32);
    leads.push(step.record ? step.record.sequence : 0);
    store.problems += step.fresh;
  }
  let isFirst = true;
  for (let lead = Math.max.apply(null, leads); lead > 0; lead = Math.max.apply(null, leads)) {
    const page = leads.indexOf(lead);
    leads[page] = 0;
    const state = adopt(store, page, isFirst);
    if (state === 'whole') break;
    // A damaged page may have lost a kind: an older one still has its value of that time.
    if (state === 'damaged') isFirst = false;
  }
  return store;
}

/** The newest value of a kind; undefined when there is none or it was forgotten. */
export function load(store: Store, kind: number): FlashRecord | undefined {
  const at = store.at[kind];
  if (at === undefined) return undefined;
  const record = readRecord(store.area, at, store.area.read(at, HEADER_BYTES), store.crc32);
  if (!record || record.payload === '') return undefined;
  record.kind = kind;
  return record;
}
