// What terminals and other programs send on the UART and over TCP besides what was meant.

import { expect, it } from 'vitest';
import { onBothEngines } from './engines.ts';
import { postJson } from './http-client.ts';
import { HOME_POINT } from './requests.ts';

const BOM = '\ufeff';
const BOM_BYTES = '\xef\xbb\xbf';

onBothEngines('the UART', (start, share) => {
  it.each([
    ['TABs between words', 'wifiprov\tdebug\tlevel\t0', 'OK'],
    ['a byte order mark', `${BOM_BYTES}wifiprov debug level 0`, 'OK'],
    ['SS3 and OSC between letters', 'wifi\x1bOCprov debug\x1b]11;rgb:f/f/f\x07 level\x1b[200~ 0', 'OK'],
    ['a TAB inside quotes', 'wifiprov set 0 1 0 1 4 "Home" "correct\thorse"', 'ERROR invalid_value the line contains a TAB inside quotes; type it again without'],
    ['a control character', 'wifiprov set 0 1 0 1 4 "Home" "correct\x02horse"', 'ERROR invalid_value the line contains a control character (2); type it again without'],
    ['a QR text with blanks and no quotes', 'wifiprov set WIFI:T:WPA;S:Home;P:correct horse;;', 'ERROR invalid_request put a WIFI: text with spaces in single quotes'],
    ['a QR text behind QR-Code:, without quotes', 'wifiprov set QR-Code: WIFI:T:WPA;S:Home;P:x;;', 'ERROR invalid_request put a WIFI: text with spaces in single quotes'],
  ])('takes %s', async (_what, line, answer) => {
    const rig = await share();
    const mark = rig.output().length;
    await rig.type(`${line}\r`);
    await rig.said(/\n(OK|ERROR)[^\n]*\n> /, 15_000, mark);
    expect(rig.output().slice(mark).split('\r\n')).toContain(answer);
  }); // biome-ignore format: rows

  it('a lone ESC or half a sequence costs nothing once 100 ms are over', async () => {
    const rig = await share();
    for (const begun of ['\x1b', '\x1b[', '\x1bO', '\x1b]0;']) {
      const mark = rig.output().length;
      await rig.type(`wifiprov debug${begun}`);
      // The device counts from when it has read them, which a busy machine puts off.
      await rig.said('wifiprov debug', 5_000, mark);
      await rig.core.pass(150);
      // Where time is real, that was only a moment.
      const begunMs = Date.now();
      await rig.until(() => !rig.core.isReal || Date.now() - begunMs > 150);
      await rig.type(' level 0\r');
      await rig.said(/\n(OK|ERROR)[^\n]*\n> /, 15_000, mark);
      expect(rig.output().slice(mark)).toContain('level 0\r\nOK\r\n');
    }
  });

  it('takes a QR text as scanners copy it', async () => {
    const rig = await start({ air: [HOME_POINT] });
    expect(await rig.command("wifiprov set ' QR-Code: WIFI:T:WPA2-PSK; S:Home; P:correct horse;;'")).toContain(
      'OK connecting',
    );
    await rig.online('Home');
  });
});

onBothEngines('a name that is nearly right', (start) => {
  it('is told with the one that was seen, and not to a stranger before a closed window', async () => {
    const rig = await start({
      provisioned: true,
      start: { access: 'window' },
      air: [HOME_POINT, { ...HOME_POINT, ssid: 'Cafe', bssid: '02:00:00:00:00:09' }],
    });
    await rig.online('Home');
    await rig.command('wifiprov scan');
    await rig.command('wifiprov set 0 1 0 1 4 cafe "correct horse"');
    await rig.said('Found "Cafe", which differs in upper and lower case.', 30_000);
    await rig.online('Home');
    expect((await rig.command('wifiprov status')).join()).toContain('Found');
    await rig.command('wifiprov close');
    const stranger = await rig.client();
    await stranger.ask({ cmd: 'status' });
    expect(stranger.lines().join()).toContain('not_found');
    expect(stranger.lines().join()).not.toMatch(/"[cC]afe|Seen/);
  });
});

onBothEngines('TCP and HTTP', (start, share) => {
  it('take a byte order mark, NUL, and CR NUL', async () => {
    const rig = await share();
    const client = await rig.client();
    client.send(`${BOM}{"cmd":"ping"}\n\0`);
    expect(await client.reply()).toEqual({ ok: true, data: {} });
    client.send('{"cmd":"ping"}\r\0');
    expect(await client.reply()).toEqual({ ok: true, data: {} });
    client.send('{"cmd":"ping"}\0{"cmd":"ping"}\0');
    expect([await client.reply(), await client.reply()]).toEqual(Array(2).fill({ ok: true, data: {} }));
    const { text } = await postJson(rig, `${BOM_BYTES}{"cmd":"ping"}`);
    expect(text).toBe('{"ok":true,"data":{}}\n');
  });

  it('an apply line that ends in NUL is carried out', async () => {
    const rig = await start({ air: [HOME_POINT] });
    const client = await rig.client();
    client.send('apply,Home,2,correct horse,\0');
    expect(await client.reply(2_000)).toMatchObject({ ok: true, state: 'connecting' });
    await rig.online('Home');
  });
});
