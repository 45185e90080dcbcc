// 200 simulated devices at once, some of them faulty: each gets what its row says, or its report says why not.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEAD } from '../../tools/fleet/report.ts';
import { type OneOfMany, startMany } from '../../tools/sim/many.ts';
import { command, jsonOf, type Ran } from '../cli/bench.ts';
import { breaking, chatter, closeServers, nobody, silent } from './servers.ts';

const COUNT = 200;
/** Fast, but not so that a busy machine's pauses become long ones. */
const SPEED = 5;
const HOME_PWD = 'correct horse';
const WRONG_CODE = 'XXXX-XXXX-XXXX';
const WITHOUT = { env: { WIFIPROV_PWD: HOME_PWD } };
/** An event, and the beginning of a line that never ends. */
const EVENT = '{"event":"note","message":"hello"}\n';
const ENDLESS = 'x'.repeat(9_999);

interface Row {
  name: string;
  host?: string;
  port?: string;
  code?: string;
  ssid?: string;
  pwd?: string;
}
/** A row, and what must become of it. A busy machine may cost more tries. */
interface Case {
  row: Row;
  reason: string;
  tries: number;
}

const folder = mkdtempSync(join(tmpdir(), 'wifiprov-fleet-'));
const file = (name: string): string => join(folder, name);
let devices: OneOfMany[] = [];
let cases: Case[] = [];
let first: Ran;

/** Takes the next device, in one of many ways. */
const WAYS: { [way: string]: (one: OneOfMany) => Promise<Partial<Omit<Case, 'row'>> & { row: Partial<Row> }> } = {
  'by the serial line': async ({ port }) => ({ row: { host: '', code: '', port } }),
  'in the clear while the window is open': async () => ({ row: { code: '' } }),
  'in the clear while it is closed': async ({ host, code }) => {
    const known = { env: { WIFIPROV_CODE: code } };
    await command(['set', '--host', host, '--ssid', 'Cafe', '--auth', '1'], known);
    await command(['close', '--host', host], known);
    return { row: { code: '' }, reason: 'window_closed' };
  },
  'wrong code': async () => ({ row: { code: WRONG_CODE }, reason: 'bad_proof' }),
  'wrong password': async () => ({ row: { pwd: 'wrong guess' }, reason: 'wrong_password' }),
  'no such network': async () => ({ row: { ssid: 'Nowhere' }, reason: 'not_found' }),
  'network of its own': async () => ({ row: { ssid: 'Neighbour', pwd: 'not your wifi' } }),
  'breaks once in the handshake': async ({ host }) => ({ row: { host: await breaking(host, 1, 1) }, tries: 2 }),
  'breaks once before the settings are sent': async ({ host }) => ({ row: { host: await breaking(host, 3, 1) } }),
  'breaks once while it joins': async ({ host }) => ({ row: { host: await breaking(host, 5, 1) } }),
  'breaks always': async ({ host }) => ({ row: { host: await breaking(host, 2) }, reason: 'closed', tries: 3 }),
  'is not there': async () => ({ row: { host: await nobody() }, reason: 'unreachable', tries: 3 }),
  'says nothing': async () => ({ row: { host: await silent() }, reason: 'timeout', tries: 3 }),
  'says other things for ever': async () => ({ row: { host: await chatter(EVENT) }, reason: 'timeout', tries: 3 }),
  'says a line that never ends': async () => ({ row: { host: await chatter(ENDLESS) }, reason: 'closed', tries: 3 }),
};
const FAULTY_EACH = 3;

async function caseOf(one: OneOfMany, way: string | undefined): Promise<Case> {
  const { name, host, code } = one;
  const odd = way === undefined ? { row: {} } : await WAYS[way]?.(one);
  return { reason: '', tries: 1, ...odd, row: { name: `${name} ${way ?? ''}`.trim(), host, code, ...odd?.row } };
}

function write(name: string, rows: Row[]): void {
  const columns = ['name', 'host', 'port', 'code', 'ssid', 'pwd'] as const;
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  writeFileSync(file(name), lines.map((cells) => `${cells.join()}\r\n`).join(''));
}

function reportRows(name: string): { [column: string]: string }[] {
  return parse(readFileSync(file(name)), { columns: true }) as { [column: string]: string }[];
}

