// A firmware built with another address for its access point: the port has it, and every name leads there.

import { Resolver } from 'node:dns/promises';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildFirmware } from '../../tools/build/device-bundle.mjs';
import type { BootFiles } from '../../tools/sim/engine.ts';
import { startScript } from '../../tools/sim/firmware-install.ts';
import { startDevice } from '../../tools/sim/harness.ts';
import { onInterpreters } from '../interpreters.ts';
import { startRig } from '../sim/espruino-rig.ts';

const OTHER = '4.3.2.1';
/** The port itself says which address it has. */
const LOOK = 'setInterval(function(){Serial1.write("ap "+require("Wifi").getAPIP().ip+"\\r\\n")},100);';
const START = startScript({ access: 'window', bootWindow: false, ownHosts: [] });

let folder = '';
let files: BootFiles;
beforeAll(async () => {
  mkdirSync('build', { recursive: true });
  folder = mkdtempSync(resolve('build/tmp-'));
  const outfile = relative('.', join(folder, 'bootcde.js'));
  await buildFirmware({ entry: 'firmware/main.ts', outfile, options: { apAddress: OTHER } });
  files = { '.boot0': '', '.boot1': START + LOOK, '.bootcde': readFileSync(outfile, 'latin1') };
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true }));

function addressOf(dnsPort: number): Promise<string[]> {
  const resolver = new Resolver({ timeout: 1_000, tries: 5 });
  resolver.setServers([`127.0.0.1:${dnsPort}`]);
  return resolver.resolve4('captive.apple.com');
}

describe('the address of the access point', { timeout: 180_000 }, () => {
  it('is the one that was built in (node)', async () => {
    const device = await startDevice({ bootFiles: files });
    try {
      for (let i = 0; i < 40 && !device.uart.output().includes(`ap ${OTHER}`); i++) await device.advance(500);
      expect(device.uart.output()).toContain(`ap 192.168.4.1\r\n`);
      expect(device.uart.output()).toContain(`ap ${OTHER}\r\n`);
      expect(await device.control({ do: 'state' })).toMatchObject({ ap: { ssid: 'PROV_000110' } });
      expect(await addressOf(device.dnsPort)).toEqual([OTHER]);
    } finally {
      await device.stop();
    }
  });

  onInterpreters((interpreter) => {
    it('is the one that was built in', async () => {
      const rig = await startRig({ interpreter, bootFiles: files });
      try {
        await rig.until(`ap ${OTHER}\r\n`);
        expect(await addressOf(rig.doors.dns.port)).toEqual([OTHER]);
      } finally {
        await rig.stop();
      }
    });
  });

  it("is the port's own in the usual build, which then has no code for another", () => {
    expect(files['.bootcde']).toContain('setAPIP');
    expect(readFileSync('build/bootcde.js', 'latin1')).not.toContain('setAPIP');
  });
});
