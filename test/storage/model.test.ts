// Random lives of the store against a plain object: saves, forgets, power cuts, restarts and damage in any order.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SaveResult } from '../../firmware/storage/save.ts';
import { save } from '../../firmware/storage/save.ts';
import type { Store } from '../../firmware/storage/store.ts';
import { load, openStore } from '../../firmware/storage/store.ts';
import type { FakeFlash } from '../fakes/flash.ts';
import { crc32, fakeFlash, PowerCut } from '../fakes/flash.ts';

const KINDS = [1, 2, 3, 4];

type Act =
  | { do: 'save'; kind: number; payload: string; cut?: number }
  | { do: 'restart' }
  | { do: 'flip'; at: number; bit: number };

const kind = fc.integer({ min: 1, max: 4 });
const payload = fc.oneof(fc.constant(''), fc.string({ unit: 'binary-ascii', maxLength: 112 }));
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('save' as const), kind, payload }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('save' as const), kind, payload, cut: fc.nat(400) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
);
const flip: fc.Arbitrary<Act> = fc.record({ do: fc.constant('flip' as const), at: fc.nat(2047), bit: fc.nat(7) });

interface Life {
  flash: FakeFlash;
  store: Store;
  model: (string | undefined)[];
  /** Whatever a kind once was: damage may bring any of it back. */
  ever: (string | undefined)[][];
}

/** Restarts, and takes what is found for true if it is one of the allowed. */
function settle(life: Life, allowed: (kind: number) => (string | undefined)[]): void {
  life.flash.restart();
  life.store = openStore(life.flash, life.flash.pages, crc32);
  for (const k of KINDS) {
    const found = load(life.store, k)?.payload;
    expect(allowed(k)).toContain(found);
    life.model[k] = found;
  }
}

function change(life: Life, kind: number, payload: string, cut: number | undefined): void {
  const old = life.model[kind];
  const value = payload || undefined;
  life.ever[kind]?.push(value);
  if (cut !== undefined) life.flash.cutAfter(cut, cut % 2 ? 'random' : 'prefix');
  let result: SaveResult | undefined;
  try {
    result = save(life.store, kind, 1, payload);
  } catch (error) {
    expect(error).toBeInstanceOf(PowerCut);
  }
  if (life.flash.isOff()) {
    settle(life, (k) => (k === kind ? [old, value] : [life.model[k]]));
    return;
  }
  life.flash.restart();
  expect(result).toBe(old === value ? 'unchanged' : 'ok');
  life.model[kind] = value;
  expect(KINDS.map((k) => load(life.store, k)?.payload)).toEqual(KINDS.map((k) => life.model[k]));
}

function live(acts: Act[], pages: number, seed: number): void {
  const flash = fakeFlash(pages, 512, seed);
  const life: Life = {
    flash,
    store: openStore(flash, pages, crc32),
    model: [],
    ever: [[], ...KINDS.map(() => [undefined])],
  };
  for (const a of acts) {
    if (a.do === 'save') change(life, a.kind, a.payload, a.cut);
    else if (a.do === 'restart') settle(life, (k) => [life.model[k]]);
    else {
      const at = a.at % flash.bytes.length;
      flash.bytes[at] = (flash.bytes[at] ?? 0) ^ (1 << a.bit);
      settle(life, (k) => life.ever[k] ?? []);
    }
  }
  settle(life, (k) => [life.model[k]]);
}

it('saves, forgets, power cuts and restarts: never anything but old or new', { timeout: 60000 }, () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 80, size: 'max' }), fc.integer({ min: 2, max: 5 }), fc.nat(), live),
    { numRuns: 400, seed: 2026 },
  );
});

it('with flipped bits anywhere: never a value that was not saved, and it goes on', { timeout: 60000 }, () => {
  const any = fc.oneof({ weight: 4, arbitrary: act }, { weight: 1, arbitrary: flip });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 60, size: 'max' }), fc.integer({ min: 3, max: 4 }), fc.nat(), live),
    { numRuns: 400, seed: 2026 },
  );
});
