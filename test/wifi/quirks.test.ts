import { describe, expect, it } from 'vitest';
import { quirksOf } from '../../firmware/wifi/quirks.ts';

describe("what the port's version tells", () => {
  it.each([
    ['2v27', true, false, false], ['2v27.45', true, false, false], ['2v28', true, false, false], ['2v29', true, false, false], ['2v29.95', true, false, false],
    ['2v29.96', false, false, false], ['2v29.260', false, false, false], ['2v29.261', false, true, true], ['2v29.277', false, true, true],
    ['2v30', false, false, true], ['2v30.5', false, false, true], ['2v100', false, false, true], ['', false, false, true], ['unknown', false, false, true],
  ])('%s: cuts bursts %s, joins alone %s, retries %s', (version, cutsBursts, joinsAlone, portRetries) =>
    expect(quirksOf(version)).toMatchObject({ cutsBursts, joinsAlone, portRetries }),
  ); // biome-ignore format: rows
});
