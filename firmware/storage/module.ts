// Module: the flash records, opened for one use and let go.

import { othersAfter } from '../config/known.ts';
import { type Config, defaultApSsid } from '../config/schema.ts';
import type { Fault } from '../lib/result.ts';
import { apMac, crc32, espruinoFiles, espruinoFlash } from '../platform/espruino.ts';
import type { DeviceState } from '../provisioning/state.ts';
import { wrongProofs } from '../runtime/boot/guard.ts';
import { CODE_LENGTH } from '../security/code.ts';
import { append, type Events, openEvents } from './boot-log.ts';
import { hasWorked, payloadOf, restore, saveFault } from './config-record.ts';
import { filesArea } from './files-area.ts';
import { FALLBACK_PAGE_BYTES, FALLBACK_PREFIX, LOG_PAGES, RECORD_FILES, RECORDS_PREFIX, storePages } from './layout.ts';
import { CONFIG_VERSION, migrate } from './migrate.ts';
import { save, writesLeft } from './save.ts';
import { CONFIG, LAST_KIND, load, NAMES, OTHERS, openStore, RESUME, SEED, SETUP_CODE, type Store } from './store.ts';

/** The flash records, opened for one use. */
export interface StoreModule {
  /** Looks for the records now. The other calls do so when they need them, but deeper in the stack. */
  open(): void;
  /** The config in flash, or the defaults. */
  config(): Config;
  /** A network that has worked is kept. */
  worked(): boolean;
  code(): string;
  /** Another network takes the place of the one that was kept, which stays known unless it `isForgotten`. */
  keep(config: Config, worked: boolean, isForgotten: boolean): Fault | undefined;
  /** With the key that was made of it, see security/key.ts. */
  keepCode(code: string, key: string): Fault | undefined;
  /** '' when none is kept. */
  key(): string;
  /** Once a start: is there a seed of nonces that is older than it? Any other is forgotten. */
  isSeeded(start: number): boolean;
  seed(): string;
  keepSeed(seed: string, start: number): Fault | undefined;
  /** For the next start, see provisioning/resume.ts; '' forgets it. */
  keepResume(text: string): Fault | undefined;
  /** Once a start: what the last one has left, forgotten with this. */
  takeResume(): string;
  /** Wrong proofs of the setup code since the last right one. */
  wrongProofs(): number;
  /** Hostname and device name, which is '' until it is set. */
  names(): string[];
  keepNames(names: string[]): Fault | undefined;
  /** A record of that kind, see storage/store.ts: an embedder's app has one. '' for none. */
  read(kind: number): string;
  put(kind: number, payload: string): Fault | undefined;
  wipe(all: boolean): void;
  writesLeft(): number;
  /** Keeps that number, so that showing it does not need to read flash; -1 where others change it too. */
  count(): void;
  /** Damaged or foreign records met for the first time. */
  problems(): number;
  /** Writes one letter of runtime/boot/guard.ts into the boot log. */
  mark(letter: string): void;
}

const SEED_BYTES = 32;

/** Puts the records into the store; it gives nothing back, since looking for them goes deep (see `open`). */
function openRecords(store: FlashStore): void {
  const flash = espruinoFlash();
  const area = flash || filesArea(espruinoFiles(), RECORDS_PREFIX, RECORD_FILES, FALLBACK_PAGE_BYTES);
  const pages = flash ? storePages(flash) : RECORD_FILES;
  store.opened = openStore(area, pages, crc32);
}

/** Apart from the records: it must work where they do not. */
function log(): Events {
  const area = espruinoFlash() || filesArea(espruinoFiles(), FALLBACK_PREFIX, LOG_PAGES, FALLBACK_PAGE_BYTES);
  return openEvents(area, storePages(area), crc32);
}

class FlashStore implements StoreModule {
  readonly state: DeviceState;
  opened: Store | undefined;

  constructor(state: DeviceState) {
    this.state = state;
    this.opened = undefined;
  }

  /** A statement before what uses the records: inside of a call's arguments it would take more of the stack. */
  open(): void {
    if (!this.opened) openRecords(this);
  }

  store(): Store {
    this.open();
    return this.opened as Store;
  }

  read(kind: number): string {
    this.open();
    const record = load(this.opened as Store, kind);
    return record ? record.payload : '';
  }

  put(kind: number, payload: string): Fault | undefined {
    this.open();
    const done = save(this.opened as Store, kind, CONFIG_VERSION, payload);
    if (done !== 'unchanged') this.count();
    return saveFault(done);
  }

  count(): void {
    this.state.writesLeft = this.store().area.erasesLeft ? -1 : this.writesLeft();
  }

  stored(): string | undefined {
    this.open();
    const record = load(this.opened as Store, CONFIG);
    return record && migrate(record.version, record.payload);
  }

  config(): Config {
    const config = restore(this.stored(), defaultApSsid(apMac()));
    // Of another build: the device could not be reached.
    if (BUILD_AP_POLICY === 'never') config.mode = 0;
    return config;
  }

  worked(): boolean {
    return hasWorked(this.stored());
  }

  code(): string {
    return this.read(SETUP_CODE).slice(0, CODE_LENGTH);
  }

  key(): string {
    return this.read(SETUP_CODE).slice(CODE_LENGTH);
  }

  keep(config: Config, worked: boolean, isForgotten: boolean): Fault | undefined {
    if (BUILD_KNOWN) {
      const old = this.config();
      const had = this.worked();
      let others = this.read(OTHERS);
      if (old['STA.SSID'] !== config['STA.SSID']) others = othersAfter(old, had, others, isForgotten);
      const wrong = this.put(OTHERS, others);
      if (wrong) return wrong;
    }
    return this.put(CONFIG, payloadOf(config, worked));
  }

  names(): string[] {
    const names = this.read(NAMES);
    return names ? (JSON.parse(names) as string[]) : [`${BUILD_BRAND.host}${apMac().slice(-6)}`, ''];
  }

  keepNames(names: string[]): Fault | undefined {
    return this.put(NAMES, JSON.stringify(names));
  }

  keepCode(code: string, key: string): Fault | undefined {
    return this.put(SETUP_CODE, code + key);
  }

  isSeeded(start: number): boolean {
    const birth = +this.read(SEED).slice(SEED_BYTES);
    if (birth && birth < start) return true;
    // The boot log has lost its memory: the numbers of starts come again, so the seed must not.
    if (start) this.put(SEED, '');
    return false;
  }

  seed(): string {
    return this.read(SEED).slice(0, SEED_BYTES);
  }

  keepSeed(seed: string, start: number): Fault | undefined {
    return this.put(SEED, seed + start);
  }

  keepResume(text: string): Fault | undefined {
    return this.put(RESUME, text);
  }

  takeResume(): string {
    const text = this.read(RESUME);
    this.put(RESUME, '');
    return text;
  }

  wrongProofs(): number {
    return wrongProofs(log().recent);
  }

  wipe(all: boolean): void {
    this.put(OTHERS, '');
    for (let kind = CONFIG; kind <= (all ? LAST_KIND : CONFIG); kind++) this.put(kind, '');
  }

  writesLeft(): number {
    return writesLeft(this.store());
  }

  problems(): number {
    return this.store().problems;
  }

  mark(letter: string): void {
    append(log(), letter);
  }
}

export function create(state: DeviceState): StoreModule {
  return new FlashStore(state);
}
