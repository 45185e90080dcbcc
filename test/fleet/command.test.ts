// `wifiprov fleet` as it is typed: mistakes, secrets, files, Ctrl-C, on a few simulated devices.

import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fleet } from '../../tools/cli/commands/fleet.ts';
import { FILE_MAX, readBytes } from '../../tools/fleet/file.ts';
import { PARALLEL_MAX } from '../../tools/fleet/pool.ts';
import { RETRIES_MAX } from '../../tools/fleet/retry.ts';
import { type OneOfMany, startMany } from '../../tools/sim/many.ts';
import { command, jsonOf, type Outside, type Ran } from '../cli/bench.ts';
import { closeServers, listen, nobody } from './servers.ts';

const COUNT = 4;
const SPEED = 20;
const PWD: Outside = { env: { WIFIPROV_PWD: 'correct horse' } };

const folder = mkdtempSync(join(tmpdir(), 'wifiprov-fleet-'));
const file = (name: string): string => join(folder, name);
let devices: OneOfMany[] = [];
beforeAll(async () => {
  devices = await startMany(COUNT, { speed: SPEED });
}, 180_000);
afterAll(async () => {
  await Promise.all(devices.map((one) => one.stop()));
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  closeServers();
  for (const name of ['report.csv', 'report.xml']) rmSync(file(name), { force: true });
});

function write(text: string | Buffer, name = 'devices.csv'): string {
  writeFileSync(file(name), text);
  return file(name);
}

/** Those devices, with what stands in further columns. */
function these(more = '', head = ''): string {
  return write(`host,code${head}\n${devices.map(({ host, code }) => `${host},${code}${more}\n`).join('')}`);
}

