// The command line itself: every command has its help, and the examples that the help shows do what it says.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FIELDS } from '../../firmware/config/schema.ts';
import { flagOf, keyOf } from '../../tools/cli/fields.ts';
import { SUBCOMMANDS } from '../../tools/cli/registry.ts';
import { type Bench, command, jsonOf, type Ran, startBench } from './bench.ts';

const COMMANDS = await Promise.all(SUBCOMMANDS.map(({ load }) => load()));
const PWD = { WIFIPROV_PWD: 'correct horse' };

describe('help', () => {
  it('lists every command, and what the exit status means', async () => {
    const ran = await command(['--help']);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    for (const { name, summary } of SUBCOMMANDS)
      expect(ran.out).toMatch(new RegExp(`^ {2}${name}\\b.*${summary.slice(0, 20)}`, 'm'));
    expect(ran.out).toContain('  1  refused by the device, or the network could not be joined\n');
  });

  it.each(SUBCOMMANDS.map(({ name }) => name))('of %s has an example', async (name) => {
    const ran = await command([name, '--help']);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(ran.out).toMatch(new RegExp(`\nExamples?:\n {2}wifiprov ${name}\\b`));
    expect(ran.out).toContain('--json');
    expect(ran.out.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  it('is the same by `help`', async () => {
    expect((await command(['help', 'scan'])).out).toBe((await command(['scan', '--help'])).out);
  });

  it('has the version', async () => {
    expect(await command(['--version'])).toMatchObject({ exit: 0, out: `${BUILD_VERSION}\n` });
  });
});

describe('the flags of set', () => {
  it.each(Object.keys(FIELDS))('have one for %s', async (path) => {
    const { out } = await command(['set', '--help']);
    expect(out).toContain(`  ${flagOf(path)} `);
  });

  it.each([
    ['mode', '--mode', 'mode'],
    ['save_config', '--save-config', 'saveConfig'],
    ['STA.SSID', '--ssid, --sta-ssid', 'staSsid'],
    ['AP.ssidv', '--ap-ssidv', 'apSsidv'],
  ])('%s is %s', (path, flag, key) => {
    expect(flagOf(path)).toBe(flag);
    expect(keyOf(path)).toBe(key);
  });
});

describe('every example', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wifiprov-examples-'));
  let bench: Bench;
  beforeAll(async () => {
    bench = await startBench();
  }, 180_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await bench?.stop();
  });

  /** At home, whatever the example before it has done. */
  beforeEach(async () => {
    await bench.until(async () => {
      const ran = await bench.port(['code', '--json']);
      if (ran.exit === 0) bench.code = jsonOf(ran).data.code;
      return ran.exit === 0;
    });
    await bench.host(['set', '--ssid', 'Home', '--auto', '1'], { env: PWD });
  });

  /** As a shell reads it, with this device in place of the one it names. */
  function played(example: string): Promise<Ran> {
    const read = [...example.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
    const words = read.map((word) => (word.endsWith('.json') ? join(folder, word) : word));
    const at = words.findIndex((word) => word === '--host' || word === '--port');
    const [door] = words.splice(at, 2);
    if (words[0] === 'monitor' && !words.includes('--for')) words.push('--for', '1');
    return door === '--host' ? bench.host(words, { env: PWD }) : bench.port(words, { env: PWD });
  }

  const examples = COMMANDS.filter(({ doors }) => doors.length > 0).flatMap((one) => one.examples);
  it.each(examples.map((example) => example.replace(/--for 60/, '--for 1')))(
    'does what it says: wifiprov %s',
    { timeout: 20_000 },
    async (example) => {
      const ran = await played(example);
      expect(ran).toMatchObject({ exit: 0, err: expect.not.stringContaining('wifiprov:') });
    },
  );
});
