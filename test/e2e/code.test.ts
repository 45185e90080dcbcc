// `wifiprov code`: what it shows, that the QR codes are right and can be read, and that nothing comes in between.

import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { wifiText } from '../../firmware/config/wifi-text.ts';
import { quote } from '../../firmware/lib/quoting.ts';
import { canScan, decoded, drawingsIn, modulesOf, scan } from '../fakes/scan.ts';
import { onBothEngines, onNodeOnly } from './engines.ts';
import { linesOf, type Rig } from './rig.ts';

/** Columns with the quiet zone of 4 on both sides. */
const SMALL = 33 + 8;
const MIDDLE = 45 + 8;

interface Shown {
  code: string;
  wifi: string;
  espressif: string;
  drawings: string[][];
  /** Bytes as they came. */
  lines: string[];
}

async function shown(rig: Rig): Promise<Shown> {
  await rig.until(async () => (await rig.state()).ap !== null, 10_000);
  let lines: string[] = [];
  // The code is made while the first scan runs, and an access point with a password of its own does not wait for it.
  await rig.until(async () => {
    lines = await rig.command('wifiprov code');
    return lines.at(-1) === 'OK';
  }, 10_000);
  const valueIn = (name: string): string =>
    lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  const drawings = drawingsIn(decoded(lines.join('\n')));
  return { code: valueIn('code'), wifi: valueIn('wifi'), espressif: valueIn('espressif'), drawings, lines };
}

/** What another encoder makes of the bytes, in a drawing of that width. */
function drawn(bytes: string, width: number): boolean[][] {
  const version = (width - 25) / 4;
  return encode([...Buffer.from(bytes, 'latin1')], {
    ...{ ecc: 'L', boostEcc: false, maskPattern: 2, border: 4, minVersion: version, maxVersion: version },
  }).data;
}

function expectDrawn(lines: string[] | undefined, bytes: string, width: number): void {
  const rows = modulesOf(lines ?? []);
  expect(rows.slice(0, width)).toEqual(drawn(bytes, width));
  expect(rows).toHaveLength(width + 1);
  if (canScan) expect(scan(lines ?? [])).toBe(bytes);
}

onBothEngines('wifiprov code', (start, share) => {
  it('shows the setup code, the text to join with and that of the app, each as a QR code too, and ends with one OK', async () => {
    const rig = await share();
    const { code, wifi, espressif, drawings, lines } = await shown(rig);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    const psk = code.replaceAll('-', '');
    expect(wifi).toBe(`WIFI:T:WPA;S:PROV_000110;P:${psk};;`);
    expect(espressif).toBe(
      `{"ver":"v1","name":"PROV_000110","transport":"softap","security":0,"password":"${psk}","network":"wifi"}`,
    );
    expect(drawings).toHaveLength(2);
    expectDrawn(drawings[0], wifi, SMALL);
    expectDrawn(drawings[1], espressif, MIDDLE);
    expect(lines.filter((line) => /^(OK|ERROR)/.test(line))).toEqual(['OK']);
    expect(lines.filter((line) => /^[a-z]+=/.test(line)).map((line) => line.split('=')[0])).toEqual([
      'code',
      'wifi',
      'espressif',
    ]);
    expect(lines).toHaveLength(3 + (SMALL + 1) / 2 + (MIDDLE + 1) / 2 + 1);
  });

  it('takes name and password of the access point from the config, and escapes them', async () => {
    const rig = await start();
    const client = await rig.client();
    const ssid = 'My "Caf\u00e9"; \\o/ \u{1f3e0}';
    expect(await client.ask({ AP: { SSID: ssid, PWD: 'p;:,\\" word' } })).toMatchObject({ ok: true });
    const { wifi, espressif, drawings } = await shown(rig);
    expect(decoded(wifi)).toBe('WIFI:T:WPA;S:My \\"Café\\"\\; \\\\o/ 🏠;P:p\\;\\:\\,\\\\\\" word;;');
    expect(JSON.parse(decoded(espressif))).toMatchObject({ name: ssid, password: 'p;:,\\" word', security: 0 });
    expectDrawn(drawings[0], wifi, SMALL);
    expectDrawn(drawings[1], espressif, MIDDLE);
  });

  it('names no password where the access point is open', async () => {
    const rig = await start();
    const client = await rig.client();
    expect(await client.ask({ AP: { auth: 1 } })).toMatchObject({ ok: true });
    const { wifi, espressif, drawings } = await shown(rig);
    expect(wifi).toBe('WIFI:T:nopass;S:PROV_000110;;');
    expect(JSON.parse(espressif)).toEqual({
      ver: 'v1',
      name: 'PROV_000110',
      transport: 'softap',
      security: 0,
      network: 'wifi',
    });
    expectDrawn(drawings[0], wifi, SMALL);
  });
});

