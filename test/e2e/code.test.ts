// `wifiprov code`: what it shows, that the QR codes are right and can be read, and that nothing comes in between.

import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { wifiText } from '../../firmware/config/wifi-text.ts';
import { quote } from '../../firmware/lib/quoting.ts';
import { canScan, decoded, drawingsIn, modulesOf, scan } from '../fakes/scan.ts';
import { onBothEngines, onNodeOnly } from './engines.ts';
import { linesOf, type Rig } from './rig.ts';

/** Modules a row; light ones on each side; light rows above and below. */
const SMALL = { size: 29, above: 4, below: 5 };
const MIDDLE = { size: 41, above: 2, below: 1 };
const SIDE = 4;
const SCREEN_LINES = 24;
/** Less than a drawing takes here. */
const PING_MS = 40;

interface Shown {
  code: string;
  text: string;
  drawings: string[][];
  /** Bytes as they came. */
  lines: string[];
}

async function shown(rig: Rig, line: string, name: string): Promise<Shown> {
  await rig.until(async () => (await rig.state()).ap !== null, 10_000);
  let lines: string[] = [];
  // The code is made while the first scan runs, and an access point with a password of its own does not wait for it.
  await rig.until(async () => {
    lines = await rig.command(line);
    return lines.at(-1) === 'OK';
  }, 10_000);
  const valueIn = (key: string): string => lines.find((one) => one.startsWith(`${key}=`))?.slice(key.length + 1) ?? '';
  return { code: valueIn('code'), text: valueIn(name), drawings: drawingsIn(decoded(lines.join('\n'))), lines };
}
const forPhones = (rig: Rig): Promise<Shown> => shown(rig, 'wifiprov code', 'wifi');
const forApps = (rig: Rig): Promise<Shown> => shown(rig, 'wifiprov code app', 'espressif');

/** What another encoder makes of the bytes, with as much of a quiet zone. */
function drawn(bytes: string, { size, above, below }: typeof SMALL): boolean[][] {
  const version = (size - 17) / 4;
  const { data } = encode([...Buffer.from(bytes, 'latin1')], {
    ...{ ecc: 'L', boostEcc: false, maskPattern: 1, border: SIDE, minVersion: version, maxVersion: version },
  });
  const light = (rows: number): boolean[][] => Array.from({ length: rows }, () => data[0] as boolean[]);
  return [...light(above), ...data.slice(SIDE, -SIDE), ...light(below)];
}

function expectDrawn({ drawings }: Shown, bytes: string, shape: typeof SMALL): void {
  expect(drawings).toHaveLength(1);
  expect(modulesOf(drawings[0] ?? [])).toEqual(drawn(bytes, shape));
  if (canScan) expect(scan(drawings[0] ?? [])).toBe(bytes);
}

onBothEngines('wifiprov code', (start, share) => {
  it('shows the setup code, the text to join with, and its QR code, and ends with one OK', async () => {
    const rig = await share();
    const phones = await forPhones(rig);
    expect(phones.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(phones.text).toBe(`WIFI:T:WPA;S:PROV_000110;P:${phones.code.replaceAll('-', '')};;`);
    expectDrawn(phones, phones.text, SMALL);
    expect(phones.lines.filter((line) => /^(OK|ERROR)/.test(line))).toEqual(['OK']);
    expect(phones.lines.slice(0, 2).map((line) => line.split('=')[0])).toEqual(['code', 'wifi']);
    expect(phones.lines).toHaveLength(2 + (SMALL.size + SMALL.above + SMALL.below) / 2 + 1);
  });

  it('app: shows the text and the QR code for the apps of Espressif', async () => {
    const rig = await share();
    const apps = await forApps(rig);
    const psk = apps.code.replaceAll('-', '');
    expect(apps.text).toBe(
      `{"ver":"v1","name":"PROV_000110","transport":"softap","security":0,"password":"${psk}","network":"wifi"}`,
    );
    expectDrawn(apps, apps.text, MIDDLE);
  });

  it('draws what is whole on a terminal of 24 lines, with OK and the prompt below it', async () => {
    const rig = await share();
    for (const { drawings } of [await forPhones(rig), await forApps(rig)])
      expect((drawings[0] ?? []).length + 2).toBeLessThanOrEqual(SCREEN_LINES);
  });

  it.each(['wifiprov code ap', 'wifiprov code app 2', 'wifiprov code wifi'])(
    '%s → invalid_request, and how it is used',
    async (line) => {
      const rig = await share();
      expect(await rig.command(line)).toEqual(['ERROR invalid_request usage: wifiprov code [app]']);
    },
  );

  it('takes name and password of the access point from the config, and escapes them', async () => {
    const rig = await start();
    const client = await rig.client();
    const ssid = 'My "Caf\u00e9"; \\o/ \u{1f3e0}';
    expect(await client.ask({ AP: { SSID: ssid, PWD: 'p;:,\\" word' } })).toMatchObject({ ok: true });
    const phones = await forPhones(rig);
    expect(decoded(phones.text)).toBe('WIFI:T:WPA;S:My \\"Café\\"\\; \\\\o/ 🏠;P:p\\;\\:\\,\\\\\\" word;;');
    expectDrawn(phones, phones.text, MIDDLE);
    const apps = await forApps(rig);
    expect(JSON.parse(decoded(apps.text))).toMatchObject({ name: ssid, password: 'p;:,\\" word', security: 0 });
    expectDrawn(apps, apps.text, MIDDLE);
  });

  it('names no password where the access point is open', async () => {
    const rig = await start();
    const client = await rig.client();
    expect(await client.ask({ AP: { auth: 1 } })).toMatchObject({ ok: true });
    const phones = await forPhones(rig);
    expect(phones.text).toBe('WIFI:T:nopass;S:PROV_000110;;');
    expectDrawn(phones, phones.text, SMALL);
    expect(JSON.parse((await forApps(rig)).text)).toEqual({
      ...{ ver: 'v1', name: 'PROV_000110', transport: 'softap', security: 0, network: 'wifi' },
    });
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
    const [wifi] = drawingsIn(decoded(said.slice(0, answered).join('\n')));
    expect(wifi).toHaveLength((SMALL.size + SMALL.above + SMALL.below) / 2);
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
    // The largest code takes the most steps, a millisecond each.
    await client.ask({ AP: { SSID: '"'.repeat(31), PWD: '"'.repeat(62) } });
    await rig.until(async () => (await rig.state()).ap !== null, 10_000);
    const mark = rig.output().length;
    rig.core.uart.write('wifiprov code\r');
    client.send('{"cmd":"ping"}\n');
    for (let ms = 0; ms < PING_MS; ms++) {
      await rig.device.advance(1);
      await rig.device.settle();
    }
    expect(client.lines().at(-1)).toBe('{"ok":true,"data":{}}');
    expect(rig.output().slice(mark)).toContain('wifi=');
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
