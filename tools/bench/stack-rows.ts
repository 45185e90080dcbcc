// What is asked of a device while its stack is measured: a row is one request or one event at one door.

import { keyFor, type Offer, proofOf } from '../../firmware/protocols/http/page/home/proof.ts';
import { CONFIG_REQUEST } from './requests.ts';
import type { StackDevice } from './stack-client.ts';
import { updateRows } from './update-rows.ts';

export interface StackRow {
  what: string;
  /** Resolves when the device has answered; what it gives back must fit `wants`. */
  run(device: StackDevice): Promise<unknown>;
  wants?: RegExp;
}
/** Rows of one device, in this order; each group has a device of its own. */
export interface StackGroup {
  door: string;
  rows: StackRow[];
  /** The firmware stands in slots. */
  hasSlots?: boolean;
}

/** The longest that the port takes. */
export const LONG = { ssid: 'A network with a very long name', password: 'p'.repeat(63) };
const HOME = { ssid: 'Home', password: 'correct horse' };
const OK = /OK/;
const ERROR = /ERROR/;
const YES = /"ok":true/;
const NO = /"ok":false/;

/** 16 networks of the longest names, and some that are joined. */
export function crowdedAir(): object[] {
  const point = (ssid: string, more: object): object => ({ ssid, auth: 'wpa2', channel: 6, ...more });
  const crowd = Array.from({ length: 14 }, (_, i) =>
    point(`Network number ${i}`.padEnd(31, 'x'), { password: 'long enough', rssi: -60 - i }),
  );
  return [
    point(HOME.ssid, { password: HOME.password, rssi: -40 }),
    point(LONG.ssid, { password: LONG.password, rssi: -41 }),
    ...crowd,
  ];
}

const say = (what: string, line: string, wants = OK): StackRow => ({ what, wants, run: (device) => device.uart(line) });
const ask = (what: string, wants: RegExp, ...lines: string[]): StackRow => ({
  what,
  wants,
  run: (device) => device.tcp(...lines),
});
const cmd = (name: string): StackRow => ask(name, YES, JSON.stringify({ cmd: name }));
const web = (what: string, wants: RegExp, request: string, headers?: string[], body?: string): StackRow => ({
  what,
  wants,
  run: (device) => device.http(request, headers, body),
});
const event = (what: string, run: StackRow['run']): StackRow => ({ what, run });

const JSON_TYPE = ['Content-Type: application/json'];
const FORM_TYPE = ['Content-Type: application/x-www-form-urlencoded'];
const still = (sta: object): string => JSON.stringify({ mode: 0, save_config: 1, STA: { auto: 0, auth: 4, ...sta } });
const LONG_STILL = still({ SSID: LONG.ssid, PWD: LONG.password });
const LONG_CONFIG = JSON.stringify({
  ...{ mode: 0, save_config: 1, countrycode: 'USA' },
  STA: { ch: 13, auto: 0, auth: 4, SSID: LONG.ssid, PWD: LONG.password },
  AP: { ch: 13, ssidv: 1, auth: 4, SSID: 'An access point with a long name'.slice(0, 31), PWD: 'q'.repeat(62) },
});
const pad = (text: string, bytes: number): string => text.replace(':', `:${' '.repeat(bytes - text.length)}`);
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
/** Every byte of the values as %XX. */
const percent = (text: string): string => Buffer.from(text).toString('hex').replace(/../g, '%$&');
const LONG_FORM = [
  ...['mode=0', 'save_config=1', 'countrycode=USA', 'STA.ch=13', 'STA.auto=0', 'STA.auth=4'],
  ...[`STA.SSID=${percent(LONG.ssid)}`, `STA.PWD=${percent(LONG.password)}`, 'AP.ch=13', 'AP.ssidv=1', 'AP.auth=4'],
  ...[`AP.SSID=${percent('An access point with a long nam')}`, `AP.PWD=${percent('q'.repeat(62))}`],
].join('&');