function fleet(...more: string[]): Promise<Ran> {
  const words = ['fleet', file('devices.csv'), '--ssid', 'Home', '--plain', '--timeout', '5', '--parallel', '64'];
  return command([...words, ...more], WITHOUT);
}

beforeAll(async () => {
  devices = await startMany(COUNT, { speed: SPEED });
  const ways = Object.keys(WAYS);
  cases = await Promise.all(devices.map((one, i) => caseOf(one, ways[Math.floor(i / FAULTY_EACH)])));
  write(
    'devices.csv',
    cases.map(({ row }) => row),
  );
  first = await fleet('--report', file('report.csv'), '--junit', file('report.xml'), '--json');
}, 300_000);

afterAll(async () => {
  closeServers();
  await Promise.all(devices.map((one) => one.stop()));
  rmSync(folder, { recursive: true });
});

describe('of 200 devices', () => {
  it('each has ended as it must, not before as many tries as it takes', () => {
    expect(first.err).toBe('');
    const rows = reportRows('report.csv');
    const expected = Object.fromEntries(cases.map(({ row, reason }) => [row.name, reason]));
    expect(Object.fromEntries(rows.map(({ name, reason }) => [name, reason]))).toEqual(expected);
    for (const { row, tries } of cases) {
      const ended = rows.find(({ name }) => name === row.name);
      expect(Number(ended?.['tries']), row.name).toBeGreaterThanOrEqual(tries);
    }
  });

  it('those that are done are online, the others where they were', async () => {
    for (const [i, { reason, row }] of cases.entries()) {
      const state = await devices[i]?.device.control({ do: 'state' });
      const before = reason === 'window_closed' ? 'Cafe' : undefined;
      const { link } = state as unknown as { link: { ssid: string } | null };
      expect(link?.ssid, row.name).toBe(reason ? before : (row.ssid ?? 'Home'));
    }
  });

  it('scripts are told the same, one line each and the sum', () => {
    const lines = first.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(COUNT + 1);
    const failed = cases.filter(({ reason }) => reason !== '');
    expect(lines.at(-1)).toMatchObject({
      ...{ ok: false, code: 'failed', devices: COUNT, done: COUNT - failed.length, failed: failed.length, left: 0 },
      reasons: {
        bad_proof: 3,
        wrong_password: 3,
        not_found: 3,
        window_closed: 3,
        unreachable: 3,
        timeout: 6,
        closed: 6,
      },
    });
    expect(lines.filter(({ ok }) => ok === true)).toHaveLength(COUNT - failed.length);
    expect(first).toMatchObject({ exit: 1, err: '' });
  });

  it('the reports hold no secret', () => {
    const secrets = [HOME_PWD, 'wrong guess', 'not your wifi', WRONG_CODE, ...devices.map(({ code }) => code)];
    const written = readFileSync(file('report.csv'), 'utf8') + readFileSync(file('report.xml'), 'utf8') + first.out;
    expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
    expect(written.split('<testcase ')).toHaveLength(COUNT + 1);
  });
});

describe('with what was wrong mended', () => {
  it('the same command with --resume asks only those that were not done', async () => {
    const mended = cases.map(({ row, reason }, i) => {
      if (reason === '') return row;
      const { host = '', code = '' } = devices[i] ?? {};
      return { name: row.name, host, code };
    });
    write('devices.csv', mended);
    const before = reportRows('report.csv').length;
    const ran = await fleet('--resume', file('report.csv'), '--json');
    const lines = ran.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const todo = cases.filter(({ reason }) => reason !== '').length;
    expect(lines.at(-1)).toMatchObject({ ok: true, devices: COUNT, done: todo, skipped: COUNT - todo, failed: 0 });
    expect(ran.exit).toBe(0);
    expect(reportRows('report.csv')).toHaveLength(before + todo);
  });

  it('and starts no device after that', async () => {
    const ran = await fleet('--resume', file('report.csv'));
    expect(ran).toMatchObject({ exit: 0, out: `0 of ${COUNT} devices done in 0 s; ${COUNT} were done before\n` });
    expect(jsonOf(await fleet('--resume', file('report.csv'), '--dry-run', '--json'))).toEqual({
      ok: true,
      data: { devices: COUNT, todo: 0, skipped: COUNT },
    });
  });
});

it('the report begins with its head', () => {
  expect(readFileSync(file('report.csv'), 'utf8').split('\n')[0]).toBe(HEAD.join());
});
