// The simulator's standard input and output: what is piped in is answered whole, and a person is greeted.

import { spawn } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { greeting } from '../../tools/sim/greeting.ts';
import { newScreenFilter } from '../../tools/sim/screen-filter.ts';
import { BURST, GIVE_UP_MS, newTypist, PAUSE_MS, type Typist } from '../../tools/sim/typist.ts';
import { hasTool } from '../e2e/tool.ts';

const SIM = 'build/tools/sim.mjs';
const ANY = ['--tcp-port', '0', '--http-port', '0', '--dns-port', '0', '--speed', '20'];

interface Ended {
  status: number | null;
  out: string;
  err: string;
}

function piped(input: string, ...argv: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [SIM, ...ANY, ...argv]);
  const ended: Ended = { status: null, out: '', err: '' };
  child.stdout.on('data', (bytes) => (ended.out += bytes));
  child.stderr.on('data', (bytes) => (ended.err += bytes));
  child.stdin.end(input);
  return new Promise((resolve) => child.on('close', (status) => resolve({ ...ended, status })));
}

describe('piped input', { timeout: 60_000 }, () => {
  it.each([
    ['a command', 'help\n', 1],
    ['a command without a line end', 'help', 1],
    [
      'many commands, longer than a burst',
      'wifiprov get\nwifiprov status\nwifiprov history\nwifiprov status\nwifiprov scan\nhelp\nwifiprov get\n',
      7,
    ],
    ['a long line', `wifiprov join "${'x'.repeat(30)}" "${'p'.repeat(60)}"\n`, 1],
    ['blank lines', '\n\nhelp\n\n', 1],
    ['nothing', '', 0],
  ])('is answered whole before --once ends it: %s', async (_, input, answers) => {
    const { status, out, err } = await piped(input, '--once');
    expect(status).toBe(0);
    expect(out.match(/^(?:OK|ERROR)\b.*$/gm) ?? []).toHaveLength(answers);
    expect(out).not.toContain('ERROR');
    expect(err.split('\n').filter((line) => line.startsWith('READY '))).toHaveLength(1);
    expect(err).not.toContain('The setup page');
  });

  it('is for standard input alone', async () => {
    const { status, err } = await piped('', '--once', '--uart', 'tcp:0');
    expect(status).toBe(2);
    expect(err).toContain('--once is for standard input');
  });
});

describe('lines are typed one after the other', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function bench(speed = 1): { typist: Typist; sent: string[]; done: () => number } {
    const sent: string[] = [];
    let done = 0;
    const typist = newTypist({ send: (text) => sent.push(text), onDone: () => done++, speed });
    return { typist, sent, done: () => done };
  }

  it('each when the one before is answered, and its prompt is there', () => {
    const { typist, sent, done } = bench();
    typist.type('help\nwifiprov get\r\n');
    typist.end();
    expect(sent).toEqual(['help\n']);
    typist.heard('help\r\nusage\r\nOK\r\n');
    expect(sent).toHaveLength(1);
    typist.heard('> ');
    expect(sent).toEqual(['help\n', 'wifiprov get\r\n']);
    expect(done()).toBe(0);
    typist.heard('\r\n# saved\r\n> ');
    expect(done()).toBe(0);
    typist.heard('wifiprov get\r\nERROR busy\r\n> ');
    expect([done(), typist.isBusy()]).toEqual([1, false]);
  });

  it.each([
    [BURST, 1],
    [BURST + 1, 2],
    [2 * BURST + 1, 3],
  ])('%i bytes in %i bursts, with pauses of the device’s time', (size, bursts) => {
    const { typist, sent } = bench(10);
    typist.type(`${'x'.repeat(size - 1)}\n`);
    for (let i = 1; i < bursts; i++) {
      vi.advanceTimersByTime(PAUSE_MS / 10 - 1);
      expect(sent).toHaveLength(i);
      vi.advanceTimersByTime(1);
    }
    expect(sent).toHaveLength(bursts);
    expect(Math.max(...sent.map((part) => part.length))).toBeLessThanOrEqual(BURST);
  });

  it('also after one that gets no answer', () => {
    const { typist, sent } = bench();
    typist.type('wifiprov repl\nhelp\n');
    vi.advanceTimersByTime(GIVE_UP_MS - 1);
    expect(sent).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(sent).toHaveLength(2);
  });
});

