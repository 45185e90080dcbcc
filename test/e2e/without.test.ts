// Builds that leave a piece out: its code is gone from the bundle, and the rest of the device works.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { readBrand } from '../../tools/build/brand/brand.mjs';
import { buildFirmware } from '../../tools/build/device-bundle.mjs';
import { PIECES } from '../../tools/build/pieces.mjs';
import { readBundle } from '../../tools/sim/firmware-install.ts';
import { type Device, startDevice } from '../../tools/sim/harness.ts';

const folder = mkdtempSync(resolve('build/without-'));
afterAll(() => rmSync(folder, { recursive: true }));
const whole = readBundle(new URL('../../build/', import.meta.url));

/** A text that only that piece has. */
const MARKS: { [piece: string]: string } = {
  tcp: 'clients are connected',
  sealed: 'PROVLAN1',
  http: 'HTTP/1.1',
  home: 'PROVOPEN',
  espressif: 'no_sec',
  captive: 'Microsoft Connect Test',
  improv: 'IMPROV',
  signal: 'too weak to last',
  led: 'cannot drive an LED',
  qr: 'too long for a QR',
  update: 'what has come is not the firmware',
  'uart-set': 'too many words',
};

/** Each is worth an option. */
const LEAST_BYTES = 500;

async function bundleWithout(pieces: string[]): Promise<string> {
  const outfile = join(folder, `${pieces.join('+')}.js`);
  const { findings } = await buildFirmware({ entry: 'firmware/main.ts', outfile, options: { without: pieces } });
  expect(findings).toEqual([]);
  return readFileSync(outfile, 'latin1');
}

let device: Device | undefined;
afterEach(async () => {
  await device?.stop();
  device = undefined;
});

async function start(code: string): Promise<Device> {
  device = await startDevice({ bootFiles: { ...whole, '.bootcde': code } });
  await device.advance(6_000);
  return device;
}

async function say(on: Device, line: string): Promise<string> {
  const mark = on.uart.output().length;
  on.uart.write(`${line}\r`);
  await on.advance(2_000);
  return on.uart.output().slice(mark);
}

/** Whether the device takes a connection; one that it does not take is reset. */
async function isListening(on: Device, port: number): Promise<boolean> {
  const socket = createConnection({ port, host: '127.0.0.1' });
  let isReset = false;
  socket.on('error', () => (isReset = true));
  await new Promise((done) => socket.once('connect', done).once('close', done));
  await on.advance(500);
  for (let i = 0; i < 20 && !isReset; i++) await on.settle();
  socket.destroy();
  return !isReset;
}

it('has a mark for each piece, and the whole bundle has them all', () => {
  expect(Object.keys(MARKS)).toEqual(Object.keys(PIECES));
  expect(Object.values(MARKS).filter((mark) => !whole['.bootcde'].includes(mark))).toEqual([]);
});

describe.each(Object.keys(PIECES))('without %s', { timeout: 60_000 }, (piece) => {
  it('the code is gone, and the console provisions or says why not', async () => {
    const code = await bundleWithout([piece]);
    expect(code.includes(MARKS[piece] ?? '')).toBe(false);
    expect(code.length).toBeLessThan(whole['.bootcde'].length - LEAST_BYTES);
    const on = await start(code);
    const answer = await say(on, 'wifiprov set 0 1 0 1 4 Home "correct horse"');
    expect(answer).toContain(piece === 'uart-set' ? 'ERROR not_supported' : 'OK connecting');
    if (piece === 'uart-set') expect(await say(on, 'wifiprov join Home x')).toContain('ERROR not_supported');
    expect(await say(on, 'wifiprov code')).toMatch(/code=[\s\S]*\r\nOK\r\n/);
    expect(await isListening(on, on.tcpPort)).toBe(piece !== 'tcp');
    expect(await isListening(on, on.httpPort)).toBe(piece !== 'http');
  });
});

it('all of them together leave a console that reads', async () => {
  const on = await start(await bundleWithout(Object.keys(PIECES)));
  expect(await say(on, 'wifiprov status')).toContain('state=unprovisioned');
});

describe('with --networks 1', { timeout: 60_000 }, () => {
  /** Of the search, of the two commands, and of the record. */
  const marks = ['listened', 'guesses', 'known network', 'in_use'];

  it('what several known networks need is gone', async () => {
    const outfile = join(folder, 'networks1.js');
    const { findings } = await buildFirmware({ entry: 'firmware/main.ts', outfile, options: { networks: 1 } });
    expect(findings).toEqual([]);
    const code = readFileSync(outfile, 'latin1');
    expect(marks.filter((mark) => !whole['.bootcde'].includes(mark))).toEqual([]);
    expect(marks.filter((mark) => code.includes(mark))).toEqual([]);
    expect(code.length).toBeLessThan(whole['.bootcde'].length - 4_000);
  });

  it('the network that has worked last is the only one, and the commands are unknown', async () => {
    const on = await start(readFileSync(join(folder, 'networks1.js'), 'latin1'));
    await say(on, 'wifiprov join Home "correct horse"');
    await on.advance(8_000);
    await say(on, 'wifiprov join Cafe');
    await on.advance(8_000);
    expect(await say(on, 'wifiprov networks')).toContain('ERROR unknown_command');
    expect(await say(on, 'wifiprov forget Home')).toContain('ERROR unknown_command');
    expect(await say(on, 'help')).not.toContain('networks');
    await say(on, 'wifiprov set STA.SSID="" STA.PWD="" STA.auth=1');
    await on.advance(8_000);
    expect(await say(on, 'wifiprov status')).toContain('state=unprovisioned');
  });
});

describe('what other options need', () => {
  /** Texts of the bundle, told by the option that brings or takes them. */
  async function built(options: { [name: string]: unknown }): Promise<string> {
    const outfile = join(folder, 'other.js');
    const { findings } = await buildFirmware({ entry: 'firmware/main.ts', outfile, options });
    expect(findings).toEqual([]);
    return readFileSync(outfile, 'latin1');
  }

  it('is gone with --ap-policy never: the answers to phones, Espressif, the QR codes, mode 1', async () => {
    const code = await built({ apPolicy: 'never' });
    const gone = [MARKS['captive'], MARKS['espressif'], MARKS['qr']];
    expect(gone.filter((mark) => code.includes(mark ?? ''))).toEqual([]);
    expect(code.includes('ap_policy')).toBe(true);
    expect(code.length).toBeLessThan(whole['.bootcde'].length - 10_000);
  });

  it('is not in the build that has the usual policy and no brand', async () => {
    expect(['ap_policy', '/logo.svg'].filter((mark) => whole['.bootcde'].includes(mark))).toEqual([]);
    expect(await built({ brand: readBrand('test/brand/lumo.json') })).toContain('/logo.svg');
  });
});
