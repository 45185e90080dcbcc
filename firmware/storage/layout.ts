// Who has which pages of the flash area: the records a ring at the front, the boot log the last two.

import type { FlashArea } from '../platform/ports.ts';

export const LOG_PAGES = 2;
/** On boards without the raw area: files of the log and of the records are apart. */
export const FALLBACK_PREFIX = 'wifiprov.';
export const FALLBACK_PAGE_BYTES = 4096;

/** Pages of the record ring; 0 for an area that has only the log. */
export function storePages(area: FlashArea): number {
  return area.pages - LOG_PAGES;
}
export const RECORDS_PREFIX = 'wifiprov.r';
export const RECORD_FILES = 2;