describe('a mistake is said in a sentence, and nothing is asked of any device:', () => {
  it.each([
    ['no file', [], 'missing required argument'],
    ['a file that is not there', [file('no.csv')], /can't read .*no\.csv \(ENOENT\)/],
    ['a folder', [folder], /can't read .* \(EISDIR\)/],
    ['no place', ['$', '--parallel', '0'], `It must be a whole number, 1..${PARALLEL_MAX}`],
    ['too many places', ['$', '--parallel', `${PARALLEL_MAX + 1}`], `1..${PARALLEL_MAX}`],
    ['too many tries', ['$', '--retries', `${RETRIES_MAX + 1}`], `It must be a whole number, 0..${RETRIES_MAX}`],
    ['fewer tries than none', ['$', '--retries', '-1'], `0..${RETRIES_MAX}`],
    ['a number that is none', ['$', '--parallel', '1e2'], `1..${PARALLEL_MAX}`],
    ['two reports', ['$', '--report', 'a', '--resume', 'b'], '--resume continues its own report'],
    ['a report that does not exist', ['$', '--resume', file('no.csv')], /can't read .*no\.csv \(ENOENT\)/],
    ['a report that is none', ['$', '--resume', '$'], 'is not a report of `wifiprov fleet`'],
    ['a report where none can be', ['$', '--report', file('no/r.csv')], /can't write .*no\/r\.csv \(ENOENT\)/],
    ['XML where none can be', ['$', '--junit', file('no/r.xml')], /can't write .*no\/r\.xml \(ENOENT\)/],
    ['a field out of range', ['$', '--sta-ch', '14'], 'STA.ch is 14; it must be 0..13'],
    ['a proof and none', ['$', '--plain', '--code-stdin'], '--plain cannot be combined with a setup code'],
  ])('%s', async (_, words, said) => {
    const path = write('host,mode\nlamp,0\n', 'mistakes.csv');
    const all = words.map((word) => (word === '$' ? path : word));
    if (!words.includes('--code-stdin')) all.push('--plain');
    all.push('--keep-network');
    const ran = await command(['fleet', ...all], PWD);
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err).toMatch(typeof said === 'string' ? new RegExp(said.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : said);
    expect(ran.err).not.toMatch(/^ +at /m);
    const forScripts = await command(['fleet', '--json', ...all], PWD);
    expect(forScripts).toMatchObject({ exit: 2, err: '' });
    expect(jsonOf(forScripts)).toMatchObject({ ok: false });
  });

  it.each([
    ['an older encoding', Buffer.from('host,ssid\nlamp,K\xfcche\n', 'latin1'), 'line 2: this is not UTF-8'],
    ['UTF-16', Buffer.from('\ufeffhost,ssid\nlamp,Home\n', 'utf16le'), 'line 1: this is not UTF-8'],
    ['faults in many places', 'host,mode\nlamp,7\n,0\n', 'line 2, column 2 (mode): mode is 7; it must be 0..1'],
  ])('%s', async (_, bytes, said) => {
    const ran = await command(['fleet', write(bytes), '--plain', '--auth', '1']);
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err).toContain(said);
  });

  it.each([
    [FILE_MAX - 1, true],
    [FILE_MAX, true],
    [FILE_MAX + 1, false],
  ])('a file of %i bytes is read: %s', (size, isRead) => {
    const path = write(Buffer.alloc(size));
    if (isRead) expect(readBytes(path)).toHaveLength(size);
    else expect(() => readBytes(path)).toThrow(`has ${size} bytes; the limit is ${FILE_MAX}`);
    rmSync(path);
  });
});

it('--dry-run contacts no device and writes nothing', async () => {
  let asked = 0;
  const where = await listen(() => void asked++);
  const path = write(`host,ssid\n${where},Home\n`);
  const words = ['fleet', path, '--plain', '--dry-run', '--report', file('report.csv'), '--junit', file('report.xml')];
  expect(await command(words, PWD)).toMatchObject({ exit: 0, out: `no fault in ${path}: 1 device\n`, err: '' });
  expect([asked, existsSync(file('report.csv')), existsSync(file('report.xml'))]).toEqual([0, false, false]);
});

describe('the password of the network comes from', () => {
  it.each([
    ['the environment', [], PWD, []],
    ['standard input', ['--pwd-stdin'], { stdin: 'correct horse\n' }, []],
    ['the command line', ['--pwd', 'correct horse'], {}, []],
    ['a prompt', [], { typed: ['correct horse'] }, ['Password of "Home" (empty: an open network):']],
    ['a prompt that was asked for', ['--pwd'], { typed: ['correct horse'] }, [expect.stringContaining('Password of')]],
  ])('%s', async (_, words, outside, asked) => {
    const ran = await command(['fleet', these(), '--ssid', 'Home', ...words], outside);
    expect(ran.asked).toEqual(asked);
    expect(ran).toMatchObject({ exit: 0 });
    expect(ran.out).toContain(`${COUNT} of ${COUNT} devices done`);
  });

  it('a column', async () => {
    const ran = await command(['fleet', these(',Home,correct horse', ',ssid,pwd')]);
    expect(ran).toMatchObject({ exit: 0, err: '' });
  });

  it('nowhere: the network is open', async () => {
    const ran = await command(['fleet', these(), '--ssid', 'Cafe'], { typed: [''] });
    expect(ran).toMatchObject({ exit: 0 });
    expect((await command(['fleet', these(), '--ssid', 'Cafe', '--pwd-stdin'], { stdin: '\n' })).exit).toBe(0);
    expect((await command(['fleet', these(), '--ssid', 'Cafe', '--auth', '1'])).exit).toBe(0);
  });

  it.each([
    ['nowhere, and that is said', 'lamp,Home,\nother,Home,\n', /the password is missing: use WIFIPROV_PWD/],
    [
      'nowhere for some, and they are named',
      'lamp,Home,longenough\nother,Home,\n',
      /line 3: the password of "Home" is missing: use the column pwd/,
    ],
    [
      'nowhere for two networks',
      'lamp,Home,\nother,Away,\n',
      /line 2: the password of "Home".*\n.*line 3: the password of "Away"/,
    ],
  ])('%s', async (_, rows, said) => {
    const ran = await command(['fleet', write(`host,ssid,pwd\n${rows}`), '--plain']);
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err).toMatch(said);
  });

  it('not from a prompt when it is for two networks', async () => {
    const ran = await command(['fleet', write('host,ssid\na,Home\nb,Away\n'), '--plain'], { typed: ['x'] });
    expect(ran).toMatchObject({ exit: 2, asked: [] });
  });

  it('wherever: it must be one', async () => {
    const ran = await command(['fleet', these(), '--ssid', 'Home'], { env: { WIFIPROV_PWD: 'short' } });
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err).toContain('STA.PWD has 5 bytes');
  });
});

it('one setup code for all comes from standard input, then the password', async () => {
  const [one] = devices;
  const path = write(`host,ssid\n${one?.host},Home\n`);
  const words = ['fleet', path, '--code-stdin', '--pwd-stdin'];
  expect(await command(words, { stdin: `${one?.code}\ncorrect horse\n` })).toMatchObject({ exit: 0 });
  const env = { WIFIPROV_CODE: one?.code ?? '', WIFIPROV_PWD: 'correct horse' };
  expect(await command(['fleet', path], { env })).toMatchObject({ exit: 0 });
});

it('devices at serial ports go at once, and beside those on the network', async () => {
  const rows = devices.map(({ host, port, code }, i) => (i % 2 ? `${host},,${code}` : `,${port},`));
  const ran = await command(['fleet', write(`host,port,code\n${rows.join('\n')}`), '--ssid', 'Home', '--json'], PWD);
  expect(ran).toMatchObject({ exit: 0, err: '' });
  const lines = ran.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.filter(({ port }) => port !== undefined)).toHaveLength(COUNT / 2);
  expect(lines.at(-1)).toMatchObject({ ok: true, done: COUNT });
});

describe('on a terminal', () => {
  it('shows what is under way on standard error, and what has ended on standard output', async () => {
    const ran = await command(['fleet', these(), '--ssid', 'Home'], { typed: [], ...PWD });
    expect(ran.err).toMatch(/127\.0\.0\.1:\d+: (connecting|trying "Home")/);
    expect(ran.out.match(/^done {3}127\.0\.0\.1:\d+: "Home" 192\.168\.1\.50$/gm)).toHaveLength(COUNT);
  });
});

describe('the report', () => {
  it('is not written over', async () => {
    write('precious', 'report.csv');
    const ran = await command(['fleet', these(), '--ssid', 'Home', '--report', file('report.csv')], PWD);
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err).toContain(`report.csv exists already; --resume ${file('report.csv')} continues it`);
    expect(readFileSync(file('report.csv'), 'utf8')).toBe('precious');
  });

  it('that is torn is mended and gone on with', async () => {
    const path = these();
    expect((await command(['fleet', path, '--ssid', 'Home', '--report', file('report.csv')], PWD)).exit).toBe(0);
    const whole = readFileSync(file('report.csv'), 'utf8').trimEnd().split('\n');
    writeFileSync(file('report.csv'), `${whole.slice(0, -1).join('\n')}\n${whole.at(-1)?.slice(0, 30)}`);
    const ran = await command(['fleet', path, '--ssid', 'Home', '--resume', file('report.csv')], PWD);
    expect(ran.out).toContain(`1 of ${COUNT} devices done`);
    expect(ran.out).toContain(`; ${COUNT - 1} were done before\n`);
    const lines = readFileSync(file('report.csv'), 'utf8').trimEnd().split('\n');
    expect(lines.slice(0, -1)).toEqual(whole.slice(0, -1));
    expect(lines).toHaveLength(whole.length);
  });

  it('does not count for other settings', async () => {
    const path = these();
    await command(['fleet', path, '--ssid', 'Home', '--report', file('report.csv')], PWD);
    const words = [
      'fleet',
      path,
      '--ssid',
      'Cafe',
      '--auth',
      '1',
      '--resume',
      file('report.csv'),
      '--dry-run',
      '--json',
    ];
    expect(jsonOf(await command(words))).toMatchObject({ data: { todo: COUNT, skipped: 0 } });
  });

  it('says how to go on when something has failed', async () => {
    const path = write(`host\n${await nobody()}\n`);
    const words = ['fleet', path, '--ssid', 'My Home', '--auth', '1', '--plain', '--retries', '0'];
    const ran = await command([...words, '--report', file('report.csv')]);
    expect(ran.exit).toBe(3);
    expect(ran.err).toContain(
      `continue with: wifiprov fleet ${path} --ssid 'My Home' --auth 1 --plain --retries 0 --resume ${file('report.csv')}`,
    );
    appendFileSync(file('report.csv'), 'half a li');
    expect((await command([...words, '--resume', file('report.csv')])).exit).toBe(3);
    expect(readFileSync(file('report.csv'), 'utf8')).not.toContain('half a li');
  });
});

