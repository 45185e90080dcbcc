// What a browser, and the page in it, asks for.

import { keyFor, type Offer, proofOf } from '../../../firmware/protocols/http/page/home/proof.ts';
import type { StackDevice } from '../stack-client.ts';
import { event, NO, type StackRow, YES } from './row.ts';
import { LONG, LONG_STILL, pad } from './values.ts';

const web = (what: string, wants: RegExp, request: string, headers?: string[], body?: string): StackRow => ({
  what,
  wants,
  run: (device) => device.http(request, headers, body),
});

const JSON_TYPE = ['Content-Type: application/json'];
const FORM_TYPE = ['Content-Type: application/x-www-form-urlencoded'];

/** Every byte of the values as %XX. */
const percent = (text: string): string => Buffer.from(text).toString('hex').replace(/../g, '%$&');
const LONG_FORM = [
  ...['mode=0', 'save_config=1', 'countrycode=USA', 'STA.ch=13', 'STA.auto=0', 'STA.auth=4'],
  ...[`STA.SSID=${percent(LONG.ssid)}`, `STA.PWD=${percent(LONG.password)}`, 'AP.ch=13', 'AP.ssidv=1', 'AP.auth=4'],
  ...[`AP.SSID=${percent('An access point with a long nam')}`, `AP.PWD=${percent('q'.repeat(62))}`],
].join('&');

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

export const httpRows: StackRow[] = [
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
