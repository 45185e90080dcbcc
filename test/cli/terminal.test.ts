// What a person sees: a status in words, tables that fit the terminal, colours only where they may be.

import { describe, expect, it } from 'vitest';
import { hasColour, paintFor } from '../../tools/cli/colour.ts';
import { clock, duration } from '../../tools/cli/duration.ts';
import { answerOf } from '../../tools/cli/outcome.ts';
import { counted } from '../../tools/cli/print.ts';
import { statusText } from '../../tools/cli/status-text.ts';
import { table } from '../../tools/cli/table.ts';
import type { Outcome, Status } from '../../tools/client/api.ts';
import { command } from './bench.ts';

const AT_REST: Partial<Status> = {
  state: 'online',
  window: 'closed',
  mode: 0,
  firmware: '0.1.0',
  espruino: '2v27.45',
  uptime_s: 7500,
  writes_left: 900,
  faults: 0,
  access: 'window',
};

function said(facts: Partial<Status>): string {
  const { headline, rows } = statusText({ ...AT_REST, ...facts } as Status);
  return [headline, ...rows.map(([label, text]) => `${label}: ${text}`)].join('\n');
}

describe('a status in words', () => {
  it.each<[Partial<Status>, string]>([
    [{ ssid: 'Home', ip: '1.2.3.4', host: 'a.local' }, 'online in "Home" at 1.2.3.4 (a.local)\n'],
    [{}, 'online\n'],
    [{ rssi: -48, channel: 6 }, '\nsignal: strong (-48 dBm), channel 6\n'],
    [{ state: 'connecting', ssid: 'Home', attempts: 2 }, 'connecting to "Home", attempt 2\n'],
    [{ state: 'retrying', ssid: 'Home' }, 'offline; it tries "Home" again by itself\n'],
    [{ state: 'idle' }, 'offline; it waits for `wifiprov connect`\n'],
    [{ state: 'unprovisioned' }, 'not set up; it waits for a network (`wifiprov join`)\n'],
    [{ state: 'ap', ap_ssid: 'Lamp' }, 'access point "Lamp"; it joins no network\n'],
    [{ ap_ssid: 'Lamp', ap_channel: 6 }, '\nown network: "Lamp", channel 6; its page is http://192.168.4.1\n'],
    [{ reason: 'no_ip', message: 'No address.' }, '\nlast attempt: No address. (no_ip)\n'],
    [{ reason: 'no_ip', message: 'No.', rolled_back: true }, 'No. (no_ip; back on the old settings)\n'],
    [{}, '\nsetup window: closed: changes need the setup code\n'],
    [{ window: 'open', window_s: 90 }, '\nsetup window: open for 90 s: changes need no proof\n'],
    [{ window: 'open' }, '\nsetup window: open: changes need no proof\n'],
    [{ access: 'open' }, '\nsetup window: open for ever: this build takes changes from anyone without proof\n'],
    [{}, '\nfirmware: 0.1.0 on Espruino 2v27.45, running for 2 h 5 min'],
    [{ faults: 2 }, '\nerrors: 2 in the firmware since its start; please report them'],
    [{ writes_left: 19 }, '\nflash: room for 19 more writes; `compact` on the UART frees it'],
    [{ saved: false }, '\nsettings: not in flash: they are lost at the next restart'],
    [{ ssid: 'a\x1b[2J' }, 'online in "a?[2J"'],
  ])('%j is told as %j', (facts, text) => {
    expect(said(facts)).toContain(text);
  });

  it('says nothing of what is as it should be', () => {
    expect(said({ saved: true, writes_left: 20 })).not.toMatch(
      /errors|flash|settings:|last attempt|signal|own network/,
    );
  });

  it.each([
    [{ rssi: -48, channel: 6, signal: 'strong' }, 'strong (-48 dBm), channel 6'],
    [{ rssi: -74 }, 'fair (-74 dBm)'],
    [{ signal: 'good' }, 'good'],
    [{ rssi: -84, signal: 'weak', advice: 'Move it.' }, 'weak (-84 dBm). Move it.'],
  ])('says of the signal %j: %s', (facts, text) => {
    expect(said(facts)).toContain(`signal: ${text}`);
  });
});

it.each([
  [0, '0 s'],
  [119, '119 s'],
  [120, '2 min'],
  [3599, '59 min'],
  [3600, '1 h 0 min'],
  [86_399, '23 h 59 min'],
  [86_400, '1 d 0 h'],
])('%i seconds are %s', (seconds, text) => expect(duration(seconds)).toBe(text));

it('a time of day has two digits each', () => {
  expect(clock(new Date(2026, 1, 3, 4, 5, 6))).toBe('04:05:06');
});

describe('a table', () => {
  const PLAIN = { columns: undefined, colours: { out: false, err: false } };
  const ROWS = [
    ['mode', 'boot mode: 0 station, 1 access point'],
    ['long_name', 'short'],
  ];

  it('is as wide as its texts where there is no terminal', () => {
    expect(table(PLAIN, ['field', 'meaning'], ROWS)).toBe(
      'field      meaning\nmode       boot mode: 0 station, 1 access point\nlong_name  short',
    );
  });

  it.each([47, 46, 30, 23])('of 47 fits a terminal of %i, its words whole', (columns) => {
    const lines = table({ ...PLAIN, columns }, ['field', 'meaning'], ROWS).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
    expect(lines.join(' ').replace(/\s+/g, ' ')).toContain('boot mode: 0 station, 1 access point');
  });

  it('leaves a terminal that is too narrow for that to break the lines', () => {
    expect(table({ ...PLAIN, columns: 22 }, ['field', 'meaning'], ROWS)).toBe(table(PLAIN, ['field', 'meaning'], ROWS));
  });

  it('has its head in bold where there are colours', () => {
    const shown = table({ columns: 80, colours: { out: true, err: true } }, ['field', 'meaning'], ROWS);
    expect(shown.split('\n')[0]).toBe('\x1b[1mfield      meaning\x1b[0m');
  });
});

describe('colours', () => {
  it.each<[boolean, { [name: string]: string }, boolean]>([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
  ])('on a terminal: %s, with %j: %s', (isTerminal, env, has) => expect(hasColour(isTerminal, env)).toBe(has));

  it('are for one stream each', () => {
    const io = { colours: { out: false, err: true } };
    expect([paintFor(io)('bad', 'x'), paintFor(io, 'err')('bad', 'x')]).toEqual(['x', '\x1b[31mx\x1b[0m']);
  });

  it('mark what went wrong', async () => {
    const ran = await command(['status'], { isColour: true });
    expect(ran.err).toBe('\x1b[31mwifiprov:\x1b[0m where is the device? use --host or --port\n');
  });
});

it.each([100, 80, 60])('help fits a terminal of %i columns', async (columns) => {
  const { out } = await command(['set', '--help'], { columns });
  const examples = out.indexOf('Examples:');
  expect(
    Math.max(
      ...out
        .slice(0, examples)
        .split('\n')
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(columns);
});

describe('what is counted', () => {
  it.each([
    [0, '0 devices'],
    [1, '1 device'],
    [2, '2 devices'],
  ])('%i has its word: %s', (count, said) => expect(counted(count, 'device')).toBe(said));

  it('a failure after the first attempt says so', () => {
    const outcome: Outcome = {
      ok: false,
      reason: 'not_found',
      message: 'It was not found.',
      attempts: 1,
      warnings: [],
    };
    expect(answerOf(outcome).text).toBe('It was not found. (not_found after 1 attempt)');
  });
});
