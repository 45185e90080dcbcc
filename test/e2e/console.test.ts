// The UART as somebody at a terminal, and as a program, sees it.

import { expect, it } from 'vitest';
import { onBothEngines, onNodeOnly } from './engines.ts';
import { linesOf, type Rig } from './rig.ts';

const UP = '\x1b[A';
const DOWN = '\x1b[B';
const PING = 'wifiprov debug flow 1';

/** What is on the screen's last line: backspaces carried out. */
function lastLine(rig: Rig): string {
  const line = linesOf(rig.output()).at(-1) ?? '';
  const shown: string[] = [];
  for (const ch of line.replaceAll('\b \b', '\b')) ch === '\b' ? shown.pop() : shown.push(ch);
  return shown.join('');
}

async function shows(rig: Rig, line: string): Promise<void> {
  await rig.until(() => lastLine(rig) === line, 1_000).catch(() => expect(lastLine(rig)).toBe(line));
}

onBothEngines('the console', (start, share) => {
  it('echoes what is typed, with backspace, Ctrl-U and the arrows through the last lines', async () => {
    const rig = await start();
    await rig.type('wifiprov debxx\x7f\bug');
    await shows(rig, '> wifiprov debug');
    await rig.type('\x15help');
    await shows(rig, '> help');
    await rig.type('\x15');
    await rig.command('wifiprov debug flow 1');
    await rig.command('wifiprov debug flow 2');
    await rig.type(`${UP}${UP}`);
    await shows(rig, '> wifiprov debug flow 1');
    await rig.type(DOWN);
    await shows(rig, '> wifiprov debug flow 2');
    await rig.type(`${UP[0]}`);
    await rig.type(`${UP.slice(1)}`);
    await shows(rig, '> wifiprov debug flow 1');
  });

  it('lets the cursor move within the line, also while events come', async () => {
    const rig = await start({ provisioned: true });
    await rig.type('wifiprov bug flow 1\x1b[D\x01\x1b[C\x17');
    await rig.type('\x1b[1~wi\x1b[3~\x05 \x17\x17\x17\x17');
    await rig.type('wifiprv debug flow 1\x01');
    for (let i = 0; i < 6; i++) await rig.type('\x1b[C');
    await rig.said('# online "Home"', 30_000);
    const mark = rig.output().length;
    await rig.type('o\r');
    await rig.said(/^OK$/m, 2_000, mark);
  });

  it('joins a network by its name and password, with the auth that was seen', async () => {
    const rig = await start();
    await rig.command('wifiprov scan');
    expect(await rig.command('wifiprov join Neighbour "its password"')).toEqual(['OK connecting']);
    expect(await rig.command('wifiprov join')).toEqual([
      'ERROR missing_field STA.SSID is missing; usage: wifiprov join <ssid> [<psk>]',
    ]);
    await rig.type(UP + UP);
    await shows(rig, '> wifiprov join Neighbour ********');
  });

  it('refuses words that a command does not take', async () => {
    const rig = await start();
    for (const line of [
      'get STA.SSID',
      'status x',
      'scan x',
      'reset all x',
      'reset al',
      'reboot now',
      'repl x',
      'history 3',
    ])
      expect((await rig.command(`wifiprov ${line}`)).join('|')).toMatch(/^ERROR invalid_request /);
    expect(await rig.command('wifiprov get STA.SSID')).toEqual([
      'ERROR invalid_request wifiprov get takes no more words; type help',
    ]);
    expect((await rig.state()).boots).toBe(1);
    expect((await rig.command('wifiprov help set')).at(-1)).toBe('OK');
  });

  it('sets fields by the paths that get shows', async () => {
    const rig = await start();
    expect(await rig.command('wifiprov set STA.auto=0 sta.ssid="My Home" STA.PWD="correct horse"')).toEqual([
      'OK idle saved',
    ]);
    const shown = await rig.command('wifiprov get');
    for (const line of ['STA.auto=0', 'STA.SSID="My Home"', 'STA.PWD="********"']) expect(shown).toContain(line);
    expect(await rig.command('wifiprov set STA.SSDI=x')).toEqual([
      'ERROR unknown_field unknown field STA.SSDI; did you mean STA.SSID?',
    ]);
    expect(await rig.command('wifiprov set AP.ch=14')).toEqual(['ERROR invalid_value AP.ch is 14; it must be 1..13']);
  });

  it.each(['\r', '\n', '\r\n'])('ends a line with %j, once', async (end) => {
    const rig = await share();
    const mark = rig.output().length;
    await rig.type(`${PING}${end}`);
    await rig.type(`${PING}${end}`);
    await rig.said(/OK\n> wifiprov debug flow 1\nOK\n> $/, 2_000, mark);
  });

  it('masks the password in what the arrows bring back', async () => {
    const rig = await start();
    await rig.command('wifiprov set 0 1 0 0 4 "My Home" "correct horse"');
    await rig.type(UP);
    await shows(rig, '> wifiprov set 0 1 0 0 4 "My Home" ********');
  });

  it('takes back the masked line: the stored password stays', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    expect(await rig.command('wifiprov set 0 1 0 1 4 Home ********')).toEqual(['OK unchanged online']);
  });

  it.each([
    [256, 'ERROR unknown_command'],
    [257, 'ERROR too_long the line is over 256 bytes'],
    [700, 'ERROR too_long the line is over 256 bytes'],
  ])('answers a line of %i bytes with one line: %s', async (length, answer) => {
    const rig = await share();
    const mark = rig.output().length;
    await rig.type(`${'x'.repeat(length)}\r`);
    await rig.said(/\n(OK|ERROR)[^\n]*\n> /, 2_000, mark);
    expect(linesOf(rig.output().slice(mark)).filter((line) => /^(OK|ERROR)/.test(line))).toEqual([
      expect.stringContaining(answer),
    ]);
    expect(await rig.command(PING)).toEqual(['OK']);
  });

  it.each([
    ['wifiprov set', 'ERROR missing_field'],
    ['wifiprov nonsense', 'ERROR unknown_command'],
    ['wifiprov set "open', 'ERROR invalid_request'],
    ['nonsense', 'ERROR unknown_command'],
    ['wifiprov debug level xyz', 'ERROR invalid_request'],
    ['wifiprov debug flow 0x1F', 'OK'],
    ['help', 'OK'],
    ['wifiprovhelp', 'OK'],
    ['wifiprov help', 'OK'],
    ['wifiprov history', 'OK'],
  ])('answers `%s` with exactly one line that begins %s', async (line, answer) => {
    const rig = await share();
    const said = await rig.command(line);
    expect(said.at(-1)).toMatch(new RegExp(`^${answer}`));
    expect(said.filter((row) => /^(OK|ERROR)/.test(row))).toHaveLength(1);
  });

  it('hands the UART to the REPL at three Ctrl-C, and wifiprov() there takes it back', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    await rig.type('\x03\x03\x03');
    await rig.said('<- null');
    await rig.type('1+2\n');
    await rig.said('=3');
    const mark = rig.output().length;
    await rig.type('wifiprov()\n');
    await rig.said(/\n> $/, 2_000, mark);
    expect(await rig.command(PING)).toEqual(['OK']);
    expect((await rig.state()).link?.ssid).toBe('Home');
  });

  it('hands it over by `wifiprov repl` too, and the service goes on meanwhile', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    await rig.type('wifiprov repl\r');
    await rig.said(/\nOK [\s\S]*<- null/);
    await rig.type('6*7\n');
    await rig.said('=42');
    const client = await rig.client();
    expect(await client.ask({ cmd: 'ping' })).toEqual({ ok: true, data: {} });
  });
});

