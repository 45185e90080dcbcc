// The known networks stand in two records. Power fails at every byte of each change: none that is known before and after is lost.

import { describe, expect, it } from 'vitest';
import {
  type Known,
  networkOf,
  OTHERS_MAX,
  othersAfter,
  packKnown,
  unpackKnown,
  withNetwork,
} from '../../firmware/config/known.ts';
import { type Config, defaultConfig } from '../../firmware/config/schema.ts';
import { hasWorked, payloadOf, restore, saveFault } from '../../firmware/storage/config-record.ts';
import { forgetIn, type KnownStore, knownIn, othersIn } from '../../firmware/storage/known-networks.ts';
import { CONFIG_VERSION } from '../../firmware/storage/migrate.ts';
import { maxPayload, recordBytes } from '../../firmware/storage/record.ts';
import { save, writesLeft } from '../../firmware/storage/save.ts';
import { CONFIG, load, OTHERS, openStore, SEED, SETUP_CODE } from '../../firmware/storage/store.ts';
import { crc32, ERASE_TICKS, type FakeFlash, fakeFlash } from '../fakes/flash.ts';

const PAGE = 4096;
const NAMES = ['Home', 'Office', 'Phone', 'Cabin', 'Train', 'New'];
const network = (ssid: string): Known => ({
  ssid,
  psk: ssid === 'Phone' ? '' : `password of ${ssid}`,
  auth: ssid === 'Phone' ? 1 : 4,
  ch: 0,
});

interface Board extends KnownStore {
  flash: FakeFlash;
  keep(ssid: string, isForgotten?: boolean): void;
  store(config: Config, isForgotten?: boolean): void;
}

/** As storage/module.ts keeps them. */
function boardOf(flash: FakeFlash): Board {
  const store = openStore(flash, flash.pages, crc32);
  const stored = (): string | undefined => load(store, CONFIG)?.payload;
  const board: Board = {
    flash,
    config: () => restore(stored(), 'PROV_A1B2C3'),
    worked: () => hasWorked(stored()),
    read: (kind) => load(store, kind)?.payload ?? '',
    put: (kind, payload) => saveFault(save(store, kind, CONFIG_VERSION, payload)),
    keep(ssid, isForgotten = false) {
      board.store(withNetwork(board.config(), network(ssid)), isForgotten);
    },
    store(config, isForgotten = false) {
      const old = board.config();
      const others = othersAfter(old, board.worked(), board.read(OTHERS), isForgotten);
      if (old['STA.SSID'] !== config['STA.SSID']) expect(board.put(OTHERS, others)).toBeUndefined();
      expect(board.put(CONFIG, payloadOf(config, true))).toBeUndefined();
    },
  };
  return board;
}

const names = (board: KnownStore): string[] => knownIn(board).map(({ ssid }) => ssid);

/** The last of them is in use. */
function knows(flash: FakeFlash, ssids: string[]): Board {
  const board = boardOf(flash);
  board.put(SETUP_CODE, 'CODE'.repeat(15));
  for (const ssid of ssids) board.keep(ssid);
  return board;
}

/** No room on the newest page for any record. */
function fillPage(flash: FakeFlash): void {
  const store = openStore(flash, flash.pages, crc32);
  for (let n = 0; PAGE - (store.end % PAGE) >= 20; n++) save(store, SEED, 1, n % 2 ? 'a' : 'b');
}

