// The list of networks: every client gets all rows, however it asks.

import { describe, expect, it } from 'vitest';
import type { ScanResult } from '../../../firmware/platform/ports.ts';
import { bytesIn, numberIn, readFields } from '../../../firmware/protocols/espressif/protobuf.ts';
import { ROWS_MAX } from '../../../firmware/protocols/espressif/scan.ts';
import { ask, type Facts, factsOf, unhex } from '../../fakes/esp-device.ts';

function networksOf(count: number): ScanResult[] {
  return Array.from({ length: count }, (_, i) => ({ ssid: `Net ${i}`, rssi: -40 - i, channel: 6, auth: 'wpa2' }));
}

function varint(value: number): string {
  return (value > 127 ? [(value & 127) | 128, value >> 7] : [value])
    .map((byte) => Buffer.from([byte]).toString('hex'))
    .join('');
}

function countOf(facts: Facts): number {
  const status = readFields(bytesIn(readFields(unhex(ask(facts, '/prov-scan', '0802'))) ?? {}, 13)) ?? {};
  expect(numberIn(status, 1)).toBe(1);
  return numberIn(status, 2);
}

/** Names on a page; our reader keeps the last of repeated fields, so the entries are cut out by hand. */
function namesOf(facts: Facts, begin: number, count: number): string[] {
  const range = `08${varint(begin)}10${varint(count)}`;
  const answer = ask(facts, '/prov-scan', `080472${varint(range.length / 2)}${range}`);
  let rest = bytesIn(readFields(unhex(answer)) ?? {}, 15);
  const names = [];
  while (rest) {
    const size = rest.charCodeAt(1);
    names.push(bytesIn(readFields(rest.slice(2, 2 + size)) ?? {}, 1));
    rest = rest.slice(2 + size);
  }
  return names;
}

describe('the list', () => {
  it.each([ROWS_MAX - 1, ROWS_MAX, ROWS_MAX + 1])(
    'of %d networks is whole for one that asks for all at once',
    (size) => {
      const facts = factsOf({ networks: networksOf(size) });
      const count = countOf(facts);
      expect(count).toBe(Math.min(size, ROWS_MAX));
      expect(namesOf(facts, 0, count)).toEqual(networksOf(count).map((row) => row.ssid));
      expect(namesOf(facts, 0, 100)).toHaveLength(count);
    },
  );

  it.each([0, 1, 4, 5, 15])('of %d networks is whole for one that asks for four at a time', (size) => {
    const facts = factsOf({ networks: networksOf(size) });
    const names = [];
    for (let at = 0; at < countOf(facts); at += 4) names.push(...namesOf(facts, at, Math.min(4, size - at)));
    expect(names).toEqual(networksOf(size).map((row) => row.ssid));
  });

  it('that became shorter meanwhile has no empty page: the iOS library ends on one', () => {
    const facts = factsOf({ networks: networksOf(3) });
    expect(namesOf(facts, 8, 4)).toEqual(['Net 2']);
  });

  it('asked for beyond all reason stays a list', () => {
    const facts = factsOf({ networks: networksOf(3) });
    const huge = 'ffffffffffffffffff01';
    expect(ask(facts, '/prov-scan', `080472160 8${huge}10${huge}`.replace(' ', ''))).toBe(
      ask(facts, '/prov-scan', '08047204 0802 1001'),
    );
  });

  it('has the longest names in one answer of at most 51 bytes a row', () => {
    const networks = networksOf(ROWS_MAX).map((row) => ({ ...row, ssid: `${row.ssid}${'x'.repeat(32)}`.slice(0, 32) }));
    const answer = ask(factsOf({ networks }), '/prov-scan', '080472021064');
    expect(answer.length / 2).toBeLessThanOrEqual(5 + 51 * ROWS_MAX);
  });

  it.each([
    ['open', 0],
    ['wep', 1],
    ['wpa', 2],
    ['wpa2', 3],
    ['wpa_wpa2', 4],
    ['unknown', 7],
    ['something new', 0],
  ])('shows %s as mode %d; the official clients know none beyond 7', (auth, mode) => {
    const facts = factsOf({ networks: [{ ssid: 'A', rssi: -1, channel: 1, auth }] });
    const answer = ask(facts, '/prov-scan', '080472021001');
    expect(answer.endsWith(mode ? `280${mode}` : 'ffff01')).toBe(true);
  });
});

describe('a signal', () => {
  it.each([-1, -48, -100, -127, -128])('of %d dBm has the ten bytes of a negative int32', (rssi) => {
    const facts = factsOf({ networks: [{ ssid: 'A', rssi, channel: 1, auth: 'open' }] });
    let rest = BigInt.asUintN(64, BigInt(rssi));
    const bytes = [];
    for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
    const digits = Buffer.from([...bytes, Number(rest)]).toString('hex');
    expect(ask(facts, '/prov-scan', '080472021001')).toBe(`08057a120a100a0141100118${digits}`);
  });
});

describe('a scan', () => {
  it.each([
    ['blocking', '52060801'],
    ['in the background', '5200'],
    ['without options', '0800'],
  ])('%s is answered when it is over, once', (_what, request) => {
    const facts = factsOf();
    expect(ask(facts, '/prov-scan', request.replace('52060801', '5206080118052078'))).toBe('nothing yet');
    expect(facts.scans).toHaveLength(1);
  });

  it.each(['ff', '0801', '0803', '0805', '0806', '080872020801', '080472ff'])(
    '%s is refused: not a request',
    (request) => {
      const facts = factsOf();
      expect(ask(facts, '/prov-scan', request)).toBe('500');
      expect(facts.scans).toEqual([]);
    },
  );
});
