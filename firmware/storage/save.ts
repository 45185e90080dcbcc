// Writes to the store: append, or begin the next page; every record is read back before it counts.

import type { FlashRecord } from './record.ts';
import { encodeRecord, maxPayload, recordBytes } from './record.ts';
import type { Store } from './store.ts';
import { ALONE, CONFIG, LAST_KIND, load } from './store.ts';

export type SaveResult = 'ok' | 'unchanged' | 'failed' | 'full';

const MAX_PAGES_TRIED = 3;
// Guaranteed by the chip's data sheet for each page.
const ERASE_CYCLES = 100000;
// A config with usual names and passwords; only for the estimate before there is one.
const TYPICAL_RECORD_BYTES = 288;

/** Writes one record and reads it back. */
function put(store: Store, at: number, record: FlashRecord): boolean {
  const bytes = encodeRecord(record, store.crc32);
  try {
    store.area.write(at, bytes);
    return store.area.read(at, bytes.length) === bytes;
  } catch {
    return false;
  }
}

/** Erases a page and writes `records` to it; the store moves there only when all of them stand. */
function fill(store: Store, page: number, records: FlashRecord[]): boolean {
  const moved: { [kind: number]: number } = {};
  let at = page * store.area.pageSize;
  try {
    store.area.erase(page);
  } catch {
    return false;
  }
  for (let i = 0; i < records.length; i++) {
    const record = records[i] as FlashRecord;
    record.sequence = ++store.sequence;
    if (!put(store, at, record)) return false;
    moved[record.kind & ~ALONE] = at;
    at += recordBytes(record.payload);
  }
  store.page = page;
  store.at = moved;
  store.end = at;
  return true;
}

/** Begins a new page with everything live, the new record last. */
function turnPage(store: Store, record: FlashRecord): SaveResult {
  const records: FlashRecord[] = [];
  for (let kind = 1; kind <= LAST_KIND; kind++) {
    const state = kind !== record.kind && load(store, kind);
    if (state) records.push(state);
  }
  record.kind |= ALONE;
  records.push(record);
  // Damage may have left a value alone on an older page: that one is spared in the first round. In a second one, where
  // there is no other, its value waits in RAM.
  const needed = Object.values(store.at).map((at) => Math.floor(at / store.area.pageSize));
  let tries = 0;
  for (let i = 1; tries < MAX_PAGES_TRIED && i <= MAX_PAGES_TRIED * store.pages; i++) {
    const page = (store.page + i) % store.pages;
    if (page === store.page || (i < store.pages && needed.indexOf(page) >= 0)) continue;
    if (store.area.erasesLeft && store.area.erasesLeft() < 1) return 'full';
    if (fill(store, page, records)) return 'ok';
    tries++;
  }
  return 'failed';
}

/** Keeps a value; an empty payload forgets the kind. 'ok' only after it was read back. */
export function save(store: Store, kind: number, version: number, payload: string): SaveResult {
  const old = load(store, kind);
  if (old ? old.payload === payload && old.version === version : payload === '') return 'unchanged';
  if (payload.length > maxPayload(store.area.pageSize)) return 'failed';
  const pageEnd = (store.page + 1) * store.area.pageSize;
  const at = store.end;
  if (at + recordBytes(payload) <= pageEnd) {
    store.sequence++;
    if (put(store, at, { kind: kind | ALONE, version, sequence: store.sequence, payload })) {
      store.at[kind] = at;
      store.end = at + recordBytes(payload);
      return 'ok';
    }
    // What stands there now is unknown: the rest of the page is left alone.
    store.end = pageEnd;
  }
  return turnPage(store, { kind, version, sequence: 0, payload });
}

/** How many more changes of the config there is room for: until storage is full, or until the flash is worn out. */
export function writesLeft(store: Store): number {
  const size = store.area.pageSize;
  let bytes = TYPICAL_RECORD_BYTES;
  let others = 0;
  for (let kind = 1; kind <= LAST_KIND; kind++) {
    const record = load(store, kind);
    if (!record) continue;
    if (kind === CONFIG) bytes = recordBytes(record.payload);
    else others += recordBytes(record.payload);
  }
  // Every new page begins with the other kinds.
  const perPage = Math.floor((size - others) / bytes);
  if (!store.area.erasesLeft) return Math.max(0, store.pages * ERASE_CYCLES * perPage - store.sequence);
  return Math.floor(((store.page + 1) * size - store.end) / bytes) + store.area.erasesLeft() * perPage;
}
