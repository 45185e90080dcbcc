// Part: the flash records, opened for one errand and let go.

import { defaultApSsid } from '../config/schema.ts';
import { payloadOf, restore, saveFault } from '../device/keep.ts';
import { append, openEvents } from '../flash/events.ts';
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
import { CONFIG, LAST_KIND, load, openStore, SETUP_CODE, type Store } from '../flash/store.ts';
import { apMac, crc32, espruinoFiles, espruinoFlash } from '../hal/espruino.ts';
import type { VaultPart } from '../kernel/parts.ts';

function openRecords(): Store {
  const area = espruinoFlash();
  if (area) return openStore(area, storePages(area), crc32);
  const files = filesArea(espruinoFiles(), RECORDS_PREFIX, RECORD_FILES, FALLBACK_PAGE_BYTES);
  return openStore(files, RECORD_FILES, crc32);
}

/** Apart from the records: it must work where they do not. */
function mark(letter: string): void {
  const area = espruinoFlash() || filesArea(espruinoFiles(), FALLBACK_PREFIX, LOG_PAGES, FALLBACK_PAGE_BYTES);
  append(openEvents(area, storePages(area), crc32), letter);
}

export function create(): VaultPart {
  let opened: Store | undefined;
  function store(): Store {
    if (!opened) opened = openRecords();
    return opened;
  }
  return {
    config() {
      const record = load(store(), CONFIG);
      return restore(record && migrate(record.version, record.payload), defaultApSsid(apMac()));
    },
    code() {
      const record = load(store(), SETUP_CODE);
      return record ? record.payload : '';
    },
    keep: (config) => saveFault(save(store(), CONFIG, CONFIG_VERSION, payloadOf(config))),
    keepCode: (code) => saveFault(save(store(), SETUP_CODE, CONFIG_VERSION, code)),
    wipe(all) {
      for (let kind = CONFIG; kind <= (all ? LAST_KIND : CONFIG); kind++) save(store(), kind, CONFIG_VERSION, '');
    },
    writesLeft: () => writesLeft(store()),
    problems: () => store().problems,
    mark,
  };
}
