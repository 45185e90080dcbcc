// How long the flash lasts: measured on a ring of the real size with a config as it is really stored.

import { expect, it } from 'vitest';
import { defaultConfig } from '../../firmware/config/schema.ts';
import { append, openEvents } from '../../firmware/storage/boot-log.ts';
import { payloadOf } from '../../firmware/storage/config-record.ts';
import { LOG_PAGES, storePages } from '../../firmware/storage/layout.ts';
import { save, writesLeft } from '../../firmware/storage/save.ts';
import { CONFIG, NAMES, openStore, SEED, SETUP_CODE } from '../../firmware/storage/store.ts';
import { crc32, fakeFlash } from '../fakes/flash.ts';

/** The free partition. */
const PAGES = 16;
/** Guaranteed by the data sheets of the ESP32 modules' flash. */
const ERASE_CYCLES = 100_000;
const CHANGES_A_DAY = 10;
const STARTS_A_DAY = 10;
const LETTERS_A_START = 4;
const DAYS_A_YEAR = 365;

/** The longest names and passwords that the radio takes. */
function longConfig(n: number): string {
  const config = defaultConfig('x'.repeat(31));
  Object.assign(config, { 'STA.SSID': `${n}`.padEnd(31, '-'), 'STA.PWD': 'p'.repeat(63), 'AP.PWD': 'q'.repeat(62) });
  return payloadOf(config, true);
}

function report(what: string, years: number): void {
  process.stderr.write(`measured: ${what}: ${Math.floor(years)} years\n`);
}

it('at 10 changes of the longest config a day the ring of records lasts over 3000 years', () => {
  const flash = fakeFlash(PAGES, 4096);
  const store = openStore(flash, storePages(flash), crc32);
  save(store, SETUP_CODE, 1, 'c'.repeat(12 + 48));
  save(store, SEED, 1, 's'.repeat(32));
  save(store, NAMES, 1, 'n'.repeat(65));
  const saves = 3_000;
  for (let n = 0; n < saves; n++) expect(save(store, CONFIG, 2, longConfig(n))).toBe('ok');
  const worst = Math.max(...flash.erases);
  const years = (ERASE_CYCLES / worst) * (saves / CHANGES_A_DAY / DAYS_A_YEAR);
  report('10 changes a day', years);
  expect(worst).toBeGreaterThan(10);
  expect(years).toBeGreaterThan(3_000);
  // What `status` tells is of the same size, and no more than is true.
  expect(writesLeft(store) / CHANGES_A_DAY / DAYS_A_YEAR).toBeGreaterThan(3_000);
});

it('at 10 starts a day, each with its four letters, the boot log lasts over 10 000 years', () => {
  const flash = fakeFlash(PAGES, 4096);
  const starts = 6_000;
  for (let n = 0; n < starts; n++) {
    const events = openEvents(flash, PAGES - LOG_PAGES, crc32);
    for (let letter = 0; letter < LETTERS_A_START; letter++) append(events, 'pdTh'.charAt(letter));
  }
  const worst = Math.max(...flash.erases);
  const years = (ERASE_CYCLES / worst) * (starts / STARTS_A_DAY / DAYS_A_YEAR);
  report('10 starts a day', years);
  expect(years).toBeGreaterThan(10_000);
});
