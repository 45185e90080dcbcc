// Names and passwords that trip other devices up. Kinds of trouble: firmware/docs/field.md.

import { expect, it } from 'vitest';
import { type NodeRig, onBothEngines, onNodeOnly } from '../e2e/engines.ts';
import { ask, postForm, postJson } from '../e2e/http-client.ts';
import { HOME_POINT } from '../e2e/requests.ts';
import type { Rig } from '../e2e/rig.ts';

const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const point = (ssid: string, password: string, i = 0): object => ({
  ...HOME_POINT,
  ssid,
  password,
  bssid: `02:00:00:00:01:${(i + 16).toString(16)}`,
  rssi: -40 - i,
  joinMs: 50,
  dhcpMs: 50,
});

/** Percent, backslash, plus and quotes are what others decode twice, take for a marker, or cut at. */
const NAMES = [
  '💩 home',
  'trail ',
  ' lead',
  '100%s%n~A~',
  'back\\slash\\n',
  'a;b,c:d&e=f+g',
  '"quoted" \'x\'',
  '{"ssid":"x"}',
  'apply,x,2,y',
  'NULL',
  'undefined',
  'שלום',
  'e\u0301 and é',
];
const PASSWORDS = [
  '100% sure!',
  'pass\\word\\n\\',
  '  blanks  ',
  'a+b=c&d?e#f/g',
  '\'pass\' "word"',
  '<%=1%>${2}{3}',
  '🔑🔑🔑',
  '~!@#$^*()_|:;,.',
  'NULL,NULL',
  '0000000000',
  'ends in an exclamation mark!',
  'x'.repeat(63),
];

const form = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+');
/** As Python's json.dumps writes it: ASCII, emoji as two halves. */
const escaped = (text: string): string =>
  text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const inQuotes = (text: string): string => `"${utf8(text).replace(/["\\]/g, '\\$&')}"`;

const DOORS: [door: string, send: (rig: Rig, ssid: string, psk: string) => Promise<unknown>][] = [
  ['JSON on the page’s port', (rig, SSID, PWD) => postJson(rig, { STA: { SSID, PWD } })],
  ['the form', (rig, ssid, psk) => postForm(rig, `STA.SSID=${form(ssid)}&STA.PWD=${form(psk)}`)],
  ['the console', (rig, ssid, psk) => rig.command(`wifiprov join ${inQuotes(ssid)} ${inQuotes(psk)}`)],
  [
    'TCP, in escapes',
    async (rig, SSID, PWD) => {
      const client = await rig.client();
      const reply = await client.ask(escaped(JSON.stringify({ STA: { SSID, PWD } })));
      client.close();
      return reply;
    },
  ],
];

async function joins(rig: Rig, ssid: string): Promise<void> {
  await rig.until(async () => {
    const link = (await rig.state()).link;
    return link !== null && [ssid, utf8(ssid)].includes(link.ssid);
  }, 20_000);
  await rig.said('# saved', 20_000);
}

onNodeOnly('a name', (start) => {
  const air = NAMES.map((name, i) => point(name, 'correct horse', i));
  it.each(DOORS)('of any characters is joined by %s', async (_door, send) => {
    const rig = await start({ air });
    for (const name of NAMES) {
      await send(rig, name, 'correct horse');
      await joins(rig, name);
    }
  });
  it('comes back as it is from a scan', async () => {
    const rig: NodeRig = await start({ air });
    await rig.until(async () => (await ask(rig, '/api/scan?fresh', { ms: 10_000 })).json().data.networks.length > 0);
    const { data } = (await ask(rig, '/api/scan')).json();
    expect(data.networks.map((row: { ssid: string }) => row.ssid)).toEqual(NAMES);
  });
});

onNodeOnly('a password', (start) => {
  it.each(DOORS)('of any characters is taken as it is by %s', async (_door, send) => {
    const rig = await start({ air: PASSWORDS.map((password, i) => point(`net ${i}`, password, i)) });
    for (const [i, password] of PASSWORDS.entries()) {
      await send(rig, `net ${i}`, password);
      await joins(rig, `net ${i}`);
    }
  });
});

onBothEngines('a name and a password of the worst characters', (start) => {
  it.each(DOORS)('are joined by %s', async (_door, send) => {
    const [ssid, password] = ['%💩\\+"\' ', ' %\\+&="\'💩 '];
    const rig = await start({ air: [point(ssid, password)] });
    await send(rig, ssid, password);
    await joins(rig, ssid);
  });
});

onBothEngines('a body in Latin-1, as PowerShell 5 sends it', (start) => {
  it('is answered, and the name that was seen is told', async () => {
    const rig = await start({ air: [point('Café', 'correct horse')] });
    await rig.command('wifiprov scan');
    const { text } = await postJson(rig, '{"STA":{"SSID":"Caf\xe9","PWD":"correct horse"}}');
    expect(text).toContain('"state":"connecting"');
    await rig.said(`Found "${utf8('Café')}", which differs in special characters.`, 30_000);
  });
});