function improvFrame(command: number, payload = ''): string {
  const body = `IMPROV\x01\x03${String.fromCharCode(payload.length + 2, command, payload.length)}${payload}`;
  const sum = Buffer.from(body, 'latin1').reduce((total, byte) => total + byte, 0);
  return `${body}${String.fromCharCode(sum & 255)}\n`;
}
/** An answer of that type, by its bytes behind the version. */
const frameLike = (bytes: string): RegExp => new RegExp(`IMPROV\x01${bytes}`, 's');
const counted = (text: string): string => String.fromCharCode(text.length) + text;
const frame = (what: string, command: number, answer: RegExp, payload?: string): StackRow => ({
  what,
  run: (device) => device.uartUntil(improvFrame(command, payload), answer),
});
/** Field 1 and 2 of Espressif's set request. */
function espSet(ssid: string, password: string): string {
  const inner = Buffer.from(`\x0a${counted(ssid)}\x12${counted(password)}`, 'latin1');
  return Buffer.concat([Buffer.from([0x08, 2, 0x62, inner.length]), inner]).toString('hex');
}
const esp = (what: string, path: string, hex: string): StackRow => ({
  what,
  wants: /^HTTP\S* 200/,
  run: (device) => device.espressif(path, hex),
});
const DNS_A = '1234 0100 0001 0000 0000 0000 07 63617074697665 05 6170706c65 03 636f6d 00 0001 0001';