describe('what is known', () => {
  it('is the network of the config, then the one that was used last of the others', () => {
    const board = knows(fakeFlash(3, PAGE), ['Home', 'Office', 'Phone']);
    expect(knownIn(board)).toEqual(['Phone', 'Office', 'Home'].map(network));
    expect(othersIn(board, 'Office').map(({ ssid }) => ssid)).toEqual(['Phone', 'Home']);
    board.keep('Home');
    expect(names(board)).toEqual(['Home', 'Phone', 'Office']);
  });

  it.each([
    [4, ['Cabin', 'Phone', 'Office', 'Home']],
    [5, ['Train', 'Cabin', 'Phone', 'Office', 'Home']],
    [6, ['New', 'Train', 'Cabin', 'Phone', 'Office']],
  ])('after %i networks is %j', (count, known) => {
    expect(names(knows(fakeFlash(3, PAGE), NAMES.slice(0, count)))).toEqual(known);
  });

  it('of a device that an older firmware has set up is the network of its config', () => {
    const flash = fakeFlash(3, PAGE);
    const old =
      '{"mode":0,"save_config":1,"countrycode":"GEN","STA":{"ch":0,"auto":1,"auth":4,"SSID":"Home","PWD":"correct horse"},"AP":{"ch":1,"ssidv":1,"auth":4,"SSID":"PROV_A1B2C3","PWD":""}}';
    save(openStore(flash, flash.pages, crc32), CONFIG, CONFIG_VERSION, old);
    const board = boardOf(flash);
    expect(knownIn(board)).toEqual([{ ssid: 'Home', psk: 'correct horse', auth: 4, ch: 0 }]);
    const writes = flash.writes;
    expect(othersIn(board, 'Home')).toEqual([]);
    expect(flash.writes).toBe(writes);
    board.keep('Office');
    expect(names(board)).toEqual(['Office', 'Home']);
  });

  it.each<[string, Partial<Config>, boolean, string[]]>([
    ['with auto 0 and untried is not known', { 'STA.SSID': 'Home', 'STA.auto': 0 }, false, []],
    ['with auto 0 that has worked is known', { 'STA.SSID': 'Home', 'STA.auto': 0 }, true, ['Home']],
    ['that was put in at flashing is known', { 'STA.SSID': 'Home' }, false, ['Home']],
    ['of no name is none', {}, false, []],
  ])('a network %s', (_, fields, worked, known) => {
    const board = boardOf(fakeFlash(3, PAGE));
    board.put(CONFIG, payloadOf(Object.assign(defaultConfig('PROV_A1B2C3'), fields), worked));
    expect(names(board)).toEqual(known);
    expect(unpackKnown(othersAfter(board.config(), worked, '', false)).map(({ ssid }) => ssid)).toEqual(known);
  });

  it('is not written again when nothing changes', () => {
    const board = knows(fakeFlash(3, PAGE), ['Home', 'Office']);
    const writes = board.flash.writes;
    board.keep('Office');
    expect(board.flash.writes).toBe(writes);
  });

  it('of one name is one network, with the newest password', () => {
    const board = knows(fakeFlash(3, PAGE), ['Home', 'Office']);
    board.put(OTHERS, packKnown([{ ...network('Office'), psk: 'an older password' }, network('Home')]));
    expect(knownIn(board)).toEqual(['Office', 'Home'].map(network));
  });
});

describe('the record of the others', () => {
  const worst = (n: number): Known => ({ ssid: `${n}`.padEnd(32, '"'), psk: `${n}`.padEnd(64, '\\'), auth: 6, ch: 13 });

  it('holds five of the longest names and passwords, of any bytes', () => {
    const all = [1, 2, 3, 4, 5].map(worst);
    const text = packKnown(all);
    expect(text.length).toBeLessThanOrEqual(OTHERS_MAX);
    expect(text.length).toBeGreaterThan(OTHERS_MAX - 5);
    expect(OTHERS_MAX).toBeLessThanOrEqual(maxPayload(PAGE));
    expect(unpackKnown(text)).toEqual(all);
    const bytes = Array.from({ length: 32 }, (_, i) => String.fromCharCode(224 + i)).join('');
    const strange = [
      { ssid: bytes, psk: '\u00ff'.repeat(63), auth: 1, ch: 0 },
      { ssid: 'x', psk: '', auth: 1, ch: 0 },
    ];
    expect(unpackKnown(packKnown(strange))).toEqual(strange);
    expect([packKnown([]), unpackKnown('')]).toEqual(['', []]);
  });

  it('fits on one page with the largest of all other kinds', () => {
    const largest = [maxPayload(PAGE), 12 + 48, 40, 90, 512, 512, OTHERS_MAX];
    const bytes = largest.reduce((sum, length) => sum + recordBytes('x'.repeat(length)), 0);
    expect(bytes).toBeLessThanOrEqual(PAGE);
  });

  it('gives back the network of a config as it was', () => {
    const config = withNetwork(defaultConfig('PROV_A1B2C3'), worst(1));
    expect(networkOf(config)).toEqual(worst(1));
  });
});

