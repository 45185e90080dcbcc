// `wifiprov image`: which files it writes, what it says of them, and what it refuses with a sentence.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { image } from '../../tools/cli/commands/image.ts';
import { files as espruinoFiles, program } from '../image/espruino-files.ts';
import { command, jsonOf, type Outside, type Ran } from './bench.ts';

const CODE = '7K3M-9QXT-2VBN';
const folder = mkdtempSync(join(tmpdir(), 'wifiprov-image-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

let out = '';
let count = 0;
beforeEach(() => {
  out = join(folder, String(++count));
});

const run = (words: string[], outside?: Outside): Promise<Ran> => command(['image', '--out', out, ...words], outside);
const written = (): string[] => readdirSync(out).sort();

/** A file beside the output, for --config and the like. */
function file(name: string, content: string | Buffer): string {
  const path = join(folder, `${count}-${name}`);
  writeFileSync(path, content);
  return path;
}

function espruinoFolder(changes: { [name: string]: Buffer } = {}): string {
  const path = join(folder, `espruino-${count}`);
  mkdirSync(path, { recursive: true });
  for (const [name, bytes] of Object.entries({ ...espruinoFiles(), ...changes }))
    writeFileSync(join(path, name), bytes);
  return path;
}

interface Manifest {
  builds: { chipFamily: string; parts: { path: string; offset: number }[] }[];
}

function manifest(): Manifest & { [key: string]: unknown } {
  return JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
}

describe('writes', () => {
  it('the firmware, Bluetooth’s flag and a manifest; no records without a config or code', async () => {
    const ran = await run([]);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(written()).toEqual(['manifest.json', 'nvs.bin', 'storage.bin']);
    expect(ran.out).toContain('do not include Espruino');
  });

  it('a line for esptool that names each file and its place', async () => {
    const ran = await run(['--random-code']);
    expect(ran.out.trimEnd().split('\n').at(-1)).toBe(
      `python -m esptool --chip esp32 --port PORT --baud 460800 write_flash -z 0x9000 ${out}/nvs.bin 0x310000 ${out}/records.bin 0x320000 ${out}/storage.bin`,
    );
  });

  it('a manifest for boards that run Espruino: they are asked before anything is erased', async () => {
    await run(['--random-code']);
    expect(manifest()).toEqual({
      name: 'wifiprov',
      version: BUILD_VERSION,
      new_install_prompt_erase: true,
      new_install_improv_wait_time: 20,
      builds: [
        {
          chipFamily: 'ESP32',
          parts: [
            { path: 'nvs.bin', offset: 0x9000 },
            { path: 'records.bin', offset: 0x310000 },
            { path: 'storage.bin', offset: 0x320000 },
          ],
        },
      ],
    });
  });

  it.each([
    ['by its folder', ''],
    ['by its program', 'espruino_esp32.bin'],
  ])('Espruino too, when it is named %s', async (_, name) => {
    const ran = await run(['--espruino', join(espruinoFolder(), name), '--page']);
    expect(ran).toMatchObject({ exit: 0, out: expect.not.stringContaining('do not include Espruino') });
    expect(ran.out).toContain('write_flash -z --flash_mode dio --flash_freq 40m 0x1000 ');
    expect(manifest()['new_install_prompt_erase']).toBe(false);
    const parts = manifest().builds[0]?.parts ?? [];
    expect(parts.map(({ offset }) => offset)).toEqual([0x1000, 0x8000, 0x9000, 0x10000, 0x320000]);
    for (const { path } of parts) expect(existsSync(join(out, path))).toBe(true);
    expect(readFileSync(join(out, 'espruino_esp32.bin'))).toEqual(program());
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toContain('manifest="manifest.json"');
  });

  it('no flag of Bluetooth with --keep-ble', async () => {
    await run(['--keep-ble']);
    expect(written()).toEqual(['manifest.json', 'storage.bin']);
  });

  it('what is secret for its owner alone, and for no repository', async () => {
    await run(['--random-code', '--simulator']);
    const modes = ['records.bin', 'simulator.bin'].map((name) => statSync(join(out, name)).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600]);
    expect(readFileSync(join(out, '.gitignore'), 'utf8')).toMatch(/^records\.bin\nsimulator\.bin\n$/m);
  });

  it('never over the files of another run, nor beside them', async () => {
    const code = jsonOf(await run(['--random-code', '--json'])).data.code;
    const before = readFileSync(join(out, 'records.bin'));
    const again = await run(['--random-code']);
    expect(again).toMatchObject({ exit: 2, out: '' });
    expect(again.err).toBe(
      `wifiprov: ${out} has files already (.gitignore, manifest.json, nvs.bin ...); name another --out, or --force replaces an image there\n`,
    );
    expect(readFileSync(join(out, 'records.bin'))).toEqual(before);
    expect(before.toString('latin1')).toContain(code.replaceAll('-', ''));
  });

  it('nothing over with --force that belongs to the image before, and what is not of an image stays', async () => {
    await run(['--random-code', '--simulator', '--espruino', espruinoFolder()]);
    writeFileSync(join(out, 'notes.txt'), 'mine');
    expect(await run(['--force', '--keep-ble'])).toMatchObject({ exit: 0 });
    expect(written()).toEqual(['manifest.json', 'notes.txt', 'storage.bin']);
  });

  it('as JSON what a script needs', async () => {
    const ran = await run(['--random-code', '--ssid', 'Home', '--auth', '1', '--ap-ssidv', '0', '--json']);
    expect(ran.err).toBe('');
    const { data, warnings } = jsonOf(ran);
    expect(data).toMatchObject({
      folder: out,
      espruino: false,
      code: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/),
      esptool: expect.stringContaining('0x310000'),
      parts: [{ name: 'nvs.bin' }, { name: 'records.bin', bytes: 65536 }, { name: 'storage.bin', offset: 0x320000 }],
    });
    expect(warnings).toEqual([expect.objectContaining({ field: 'AP.ssidv' })]);
  });
});

