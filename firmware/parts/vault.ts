// Part: the flash records, opened for one errand and let go.

import { wrongProofs } from '../boot/guard.ts';
import { defaultApSsid } from '../config/schema.ts';
import { hasWorked, payloadOf, restore, saveFault } from '../device/keep.ts';
import { append, type Events, openEvents } from '../flash/events.ts';
import { filesArea } from '../flash/files-area.ts';
import {
  FALLBACK_PAGE_BYTES,
  FALLBACK_PREFIX,
  LOG_PAGES,
  RECORD_FILES,
  RECORDS_PREFIX,
  storePages,
} from '../flash/layout.ts';
import { CONFIG_VERSION, migrate } from '../flash/migrate.ts';
import { save, writesLeft } from '../flash/save.ts';
import { APP, CONFIG, LAST_KIND, load, NAMES, openStore, SEED, SETUP_CODE, type Store } from '../flash/store.ts';
import { apMac, crc32, espruinoFiles, espruinoFlash } from '../hal/espruino.ts';
import type { VaultPart } from '../kernel/parts.ts';
import { CODE_LENGTH } from '../security/code.ts';

const SEED_BYTES = 32;

function openRecords(): Store {
  const area = espruinoFlash();
  if (area) return openStore(area, storePages(area), crc32);
  const files = filesArea(espruinoFiles(), RECORDS_PREFIX, RECORD_FILES, FALLBACK_PAGE_BYTES);
  return openStore(files, RECORD_FILES, crc32);
}

/** Apart from the records: it must work where they do not. */
function log(): Events {
  const area = espruinoFlash() || filesArea(espruinoFiles(), FALLBACK_PREFIX, LOG_PAGES, FALLBACK_PAGE_BYTES);
  return openEvents(area, storePages(area), crc32);
}

export function create(): VaultPart {
  let opened: Store | undefined;
  function store(): Store {
    if (!opened) opened = openRecords();
    return opened;
  }
  function read(kind: number): string {
    const record = load(store(), kind);
    return record ? record.payload : '';
  }
  function stored(): string | undefined {
    const record = load(store(), CONFIG);
    return record && migrate(record.version, record.payload);
  }
  const vault: Omit<VaultPart, 'app' | 'keepApp'> = {
    config: () => restore(stored(), defaultApSsid(apMac())),
    worked: () => hasWorked(stored()),
    code: () => read(SETUP_CODE).slice(0, CODE_LENGTH),
    key: () => read(SETUP_CODE).slice(CODE_LENGTH),
    keep: (config, worked) => saveFault(save(store(), CONFIG, CONFIG_VERSION, payloadOf(config, worked))),
    names() {
      const record = load(store(), NAMES);
      return record ? (JSON.parse(record.payload) as string[]) : [`wifiprov-${apMac().slice(-6)}`, ''];
    },
    keepNames: (names) => saveFault(save(store(), NAMES, CONFIG_VERSION, JSON.stringify(names))),
    keepCode: (code, key) => saveFault(save(store(), SETUP_CODE, CONFIG_VERSION, code + key)),
    isSeeded(start) {
      const birth = +read(SEED).slice(SEED_BYTES);
      if (birth && birth < start) return true;
      // The boot log has lost its memory: the numbers of starts come again, so the seed must not.
      if (start) save(store(), SEED, CONFIG_VERSION, '');
      return false;
    },
    seed: () => read(SEED).slice(0, SEED_BYTES),
    keepSeed: (seed, start) => saveFault(save(store(), SEED, CONFIG_VERSION, seed + start)),
    wrongProofs: () => wrongProofs(log().recent),
    wipe(all) {
      for (let kind = CONFIG; kind <= (all ? LAST_KIND : CONFIG); kind++) save(store(), kind, CONFIG_VERSION, '');
    },
    writesLeft: () => writesLeft(store()),
    problems: () => store().problems,
    mark(letter) {
      append(log(), letter);
    },
  };
  if (!BUILD_APP) return vault as VaultPart;
  return Object.assign(vault, {
    app: () => read(APP),
    keepApp: (text: string) => saveFault(save(store(), APP, CONFIG_VERSION, text)),
  });
}