/** Names before, what is done, names after. */
const CHANGES: [string, string[], (board: Board) => void, string[]][] = [
  ['a second network has worked', ['Home'], (board) => board.keep('Office'), ['Office', 'Home']],
  [
    'another known one takes over',
    ['Phone', 'Office', 'Home'],
    (board) => board.keep('Phone'),
    ['Phone', 'Home', 'Office'],
  ],
  [
    'the last of five takes over',
    NAMES.slice(0, 5),
    (board) => board.keep('Home'),
    ['Home', 'Train', 'Cabin', 'Phone', 'Office'],
  ],
  ['a sixth has worked', NAMES.slice(0, 5), (board) => board.keep('New'), ['New', 'Train', 'Cabin', 'Phone', 'Office']],
  [
    'the one in use is forgotten',
    ['Home', 'Office', 'Phone'],
    (board) => board.keep('Office', true),
    ['Office', 'Home'],
  ],
  ['another is forgotten', ['Home', 'Office', 'Phone'], (board) => void forgetIn(board, 'Home'), ['Phone', 'Office']],
  [
    'that of the config is forgotten in flash',
    ['Home', 'Office', 'Phone'],
    (board) => void forgetIn(board, 'Phone'),
    ['Office', 'Home'],
  ],
  ['the only one is forgotten', ['Home'], (board) => void forgetIn(board, 'Home'), []],
];

describe.each(CHANGES)('when %s', (_, before, change, after) => {
  it.each([
    ['behind the other records', false],
    ['on a new page', true],
  ])('%s, and the power fails at any byte, what is known before and after stays known', (_place, isFull) => {
    const flash = fakeFlash(3, PAGE);
    knows(flash, before);
    if (isFull) fillPage(flash);
    const old = flash.snapshot();
    const start = flash.ticks;
    change(boardOf(flash));
    expect(names(boardOf(flash))).toEqual(after);
    const cost = flash.ticks - start;
    if (isFull) expect(cost).toBeGreaterThan(ERASE_TICKS);
    for (let tick = 0; tick < cost; tick++) {
      flash.restore(old);
      flash.cutAfter(tick, tick % 2 ? 'random' : 'prefix');
      try {
        change(boardOf(flash));
      } catch {
        // Off.
      }
      expect(flash.isOff()).toBe(true);
      flash.restart();
      const found = names(boardOf(flash));
      const always = before.filter((name) => after.includes(name));
      expect(
        always.filter((name) => !found.includes(name)),
        `tick ${tick}: ${found}`,
      ).toEqual([]);
      // Nor is one known that never was.
      expect(found.filter((name) => !before.includes(name) && !after.includes(name))).toEqual([]);
      change(boardOf(flash));
      expect(names(boardOf(flash)), `tick ${tick}`).toEqual(after);
    }
  });
});

it('between home and office twice a day, with five long networks known, the flash lasts over 1000 years', () => {
  const flash = fakeFlash(14, PAGE);
  const board = boardOf(flash);
  const long = (n: number): Known => ({ ssid: `${n}`.padEnd(31, '-'), psk: 'p'.repeat(63), auth: 4, ch: 0 });
  const move = (n: number): void => board.store(withNetwork(board.config(), long(n)));
  for (let n = 0; n < 5; n++) move(n);
  const moves = 3_000;
  for (let n = 0; n < moves; n++) move(n % 2);
  const worst = Math.max(...flash.erases);
  const years = (100_000 / worst) * (moves / 4 / 365);
  process.stderr.write(`measured: 4 moves a day: ${Math.floor(years)} years\n`);
  expect(years).toBeGreaterThan(1_000);
  expect(writesLeft(openStore(flash, flash.pages, crc32))).toBeGreaterThan(0);
});
