import { describe, expect, it } from 'vitest';
import { type Checked, checkChanges } from '../../firmware/config/check.ts';
import { quickChanges } from '../../firmware/config/fast-path.ts';
import { type Config, FIELDS } from '../../firmware/config/schema.ts';
import { isFault } from '../../firmware/lib/result.ts';
import { ask, fresh, provisioned } from '../fakes/asking.ts';
import { eachOnChip } from '../fakes/chip.ts';
import { onInterpreters } from '../interpreters.ts';
import { REQUESTS, type Row } from './requests.ts';

interface Reply {
  ok: boolean;
  code?: string;
  field?: string;
  message?: string;
  config?: { [path: string]: unknown };
  warnings?: { code: string; field: string }[];
}

function start(row: Row): Config {
  return row.fresh ? fresh() : provisioned();
}

/** The reply in the form of the row's `want`. */
function judged(row: Row, replies: unknown): unknown {
  const reply = (replies as Reply[])[0] as Reply;
  if (!reply.ok) return Array.isArray(row.want) && row.want.length === 1 ? [reply.code] : [reply.code, reply.field];
  const was = start(row) as unknown as { [path: string]: unknown };
  const now = reply.config ?? {};
  const changed = Object.keys(now).filter((path) => now[path] !== was[path]);
  const warned = (reply.warnings ?? []).map((warning) => `${warning.code} ${warning.field}`);
  return { set: Object.fromEntries(changed.map((path) => [path, now[path]])), warned };
}

function wanted(row: Row): unknown {
  if (Array.isArray(row.want)) return row.want;
  const was = start(row) as unknown as { [path: string]: unknown };
  const set = Object.entries(row.want.set).filter(([path, value]) => was[path] !== value);
  return { set: Object.fromEntries(set), warned: row.want.warned ?? [] };
}

describe('a config request', () => {
  const rows = REQUESTS.filter((row) => !row.chipOnly).map((row): [string, unknown, Row] => [
    row.what,
    wanted(row),
    row,
  ]);
  it.each(rows)('%s → %j', (_what, want, row) => {
    const replies = ask(row.text, start(row), []);
    expect(replies.length).toBe(1);
    expect(judged(row, replies)).toEqual(want);
  });

  it.each([
    ['x', 'STA.PWD has 1 byte; it must have 8..63 bytes, or 64 hex digits'],
    ['xx', 'STA.PWD has 2 bytes; it must have 8..63 bytes, or 64 hex digits'],
  ])('counts bytes in words that fit: %j', (PWD, message) => {
    expect(ask(JSON.stringify({ STA: { SSID: 'Home', PWD } }), fresh(), [])).toMatchObject([{ ok: false, message }]);
  });

  it('names its field in every message that has one, and is never longer than a line', () => {
    for (const row of REQUESTS) {
      const reply = ask(row.text, start(row), [])[0] as Reply;
      if (reply.field) expect(reply.message).toContain(reply.field);
      expect((reply.message ?? '').length).toBeLessThan(140);
    }
  });

  it('does not touch the config it starts from', () => {
    const now = provisioned();
    for (const row of REQUESTS) ask(row.text, now, []);
    expect(now).toEqual(provisioned());
  });

  it('does not show a password in any message', () => {
    for (const row of REQUESTS)
      expect(JSON.stringify({ ...ask(row.text, start(row), [])[0], config: 0 })).not.toMatch(/horse|not needed|short/);
  });
  onInterpreters((path) => {
    it('gets the same answers from the real interpreter', { timeout: 120_000 }, async () => {
      const rows = REQUESTS.map((row) => [row.text, row.fresh === true]);
      const call = 'm.ask(row[0], row[1] ? m.fresh() : m.provisioned(), [])';
      const chip = await eachOnChip(path, 'test/fakes/asking.ts', call, rows);
      const told = REQUESTS.map((row, i) => [row.what, judged(row, chip[i])]);
      expect(told).toEqual(REQUESTS.map((row) => [row.what, wanted(row)]));
    });
  });
});

describe('the quick way', () => {
  const full = {
    mode: 1, save_config: 0, countrycode: 'GEN',
    STA: { ch: 0, auto: 0, auth: 3, SSID: 'n', PWD: '12345678' },
    AP: { ch: 13, ssidv: 1, auth: 3, SSID: 'm', PWD: '12345678' },
  }; // biome-ignore format: one block a line

  it('takes an ordinary request', () => {
    expect(quickChanges({ STA: { SSID: 'Home', PWD: 'another horse' } }, provisioned())).toMatchObject({
      'STA.PWD': 'another horse',
    });
    expect(quickChanges(full, provisioned())).toEqual((checkChanges(full, provisioned()) as Checked).config);
  });

  it('never takes what the long way refuses or warns of', () => {
    for (const row of REQUESTS) {
      const request = JSON.parse(row.text) as { [name: string]: unknown };
      if (row.chipOnly || JSON.stringify(request) !== row.text) continue;
      const taken = quickChanges(request, start(row));
      if (taken) expect([row.what, wanted(row)]).toEqual([row.what, { set: expect.anything(), warned: [] }]);
    }
  });

  it('gives what the long way gives', () => {
    for (const name of Object.keys(full)) {
      const part = { [name]: full[name as keyof typeof full] };
      const other = {
        [name === 'STA' || name === 'AP' ? name.toLowerCase() : name.toUpperCase()]: full[name as keyof typeof full],
      };
      const long = checkChanges(other, provisioned());
      expect(isFault(long)).toBe(false);
      expect(checkChanges(part, provisioned())).toEqual(long);
    }
  });

  it('has the limits of the schema', () => {
    const now = { ...provisioned(), 'AP.PWD': 'own password' };
    for (const path of ['STA.SSID', 'STA.PWD', 'AP.SSID', 'AP.PWD']) {
      const [block, name] = path.split('.') as [string, string];
      const hi = FIELDS[path]?.hi ?? 0;
      expect([path, quickChanges({ [block]: { [name]: 'x'.repeat(hi) } }, { ...now })]).toEqual([
        path,
        { ...now, [path]: 'x'.repeat(hi) },
      ]);
      expect([path, quickChanges({ [block]: { [name]: 'x'.repeat(hi + 1) } }, { ...now })]).toEqual([path, undefined]);
    }
    for (let ch = -1; ch < 120; ch++) {
      const isRight = ch >= (FIELDS['AP.ch']?.min ?? 0) && ch <= (FIELDS['AP.ch']?.max ?? 0);
      expect([ch, quickChanges({ AP: { ch } }, { ...now }) !== undefined]).toEqual([ch, isRight]);
    }
  });
});