onBothEngines('events on the console', (start) => {
  it('come neither into an answer nor into the line that is being typed', async () => {
    const rig = await start();
    await rig.command('wifiprov set 0 0 0 1 1 Cafe');
    await rig.type('wifiprov deb');
    await rig.said('# online "Cafe"');
    await shows(rig, '> wifiprov deb');
    const mark = rig.output().length;
    await rig.type('ug flow 7\r');
    await rig.said(/OK\n> $/, 1_000, mark);
    for (const line of linesOf(rig.output())) if (line.includes('#')) expect(line).toMatch(/^# /);
  });
});

onNodeOnly('Ctrl-C', (start) => {
  it('does nothing once, twice, or three times in more than a second', async () => {
    const rig = await start();
    await rig.type('wifiprov debug \x03\x03flow 1');
    await rig.core.pass(1_000);
    await rig.type('\x03\r');
    await rig.said(/\nOK\n> $/);
    expect(rig.device.debug().console).toBeNull();
  });
});

onNodeOnly('events during a scan', (start) => {
  it('wait until its answer is out', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const client = await rig.client();
    const mark = rig.output().length;
    await rig.type('wifiprov scan\r');
    await rig.core.pass(100);
    await client.ask({ cmd: 'disconnect' });
    expect(await client.event('state', 500)).toMatchObject({ state: 'idle' });
    expect(linesOf(rig.output().slice(mark))).not.toContain('OK');
    await rig.said(/\nOK\n[\s\S]*# idle/, 15_000, mark);
    const said = linesOf(rig.output().slice(mark));
    expect(said.slice(0, said.indexOf('OK')).filter((line) => line.startsWith('#'))).toEqual([]);
  });
});
