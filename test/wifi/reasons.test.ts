import { describe, expect, it } from 'vitest';
import type { ScanResult } from '../../firmware/platform/ports.ts';
import { type Failure, type Reason, reasonOf, sentence } from '../../firmware/wifi/reasons.ts';
import { CAUSES } from '../../tools/docs/words.ts';

const failure = (reasons: number[], more: Partial<Failure> = {}): Failure => ({ reasons, associated: false, attempts: reasons.length, portRetries: false, ...more }); // biome-ignore format: one object
const seen = (auth: string): ScanResult => ({ ssid: 'Home', rssi: -50, channel: 6, auth });

describe('why a network was not joined', () => {
  it.each([
    [[], 'timeout'],
    [[201], 'not_found'],
    [[201, 201, 201], 'not_found'],
    [[15, 15], 'wrong_password'],
    [[15, 201, 204], 'wrong_password'],
    [[2, 202], 'wrong_password'],
    [[14, 15, 23], 'wrong_password'],
    [[15], 'refused'],
    [[2], 'refused'],
    [[15, 201], 'not_found'],
    [[201, 15], 'not_found'],
    [[203], 'refused'],
    [[5, 5, 5], 'refused'],
    [[200], 'signal_lost'],
    [[200, 200, 201], 'not_found'],
    [[18], 'incompatible'],
    [[999], 'refused'],
  ] as [number[], Reason][])('%j is %s', (reasons, want) => expect(reasonOf(failure(reasons), undefined)).toBe(want)); // biome-ignore format: rows

  it('one report of a port that retries by itself stands for its tries', () => {
    expect(reasonOf(failure([15], { portRetries: true }), undefined)).toBe('wrong_password');
  });

  it('joined without an address is no_ip', () => {
    expect(reasonOf(failure([], { associated: true }), undefined)).toBe('no_ip');
  });

  it.each([
    ['unknown', [201], 'incompatible'], ['unknown', [15, 15], 'incompatible'], ['unknown', [203], 'refused'], ['wpa2', [201], 'not_found'],
  ] as [string, number[], Reason][])('seen as %s and %j is %s', (auth, reasons, want) => expect(reasonOf(failure(reasons), seen(auth))).toBe(want)); // biome-ignore format: rows

  it('has one plain sentence for each, which says what to do', () => {
    const words = Object.keys(CAUSES) as Reason[];
    for (const word of words) expect(sentence(word)).toMatch(/^[A-Z].{20,120}\.$/);
    expect(new Set(words.map(sentence)).size).toBe(words.length);
  });
});
