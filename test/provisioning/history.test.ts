import { describe, expect, it } from 'vitest';
import { HISTORY_MAX, recall, remember } from '../../firmware/provisioning/history.ts';

describe('the history of attempts', () => {
  it('is empty at first', () => expect(recall('', 5_000)).toEqual([]));

  it('answers newest first, with ages', () => {
    const first = remember('', { at_s: 3, ssid: 'Home', ok: false, reason: 'wrong_password' });
    const both = remember(first, { at_s: 10, ssid: 'Caf\xc3\xa9', ok: true, reason: '' });
    expect(recall(both, 12_999)).toEqual([
      { ago_s: 2, ssid: 'Caf\xc3\xa9', ok: true },
      { ago_s: 9, ssid: 'Home', ok: false, reason: 'wrong_password' },
    ]);
  });

  it(`keeps ${HISTORY_MAX}`, () => {
    let packed = '';
    for (let i = 0; i < 30; i++) packed = remember(packed, { at_s: i, ssid: `N${i}`, ok: true, reason: '' });
    const rows = recall(packed, 30_000) as { ssid: string }[];
    expect(rows.map((row) => row.ssid)).toEqual(Array.from({ length: HISTORY_MAX }, (_one, i) => `N${29 - i}`));
  });
});
