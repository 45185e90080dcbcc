// The image of the raw partition: the firmware's own store finds in it what was put in.

import { pbkdf2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isFault } from '../../firmware/lib/result.ts';
import { normaliseCode } from '../../firmware/lib/setup-code.ts';
import type { FlashArea } from '../../firmware/platform/ports.ts';
import { ROUNDS, readKey } from '../../firmware/security/key.ts';
import { openEvents } from '../../firmware/storage/boot-log.ts';
import { storePages } from '../../firmware/storage/layout.ts';
import { CONFIG_VERSION } from '../../firmware/storage/migrate.ts';
import { maxPayload } from '../../firmware/storage/record.ts';
import { CONFIG, load, openStore, SETUP_CODE, type Store } from '../../firmware/storage/store.ts';
import { type Preload, randomCode, recordsImage } from '../../tools/image/records.ts';
import { crc32 } from '../../tools/sim/node/bytes.ts';

const PAGE = 4096;
const sum = (text: string): number => crc32(Buffer.from(text, 'latin1'));

function imageOf(preload: Preload): Buffer {
  const image = recordsImage(preload);
  if (isFault(image)) throw new Error(image.message);
  return image;
}

/** A chip that is only read. */
function areaOf(image: Buffer): FlashArea {
  const never = (): void => {
    throw new Error('nothing to write');
  };
  const read = (offset: number, length: number): string => image.toString('latin1', offset, offset + length);
  return { pageSize: PAGE, pages: image.length / PAGE, read, write: never, erase: never };
}

function storeIn(image: Buffer): Store {
  const area = areaOf(image);
  return openStore(area, storePages(area), sum);
}

describe('a config and a setup code', () => {
  const image = imageOf({ config: '{"mode":0}', code: '7K3M9QXT2VBN' });

  it('fill the 64 KiB', () => {
    expect(image.length).toBe(0x10000);
  });

  it('are found, and nothing else', () => {
    const store = storeIn(image);
    expect(store.problems).toBe(0);
    expect(load(store, CONFIG)).toMatchObject({ version: CONFIG_VERSION, payload: '{"mode":0}' });
    expect([3, 4].map((kind) => load(store, kind))).toEqual([undefined, undefined]);
  });

  it('have the key of sealed sessions with them, so that the chip need not make it', () => {
    const kept = load(storeIn(image), SETUP_CODE)?.payload ?? '';
    const key = readKey(kept.slice(12));
    const salt = Buffer.from(key?.salt ?? '', 'latin1');
    expect(kept.slice(0, 12)).toBe('7K3M9QXT2VBN');
    expect(salt).toHaveLength(16);
    expect(Buffer.from(key?.psk ?? '', 'latin1')).toEqual(pbkdf2Sync('7K3M9QXT2VBN', salt, ROUNDS, 32, 'sha256'));
  });

  it('have another salt each time', () => {
    expect(imageOf({ code: '7K3M9QXT2VBN' }).equals(imageOf({ code: '7K3M9QXT2VBN' }))).toBe(false);
  });

  it('leave the boot log blank', () => {
    const area = areaOf(image);
    expect(openEvents(area, storePages(area), sum)).toMatchObject({ total: 0, recent: '' });
  });
});

it.each<[string, Preload, (string | undefined)[]]>([
  ['a config alone', { config: '{}' }, ['{}', undefined]],
  ['a setup code alone', { code: '7K3M9QXT2VBN' }, [undefined, '7K3M9QXT2VBN']],
])('%s is enough', (_, preload, found) => {
  const store = storeIn(imageOf(preload));
  expect([load(store, CONFIG)?.payload, load(store, SETUP_CODE)?.payload.slice(0, 12)]).toEqual(found);
});

describe('a config of', () => {
  const most = maxPayload(PAGE);
  it.each([most - 1, most])('%i bytes has room', (size) => {
    expect(load(storeIn(imageOf({ config: 'x'.repeat(size) })), CONFIG)?.payload).toHaveLength(size);
  });

  it('one byte more is refused', () => {
    expect(recordsImage({ config: 'x'.repeat(most + 1) })).toMatchObject({ ok: false, code: 'too_large' });
  });
});

it('makes setup codes that are some, and never the same', () => {
  const codes = Array.from({ length: 200 }, randomCode);
  expect(codes.map(normaliseCode)).toEqual(codes);
  expect(new Set(codes).size).toBe(200);
});