/** Ctrl-C is pressed as soon as that is seen. */
function interrupted(isSeen: (ran: Ran) => boolean, outside: Outside): Outside {
  let press: () => void = () => {};
  const interrupt = new Promise<void>((resolve) => {
    press = resolve;
  });
  const watch = (ran: Ran): void => {
    const look = setInterval(() => {
      if (!isSeen(ran)) return;
      clearInterval(look);
      press();
    }, 1);
  };
  return { ...outside, interrupt, watch };
}

describe('Ctrl-C', () => {
  it('lets what is under way come to its end, begins nothing more, and the rest is done later', async () => {
    const path = these();
    const words = ['fleet', path, '--ssid', 'Home', '--parallel', '1'];
    const outside = interrupted((ran) => ran.out.includes('done'), PWD);
    const ran = await command([...words, '--report', file('report.csv'), '--junit', file('report.xml')], outside);
    expect(ran.exit).toBe(130);
    expect(ran.err).toContain('stopping after the devices in progress; press Ctrl-C again to stop at once\n');
    const done = ran.out.match(/^done/gm)?.length ?? 0;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(COUNT);
    expect(ran.err).toContain(`${done} of ${COUNT} devices done`);
    expect(ran.err).toContain(`; ${COUNT - done} not started\n`);
    const xml = readFileSync(file('report.xml'), 'utf8');
    expect(xml.match(/not started: the run was stopped/g)).toHaveLength(COUNT - done);
    const later = await command([...words, '--resume', file('report.csv')], PWD);
    expect(later).toMatchObject({ exit: 0 });
    expect(later.out).toContain(`${COUNT - done} of ${COUNT} devices done`);
  });

  it('ends the wait for another try', async () => {
    const path = write(`host\n${await nobody()}\n`);
    const words = ['fleet', path, '--mode', '0', '--keep-network', '--plain', '--retries', `${RETRIES_MAX}`];
    const ran = await command(
      words,
      interrupted(({ err }) => err.includes('retrying soon'), { typed: [] }),
    );
    expect(ran.exit).toBe(3);
    expect(ran.out).toMatch(/^failed 127/);
    expect(ran.out).not.toMatch(/after 1\d tries/);
  });
});

describe('the examples of the help', () => {
  it('are all played, in their order', async () => {
    const here = join(folder, 'examples');
    mkdirSync(here);
    these();
    const path = file('devices.csv');
    writeFileSync(join(here, 'more.txt'), 'WIFI:T:nopass;S:Cafe;;\n');
    expect(fleet.examples.length).toBeGreaterThan(2);
    for (const example of fleet.examples) {
      const words = example
        .split(' ')
        .map((word) => (/\.(csv|xml|txt)$/.test(word) ? (word === 'devices.csv' ? path : join(here, word)) : word));
      const isUpdate = words.includes('--update');
      if (!words.includes('--ssid') && !isUpdate) words.push('--ssid', 'Home');
      // These devices have no room for a second firmware; test/fleet/update.test.ts has some that have.
      const told = isUpdate ? { exit: 1, err: expect.stringContaining('not_supported') } : { exit: 0, err: '' };
      expect(await command(words, PWD), example).toMatchObject(told);
    }
  });
});
