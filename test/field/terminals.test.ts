// What terminals and cables put on the UART. Kinds of trouble: firmware/docs/field.md.

import { expect, it } from 'vitest';
import { onBothEngines } from '../e2e/engines.ts';
import { HOME_POINT } from '../e2e/requests.ts';
import { linesOf, type Rig } from '../e2e/rig.ts';

const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const STRANGE =
  'ERROR unknown_command the first word has a character that is no plain letter (a pasted space may be one); type the line, and check 115200 baud';
const UNKNOWN = 'ERROR unknown_command commands begin with wifiprov; type help';

/** Types bytes and returns the first answer that comes. */
async function answerTo(rig: Rig, bytes: string): Promise<string | undefined> {
  const mark = rig.output().length;
  await rig.type(bytes);
  await rig.said(/\n(OK|ERROR)[^\n]*\n> /, 15_000, mark);
  return linesOf(rig.output().slice(mark)).find((line) => /^(OK|ERROR)/.test(line));
}

onBothEngines('the console', (_start, share) => {
  it.each([
    ['a pasted non-breaking space', `wifiprov${utf8('\u00a0')}debug level 0\r`, STRANGE],
    ['noise of another baud rate', '\xf8\x80\xfe\xe0\xff\r', STRANGE],
    ['the prompt of an example', '> wifiprov debug level 0\r', UNKNOWN],
    ['a modem command, which some programs send first', 'AT+CWJAP?\r\n', UNKNOWN],
    ['XON and XOFF before the line', '\x11\x13\x11wifiprov debug level 0\r', 'OK'],
    ['NULs of a cable that was plugged in', '\0\0\0wifiprov debug level 0\r\n', 'OK'],
    ['backspaces before the line', '\x7f\b\bwifiprov debug level 0\r', 'OK'],
    ['LF before CR', 'wifiprov debug level 0\n\r', 'OK'],
    ['LF alone', 'wifiprov debug level 0\n', 'OK'],
    ['an empty line first', '\r\nwifiprov debug level 0\r\n', 'OK'],
    ['capitals', 'WIFIPROV STATUS\r', UNKNOWN],
  ])('answers %s', async (_what, bytes, answer) => {
    const rig = await share();
    expect(await answerTo(rig, bytes)).toBe(answer);
    expect(await answerTo(rig, '\rwifiprov debug level 0\r')).toBe('OK');
  });
});

onBothEngines('a name that the keyboard writes otherwise than the router', (start) => {
  it.each([
    ['a terminal set to Latin-1', 'Caf\xe9'],
    ['a terminal set to code page 850', 'Caf\x82'],
    ['an accent of its own, as macOS writes it', utf8('Cafe\u0301')],
    ['an invisible character from a web page', utf8('Caf\u00e9\u200b')],
  ])('%s: the one that was seen is named', async (_what, name) => {
    const rig = await start({ air: [{ ...HOME_POINT, ssid: 'Café' }] });
    await rig.command('wifiprov scan');
    await rig.command(`wifiprov join "${name}" "correct horse"`);
    await rig.said(`Found "${utf8('Café')}", which differs in special characters.`, 30_000);
  });
});