describe('on a person’s terminal', () => {
  it.each([
    ['an event takes the place of the prompt', ['> ', '\r\n# ready\r\n> '], '> \r\x1b[K# ready\r\n> '],
    ['and of a line that is being typed', ['> hel', '\r\n# saved\r\n> hel'], '> hel\r\x1b[K# saved\r\n> hel'],
    ['however the bytes are split', ['> ', '\r', '\n', '#', ' ready\r', '\n> '], '> \r\x1b[K# ready\r\n> '],
    ['an answer stays below its command', ['> ', 'help', '\r\n', 'usage\r\nOK\r\n> '], '> help\r\nusage\r\nOK\r\n> '],
    ['an empty line stays', ['> ', '\r\n', '> '], '> \r\n> '],
    ['events in a row stay', ['\r\n# a\r\n> ', '\r\n# b\r\n> '], '\r\n# a\r\n> \r\x1b[K# b\r\n> '],
  ])('%s', (_, parts, shown) => {
    const filter = newScreenFilter();
    expect(parts.map((part) => filter.feed(part)).join('')).toBe(shown);
  });

  it('our own lines stand above the line that is being typed', () => {
    const filter = newScreenFilter();
    filter.feed('boot\r\n> he');
    expect(filter.above(['READY {}'])).toBe('\r\x1b[KREADY {}\r\n> he');
  });

  it.each([
    [
      { http: 8080, uart: 'stdio', tcp: null },
      true,
      ['The setup page: http://127.0.0.1:8080', /^Type commands here.+Ctrl-C too\.$/, 'Ctrl-] ends the simulator.'],
    ],
    [
      { http: 8080, uart: 'stdio', tcp: 6666 },
      false,
      [/8080$/, /^Type commands here.+lists them\.$/, /: npx wifiprov discover$/, 'Ctrl-C ends the simulator.'],
    ],
    [
      { http: null, uart: 7000, tcp: 6667 },
      true,
      [
        'This build has no setup page.',
        /--port tcp:127\.0\.0\.1:7000$/,
        /discover --tcp-port 6667$/,
        'Ctrl-C ends the simulator.',
      ],
    ],
  ] as const)('%j, keys to the device: %s', (ready, isTerminal, lines) => {
    const said = greeting(ready, isTerminal);
    expect(said).toHaveLength(lines.length);
    for (const [i, line] of lines.entries()) expect(said[i]).toMatch(line);
  });

  it.skipIf(!hasTool('socat', '-V'))(
    'the greeting comes before READY, and no prompt is left behind',
    { timeout: 30_000 },
    async () => {
      const words = [process.execPath, SIM, ...ANY];
      const child = spawn('socat', ['-', `EXEC:"${words.join(' ')}",pty,setsid,ctty,stderr`]);
      let shown = '';
      const isUp = new Promise<void>((resolve) => {
        child.stdout.on('data', (bytes) => {
          shown += bytes;
          if (/READY [^\n]*\n[^\n]*> $/.test(shown)) resolve();
        });
      });
      await isUp;
      child.stdin.write('\x1d');
      await new Promise((resolve) => child.on('close', resolve));
      const lines = shown.split(/\r*\n/).map((line) => line.split('\x1b[K').at(-1));
      const ready = lines.findIndex((line) => line?.startsWith('READY '));
      expect(lines.slice(ready - 4, ready)).toEqual([
        expect.stringMatching(/^The setup page: http:\/\/127\.0\.0\.1:\d+$/),
        expect.stringMatching(/^Type commands here/),
        expect.stringMatching(/^Once it is online: npx wifiprov discover --tcp-port \d+$/),
        'Ctrl-] ends the simulator.',
      ]);
      expect(lines.filter((line) => line === '> ').length).toBeLessThanOrEqual(1);
    },
  );
});
