// What the console says, as the replies and events that TCP would send.

import { describe, expect, it } from 'vitest';
import { eventOf, replyOf } from '../../../tools/client/uart/answer.ts';
import { newScreen } from '../../../tools/client/uart/screen.ts';

describe('what the answers become', () => {
  it.each<[string, string[], object]>([
    ['', ['OK connecting'], { ok: true, state: 'connecting', saved: false, warnings: [] }],
    ['', ['OK idle saved'], { ok: true, state: 'idle', saved: true, warnings: [] }],
    ['', ['OK unchanged online'], { ok: true, unchanged: true, state: 'online' }],
    [
      '',
      ['warning not_enforced STA.ch: STA.ch 6 is stored', 'OK idle saved'],
      { warnings: [{ code: 'not_enforced', field: 'STA.ch', message: 'STA.ch 6 is stored' }] },
    ],
    ['get', ['ERROR busy try again'], { ok: false, code: 'busy', message: 'try again' }],
    ['connect', ['OK connecting'], { ok: true, data: { state: 'connecting' } }],
    ['open', ['OK window open; closes after 5 min without a request'], { ok: true, data: {} }],
    [
      'status',
      ['ssid=12345678', 'rssi=-48', 'rolled_back=true', 'host="a-b.local"', 'OK'],
      {
        data: { ssid: '12345678', rssi: -48, rolled_back: true, host: 'a-b.local' },
      },
    ],
    [
      'scan',
      ['-48 ch6 wpa2 "a \\"b\\" \\\\"', 'OK'],
      {
        data: { networks: [{ ssid: 'a "b" \\', rssi: -48, channel: 6, auth: 'wpa2' }] },
      },
    ],
    [
      'networks',
      ['"a \\"b\\"" in use', '"in use"', 'I (5210) wifi:new:<6,0>', 'OK'],
      {
        data: {
          networks: [
            { ssid: 'a "b"', in_use: true },
            { ssid: 'in use', in_use: false },
          ],
        },
      },
    ],
    ['forget', ['OK online'], { data: { state: 'online' } }],
    [
      'history',
      ['12 s ago "Home" failed no_ip', '13 s ago "OK" ok', 'OK'],
      {
        data: {
          attempts: [
            { ago_s: 12, ssid: 'Home', ok: false, reason: 'no_ip' },
            { ago_s: 13, ssid: 'OK', ok: true },
          ],
        },
      },
    ],
    ['get', ['mode=0', 'STA.SSID="a=b"', 'STA.ch=0', 'OK'], { data: { mode: 0, STA: { SSID: 'a=b', ch: 0 } } }],
    ['get', ['mode=0', 'I (5210) wifi:new:<6,0>', 'OK'], { data: { mode: 0 } }],
  ])('%s %j', (command, lines, reply) => {
    expect(replyOf(command, lines)).toMatchObject(reply);
  });

  it.each<[string, object]>([
    [
      'online "Home" 192.168.1.50 wifiprov-000110.local',
      { event: 'state', state: 'online', ssid: 'Home', ip: '192.168.1.50' },
    ],
    ['connecting "a \\"b\\""', { event: 'state', state: 'connecting', ssid: 'a "b"' }],
    ['ap', { event: 'state', state: 'ap' }],
    ['saved', { event: 'saved' }],
    [
      'failed no_ip "Home" attempts=3 rolled_back: The device: no address.',
      {
        event: 'failed',
        reason: 'no_ip',
        ssid: 'Home',
        attempts: 3,
        rolled_back: true,
        message: 'The device: no address.',
      },
    ],
    [
      'failed timeout attempts=1: It did not come up.',
      { event: 'failed', reason: 'timeout', attempts: 1, rolled_back: false, message: 'It did not come up.' },
    ],
    ['error storage_full: no room', { event: 'error', code: 'storage_full', message: 'no room' }],
    ['ready', { event: 'note', message: 'ready' }],
    ['apples', { event: 'note', message: 'apples' }],
  ])('event %s', (text, event) => {
    expect(eventOf(text)).toEqual(event);
  });
});

describe('the screen', () => {
  it('gives lines without prompts, however they are cut', () => {
    const said = '> wifiprov get\r\nmode=0\r\nOK\r\n> \r\n# online "H\u00c3\u00a9"\r\n> wif\r> x\r\n';
    for (const size of [1, 3, 100]) {
      const screen = newScreen();
      const lines = said.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g'))?.flatMap((part) => screen.feed(part));
      expect(lines).toEqual(['wifiprov get', 'mode=0', 'OK', '', '# online "H\u00e9"', 'x']);
    }
  });

  it.each([
    ['> ', true, false],
    ['text\r\n> ', true, false],
    ['OK\r> ', true, false],
    ['> wifi', false, false],
    ['a > ', false, false],
    ['\r\n>', false, true],
    ['', false, false],
  ])('%j: ready %s, REPL %s', (said, isReady, isRepl) => {
    const screen = newScreen();
    screen.feed(said);
    expect([screen.isReady(), screen.isRepl()]).toEqual([isReady, isRepl]);
  });
});