onNodeOnly('a QR code that is being drawn', (start) => {
  async function drawing(rig: Rig): Promise<number> {
    await rig.until(async () => (await rig.state()).ap !== null, 10_000);
    const mark = rig.output().length;
    rig.core.uart.write('wifiprov code\r');
    await rig.until(() => drawingsIn(decoded(rig.output().slice(mark))).length > 0);
    return mark;
  }

  it('is not torn by events: they come after its OK', async () => {
    const rig = await start();
    const client = await rig.client();
    const mark = await drawing(rig);
    client.send('{"STA":{"SSID":"Cafe","auth":1}}\n');
    await rig.said('# online "Cafe"', 5_000, mark);
    const said = linesOf(rig.output().slice(mark));
    const answered = said.indexOf('OK');
    expect(said.findIndex((line) => line.startsWith('#'))).toBeGreaterThan(answered);
    expect(said.slice(answered).join()).toContain('# connecting "Cafe"');
    const [wifi, espressif] = drawingsIn(decoded(said.slice(0, answered).join('\n')));
    expect([wifi?.length, espressif?.length]).toEqual([(SMALL + 1) / 2, (MIDDLE + 1) / 2]);
  });

  it('lets what is typed meanwhile wait', async () => {
    const rig = await start();
    const mark = await drawing(rig);
    await rig.type('wifiprov debug flow 1\r');
    await rig.said(/\nOK\n> wifiprov debug flow 1\nOK\n> $/, 2_000, mark);
  });

  it('leaves other doors in between', async () => {
    const rig = await start();
    const client = await rig.client();
    const mark = await drawing(rig);
    expect(await client.ask({ cmd: 'ping' }, 100)).toEqual({ ok: true, data: {} });
    expect(rig.output().slice(mark)).not.toContain('\nOK');
  });
});

const SSIDS = ['a;b,c:d"e\\f', "it's; \\\\;;", 'WIFI:T:nopass', '🏠 Café', '31 bytes ending in a backslash\\'];

onBothEngines('the text of a QR code', (_start, share) => {
  it.each(SSIDS)('for %s is taken on TCP as it is written on the device', async (ssid) => {
    const rig = await share();
    const client = await rig.client();
    const wifi = wifiText(ssid, 'p;:,\\"word');
    expect(await client.ask({ wifi })).toMatchObject({ ok: true, state: 'connecting' });
    expect((await client.ask({ cmd: 'status' })).data.ssid).toBe(Buffer.from(ssid).toString('latin1'));
  });

  it.each(SSIDS.filter((ssid) => !ssid.includes("'")))(
    'for %s is taken on the UART, in single quotes',
    async (ssid) => {
      const rig = await share();
      const bytes = Buffer.from(ssid).toString('latin1');
      const mark = rig.output().length;
      expect(await rig.command(`wifiprov set '${wifiText(bytes, 'p;:,\\"other')}'`)).toEqual(['OK connecting']);
      await rig.said(`# connecting ${quote(bytes)}`, 2_000, mark);
    },
  );
});

describe('DPP', () => {
  const DPP =
    'DPP:C:81/1;M:5254005828e5;K:MDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgACDmtXD1Sz6/5B4YRdmTkbkkFLDwk8f0yRnfm1Gokpx/0=;;';
  onBothEngines('its codes', (_start, share) => {
    it.each([`'${DPP}'`, `"${DPP}"`, DPP, DPP.toLowerCase()])(
      'are refused on the UART with a sentence: %s',
      async (word) => {
        const rig = await share();
        const said = await rig.command(`wifiprov set ${word}`);
        expect(said).toEqual([expect.stringMatching(/^ERROR not_supported DPP \(Easy Connect\)/)]);
      },
    );

    it('are refused on TCP with the same', async () => {
      const rig = await share();
      const client = await rig.client();
      expect(await client.ask({ wifi: DPP })).toMatchObject({ ok: false, code: 'not_supported' });
      expect(await client.ask({ wifi: `${DPP}${'x'.repeat(900)}` })).toMatchObject({
        ok: false,
        code: 'not_supported',
      });
    });
  });
});