const uartRows: StackRow[] = [
  say('help', 'wifiprov help'),
  say('get', 'wifiprov get'),
  say('status', 'wifiprov status'),
  say('scan, 16 networks of 31 bytes', 'wifiprov scan'),
  say('code, with its drawing', 'wifiprov code'),
  say('code app', 'wifiprov code app'),
  say('open', 'wifiprov open 5'),
  say('unknown command', 'wifiprov sett', ERROR),
  say('unknown field', 'wifiprov set 0 1 XYZ 0 0 4 "Home" "correct horse"', ERROR),
  say('a line of 257 bytes', `wifiprov ${'x'.repeat(248)}`, ERROR),
  say('a line of 256 bytes', `wifiprov ${'x'.repeat(247)}`, ERROR),
  say('set, auth 1', 'wifiprov set 0 1 0 0 1 "Cafe"'),
  say('set by paths', `wifiprov set STA.auto=0 STA.SSID="${LONG.ssid}" STA.PWD="${LONG.password}"`),
  say('set, unknown path', 'wifiprov set STA.SIDS=x', ERROR),
  say('join without a name', 'wifiprov join', ERROR),
  say('a line edited in its middle', `debug flow 12\x1b[D\x1b[3~\x01wifiprov \x05`),
  say('set AP', `wifiprov set 1 1 1 1 4 "Lamp" "12345678"`),
  say('set, 31-byte SSID, 63-byte password', `wifiprov set 0 1 0 0 4 "${LONG.ssid}" "${LONG.password}"`),
  say('set with a country', `wifiprov set 0 1 USA 0 0 4 "${LONG.ssid}" "${LONG.password}x".`, ERROR),
  say('set, a WIFI: text', `wifiprov set 'WIFI:T:WPA;S:${LONG.ssid};P:${LONG.password};;'`),
  event('  and what follows: join, save', (device) => device.said(/# saved\n/)),
  say('history', 'wifiprov history'),
  say('networks', 'wifiprov networks'),
  say('forget, an unknown network', 'wifiprov forget Nowhere', ERROR),
  say('disconnect', 'wifiprov disconnect'),
  say('connect', 'wifiprov connect'),
  event('  and what follows', (device) => device.said(/# online/)),
];

const tcpRows: StackRow[] = [
  ...['ping', 'help', 'get', 'status', 'scan', 'history', 'networks'].map(cmd),
  ask('forget, an unknown network', NO, '{"cmd":"forget","ssid":"Nowhere"}'),
  ask('open', YES, '{"cmd":"open","minutes":5}'),
  ask('config of 200 bytes', YES, CONFIG_REQUEST.replace('"auto":1', '"auto":0')),
  ask('config of 200 bytes, unchanged', YES, CONFIG_REQUEST.replace('"auto":1', '"auto":0')),
  ask('31-byte SSID, 63-byte password', YES, LONG_STILL),
  ask('every field, the longest values', YES, LONG_CONFIG),
  ask('a WIFI: text', YES, JSON.stringify({ wifi: `WIFI:T:WPA;S:${LONG.ssid};P:${LONG.password};;` })),
  ask('config of 2048 bytes', YES, pad(LONG_STILL, 2048)),
  ask('2049 bytes: too_large', NO, pad(LONG_STILL, 2049)),
  ask('nesting 4', NO, nested(4)),
  ask('nesting 5: too_deep', NO, nested(5)),
  ask('nesting 300: too_deep', NO, nested(300)),
  ask('unknown_field', NO, '{"STA":{"pasword":"x"}}'),
  ask('invalid_value', NO, '{"STA":{"ch":14}}'),
  ask('duplicate_field', NO, '{"STA":{"SSID":"a","ssid":"b"}}'),
  ask('escapes', NO, '{"STA":{"SSID":"\\u0000\\ud83d\\ude00","PWD":"\\u00e4\\u20ac short"}}'),
  ask('bad_json at the end', NO, `${LONG_CONFIG.slice(0, -1)},}`),
  ask('bad_json in the middle', NO, LONG_CONFIG.replace('"ch":13', '"ch":013')),
  ask('20 pings in a pipeline', YES, ...Array.from({ length: 20 }, () => '{"cmd":"ping"}')),
  ask('20 configs in a pipeline', YES, ...Array.from({ length: 20 }, () => LONG_STILL)),
  ask('apply,...', YES, `apply,${HOME.ssid},2,${HOME.password},NULL`),
];

const CLIENT_NONCE = 'c1'.repeat(16);
const offerOf = async (device: StackDevice): Promise<Offer> =>
  JSON.parse(/\{.*\}/.exec(await device.http('GET /api/open'))?.[0] ?? '').data;
const sendProof = (device: StackDevice, { dn }: Offer, p: string): Promise<string> =>
  device.http('POST /api/open', JSON_TYPE, JSON.stringify({ dn, cn: CLIENT_NONCE, p }));

async function rightProof(device: StackDevice): Promise<string> {
  const offer = await offerOf(device);
  const key = await keyFor((await device.code()).replaceAll('-', ''), offer, () => Promise.resolve());
  return sendProof(device, offer, proofOf(key ?? '', offer, CLIENT_NONCE));
}
const wrongProof = async (device: StackDevice): Promise<string> =>
  sendProof(device, await offerOf(device), '0'.repeat(32));

const httpRows: StackRow[] = [
  web('GET / with gzip', /200/, 'GET /', ['Accept-Encoding: gzip']),
  web('GET /?plain, 16 networks of 31 bytes', /200/, 'GET /?plain'),
  web('GET / in German', /200/, 'GET /', ['Accept-Language: de-DE,de;q=0.9']),
  ...['status', 'scan', 'config'].map((name) => web(`GET /api/${name}`, /"ok":true/, `GET /api/${name}`)),
  web('GET /nowhere', /404/, 'GET /nowhere'),
  web('a probe for another host', /302/, 'GET /generate_204', ['Host: connectivitycheck.gstatic.com']),
  web('headers of 4000 bytes', /200/, 'GET /api/status', [`Cookie: ${'x'.repeat(3900)}`]),
  web('POST /api/config', YES, 'POST /api/config', JSON_TYPE, LONG_STILL),
  web('POST /api/config, 2048 bytes', YES, 'POST /api/config', JSON_TYPE, pad(LONG_STILL, 2048)),
  web('POST /api/config, unknown_field', NO, 'POST /api/config', JSON_TYPE, '{"STA":{"pasword":"x"}}'),
  web('POST /, every field, each byte as %XX', /303/, 'POST /', FORM_TYPE, LONG_FORM),
  web('POST /, a password too short', /HTTP/, 'POST /', FORM_TYPE, 'STA.SSID=Home&STA.PWD=short'),
  web('POST /, a network and its password', /303/, 'POST /', FORM_TYPE, 'STA.SSID=Home&STA.PWD=correct+horse'),
  web('  GET /?plain while a trial runs', /200/, 'GET /?plain'),
  event('  and what follows: join, save', (device) => device.said(/# saved\n/)),
  web('GET /?plain after it', /200/, 'GET /?plain&result'),
  web('GET / with gzip, the home page', /200/, 'GET /', ['Accept-Encoding: gzip']),
  web('GET /?plain, the home page', /wifiprov \d/, 'GET /?plain'),
  event('the setup code is made', (device) => device.code()),
  web('GET /api/open', YES, 'GET /api/open'),
  { what: 'GET and POST /api/open, the proof of the setup code', wants: /200[\s\S]*"window":"open"/, run: rightProof },
  { what: 'POST /api/open, a proof that is wrong', wants: /403[\s\S]*bad_proof/, run: wrongProof },
];

const improvRows: StackRow[] = [
  frame('state', 2, frameLike('\x01')),
  frame('device info', 3, frameLike('\x04.\x03')),
  frame('scan', 4, frameLike('\x04\x02\x04')),
  frame('host name', 5, frameLike('\x04')),
  frame('host name: another', 5, frameLike('\x04'), 'lamp-7'),
  frame('set Wi-Fi: wrong password', 1, frameLike('\x02.\x03'), counted(HOME.ssid) + counted('wrong password')),
  frame(
    'set Wi-Fi, 31-byte SSID, 63-byte password',
    1,
    frameLike('\x04.\x01'),
    counted(LONG.ssid) + counted(LONG.password),
  ),
];

const espressifRows: StackRow[] = [
  esp('proto-ver', '/proto-ver', '6e6f6e65'),
  esp('prov-session', '/prov-session', '5203a20100'),
  esp('prov-scan: start', '/prov-scan', '5206080118052078'),
  esp('prov-scan: status', '/prov-scan', '0802'),
  esp('prov-scan: results', '/prov-scan', '080472021064'),
  esp('prov-config: status', '/prov-config', '5200'),
  esp('prov-config: set', '/prov-config', espSet(LONG.ssid, LONG.password)),
  esp('prov-config: apply', '/prov-config', '0804'),
  event('  and what follows: join, save', (device) => device.said(/# saved\n/)),
  esp('prov-config: connected', '/prov-config', '5200'),
  esp('prov-ctrl', '/prov-ctrl', '0801'),
];

const sealed = (what: string, request: object): StackRow => ({
  what,
  wants: YES,
  run: (device) => device.sealed(request),
});
const sealedRows: StackRow[] = [
  event('the setup code is made', (device) => device.code()),
  sealed('hello, proof, ping', { cmd: 'ping' }),
  ...['status', 'get', 'scan'].map((name) => sealed(name, { cmd: name })),
  sealed('every field, the longest values', JSON.parse(LONG_CONFIG)),
];

const wrong = `wifiprov set 0 1 0 1 4 "${HOME.ssid}" "not the password"`;
const join = `wifiprov set 0 1 0 1 4 "${LONG.ssid}" "${LONG.password}"`;
const eventRows: StackRow[] = [
  event('start, unprovisioned', (device) => device.restart()),
  event('a phone joins the access point', (device) => device.control({ do: 'join-ap' })),
  { what: 'a DNS query', wants: /c0a80401$/, run: (device) => device.dns(DNS_A) },
  event('a phone leaves the access point', (device) => device.control({ do: 'leave-ap' })),
  event('a wrong password, three attempts', async (device) => {
    await device.uart(wrong);
    await device.said(/# failed/);
  }),
  event('a join, and its record', async (device) => {
    await device.uart(join);
    await device.said(/# saved\n/);
  }),
  event('a wrong password, and back to the network of before', async (device) => {
    await device.uart(wrong);
    await device.said(/# failed.*# online/s);
  }),
  event('a lost link', async (device) => {
    await device.control({ do: 'radio', accessPoints: [] });
    await device.said(/# retrying/);
  }),
  event('and back', async (device) => {
    await device.control({ do: 'radio', accessPoints: crowdedAir() });
    await device.said(/# online/);
  }),
  event('a button for 5 s', async (device) => {
    await device.control({ do: 'button', ms: 5_500 });
    await device.said(/# window/);
  }),
  event('start with a known network', async (device) => {
    await device.restart();
    await device.said(/# online/);
  }),
  event('a second network, and its records', async (device) => {
    await device.uart(`wifiprov join "${HOME.ssid}" "${HOME.password}"`);
    await device.said(/# saved\n/);
  }),
  event('the other of two known networks is joined', async (device) => {
    await device.control({
      do: 'radio',
      accessPoints: crowdedAir().filter((point) => !JSON.stringify(point).includes(`"${HOME.ssid}"`)),
    });
    await device.said(/# online/);
  }),
  event('start with two known networks', async (device) => {
    await device.restart();
    await device.said(/# online/);
  }),
  event('the one in use is forgotten', async (device) => {
    await device.control({ do: 'radio', accessPoints: crowdedAir() });
    await device.uart(`wifiprov forget "${LONG.ssid}"`);
    await device.said(/# online/);
  }),
];

export const STACK_GROUPS: StackGroup[] = [
  { door: 'UART', rows: uartRows },
  { door: 'TCP', rows: tcpRows },
  { door: 'HTTP', rows: httpRows },
  { door: 'Improv', rows: improvRows },
  { door: 'Espressif', rows: espressifRows },
  { door: 'sealed', rows: sealedRows },
  { door: 'update', rows: updateRows, hasSlots: true },
  { door: 'event', rows: eventRows },
];
