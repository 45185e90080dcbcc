// Part: writes one letter into the boot log.

import { append, openEvents } from '../flash/events.ts';
import { filesArea } from '../flash/files-area.ts';
import { FALLBACK_PAGE_BYTES, FALLBACK_PREFIX, LOG_PAGES, storePages } from '../flash/layout.ts';
import { crc32, espruinoFiles, espruinoFlash } from '../hal/espruino.ts';

export function create(letter: string): void {
  const area = espruinoFlash() || filesArea(espruinoFiles(), FALLBACK_PREFIX, LOG_PAGES, FALLBACK_PAGE_BYTES);
  append(openEvents(area, storePages(area), crc32), letter);
}