describe('takes the secrets', () => {
  const records = (): string => readFileSync(join(out, 'records.bin')).toString('latin1');

  it.each<[string, string[], Outside]>([
    ['from the environment', ['--code', '--ssid', 'Home'], { env: { WIFIPROV_CODE: CODE, WIFIPROV_PWD: 'horse one' } }],
    ['from standard input', ['--code-stdin', '--ssid', 'Home', '--pwd-stdin'], { stdin: `${CODE}\nhorse one\n` }],
    ['from a person', ['--code', '--ssid', 'Home'], { typed: [CODE, 'horse one'] }],
    ['from the command line', ['--code', CODE, '--ssid', 'Home', '--pwd', 'horse one'], {}],
    ['as they were typed', ['--code', '7k3m 9qxt 2vbn', '--ssid', 'Home', '--pwd', 'horse one'], {}],
  ])('%s', async (_, words, outside) => {
    const ran = await run(words, outside);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(records()).toContain('7K3M9QXT2VBN');
    expect(records()).toContain('"PWD":"horse one"');
    expect(ran.out).not.toMatch(/7K3M|horse/);
  });

  it('of a network without one: it is open', async () => {
    await run(['--ssid', 'Cafe'], { env: { WIFIPROV_PWD: '' } });
    expect(records()).toContain('"auth":1,"SSID":"Cafe","PWD":""');
  });

  it('of its own network', async () => {
    await run(['--ap-ssid', 'Lamp', '--ap-pwd'], { env: { WIFIPROV_AP_PWD: 'horse two' } });
    expect(records()).toContain('"SSID":"Lamp","PWD":"horse two"');
  });
});

describe('refuses, writing nothing', () => {
  it.each<[string, () => string[], string, Outside?]>([
    [
      'two setup codes',
      () => ['--code', CODE, '--random-code'],
      'use only one of --code, --code-stdin and --random-code',
    ],
    ['a wrong setup code', () => ['--code', '1234'], 'a setup code has 12 characters'],
    ['no setup code', () => ['--code'], 'the setup code is missing: use WIFIPROV_CODE or --code-stdin'],
    ['no password', () => ['--ssid', 'Home'], 'the password is missing: use WIFIPROV_PWD'],
    ['a short password', () => ['--ssid', 'Home', '--pwd', 'short'], 'STA.PWD has 5 bytes; it must have 8..63'],
    ['a channel that is none', () => ['--ap-ch', '14'], 'AP.ch is 14; it must be 1..13'],
    ['a config that is not kept', () => ['--save-config', '0', '--mode', '1'], 'save_config is 0'],
    ['two configs', () => ['--wifi', 'WIFI:S:x;;', '--mode', '1'], 'use only one of --config, --wifi'],
    ['a config and a password', () => ['--config', file('c', '{}'), '--pwd-stdin'], 'use only one of --config, --wifi'],
    ['a config that is none', () => ['--config', file('c', '{"STA"')], 'the JSON ends too early'],
    ['a config with a fault', () => ['--config', file('c', '{"AP":{"ch":0}}')], 'c: AP.ch is 0; it must be 1..13'],
    ['a config in another encoding', () => ['--config', file('c', Buffer.from([0x7b, 0xe9]))], 'this is not UTF-8'],
    ['a config that is not there', () => ['--config', join(folder, 'none')], `can't read ${folder}/none (ENOENT)`],
    ['a QR code for enterprises', () => ['--wifi', 'WIFI:T:WPA2-EAP;S:x;;'], 'networks with a user name'],
    ['a firmware that is not there', () => ['--build-dir', folder], 'boot0.js (ENOENT)'],
    ['an Espruino that is not there', () => ['--espruino', join(folder, 'none')], 'no such file or folder'],
    ['an Espruino in parts', () => ['--espruino', file('espruino_esp32.bin', program())], 'bootloader.bin (ENOENT)'],
    [
      'an Espruino for another chip',
      () => ['--espruino', espruinoFolder({ 'espruino_esp32.bin': program(9) })],
      'espruino_esp32.bin is for another chip, not for the ESP32',
    ],
    ['an output that can not be', () => ['--out', file('taken', '')], "can't write"],
    ['a word too many', () => ['lamp'], 'too many arguments'],
  ])('%s', async (_, words, said, outside = {}) => {
    const ran = await run(words(), outside);
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err).toContain(said);
    expect(ran.err).not.toMatch(/^ +at /m);
    expect(existsSync(out)).toBe(false);
    const forScripts = await run([...words(), '--json'], outside);
    expect(forScripts).toMatchObject({ exit: 2, err: '' });
    expect(jsonOf(forScripts).message).toContain(said);
  });

  it('and names the field for scripts', async () => {
    const ran = await run(['--ssid', 'Home', '--pwd', 'short', '--json']);
    expect(jsonOf(ran)).toMatchObject({ ok: false, code: 'invalid_value', field: 'STA.PWD' });
  });
});

it.each(image.examples)('the example works: wifiprov %s', async (example) => {
  const words = example
    .split(' ')
    .map((word) => (word.endsWith('.json') ? file('lamp.json', '{"STA":{"SSID":"Home","PWD":"correct horse"}}') : word))
    .map((word) => (word.startsWith('espruino_') ? espruinoFolder() : word));
  const env = { WIFIPROV_CODE: CODE, WIFIPROV_PWD: 'correct horse' };
  // The last --out counts: nothing lands in the repository.
  expect(await command([...words, '--out', out], { env })).toMatchObject({ exit: 0, err: '' });
});
