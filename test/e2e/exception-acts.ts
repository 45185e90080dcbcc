// What is asked of a device into which a fault was put, at each door, and how that door says that it was ours.

import { query } from '../protocols/dns/queries.ts';
import { command, credentials } from '../protocols/improv/bytes.ts';
import { espClient, HANDSHAKE, setOf } from './esp-client.ts';
import { ask, GZIP, postForm, postJson } from './http-client.ts';
import { framesOf } from './improv-rig.ts';
import { still } from './requests.ts';
import type { Rig } from './rig.ts';
import { codeOf, seal } from './sealed.ts';
import { openUdp } from './udp.ts';

export interface Act {
  /** The device knows Home. */
  provisioned?: boolean;
  /** Start options. */
  start?: object;
  /** Before the fault is there. */
  before?(rig: Rig): Promise<unknown>;
  /** Asks, and gives the answer in a word. */
  run(rig: Rig): Promise<string>;
  /** That word after an exception, and without one. */
  broken: string;
  fine: string;
}

const SCAN_MS = 12_000;

/** Each change is another one, or the second would be answered without being made. */
let changes = 0;
let code = '';
const change = (): object => still({ SSID: `Net ${++changes}` });

async function tcp(rig: Rig, request: object | string): Promise<string> {
  const client = await rig.client();
  const reply = await client.ask(request, SCAN_MS).catch((error: Error) => {
    if (client.isEnded()) return { code: 'closed' };
    throw error;
  });
  client.close();
  return 'ok' in reply && reply['ok'] ? 'ok' : `${reply.code}`;
}

async function uart(rig: Rig, line: string): Promise<string> {
  return (await rig.command(line)).at(-1)?.split(' ').slice(0, 2).join(' ') ?? '';
}

async function page(rig: Rig, path: string, headers = {}): Promise<string> {
  return String((await ask(rig, path, { headers, ms: 20_000 })).status);
}

/** Types and first bytes of Improv's frames that come until one of those is there. */
async function improv(rig: Rig, bytes: string, until: RegExp): Promise<string> {
  const mark = rig.output().length;
  const told = (): string =>
    // A frame begins with the newline before it, and ends with one: the last may still be on its way.
    framesOf(rig.output().slice(mark - 1, rig.output().lastIndexOf('\n') + 1))
      .map(({ type, data }) => `${type}:${data.charCodeAt(0)}`)
      .join(' ');
  await rig.type(`${bytes}\n`);
  await rig.until(() => until.test(told()), 30_000);
  return told().match(until)?.[0] ?? '';
}

async function esp(rig: Rig, path: string, hex: string): Promise<string> {
  const answer = await espClient(rig).ask(path, hex);
  return answer.length > 3 ? 'ok' : answer;
}

async function dns(rig: Rig): Promise<string> {
  const udp = openUdp(rig);
  udp.send(query('example.com'));
  await rig.until(() => udp.received().length > 0, 400).catch(() => {});
  return udp.received().length > 0 ? 'ok' : 'nothing';
}

const ofTcp = (request: () => object | string): Act => ({
  run: (rig) => tcp(rig, request()),
  broken: 'internal',
  fine: 'ok',
});
const ofUart = (line: string, fine = 'OK'): Act => ({
  run: (rig) => uart(rig, line),
  broken: 'ERROR internal',
  fine,
});
const ofPage = (run: (rig: Rig) => Promise<string>, fine = '200'): Act => ({ run, broken: '500', fine });

export const acts: { [name: string]: Act } = {
  'TCP asks for status': ofTcp(() => ({ cmd: 'status' })),
  'TCP writes it oddly': ofTcp(() => '{"cmd":"pi\\u006eg"}'),
  'TCP sets fields': ofTcp(change),
  'TCP sets fields with a warning': ofTcp(() => still({ SSID: `Net ${++changes}`, auth: 5 })),
  'TCP sets a WIFI: text': ofTcp(() => ({ wifi: `WIFI:T:WPA;S:Net ${++changes};P:long enough;;` })),
  'TCP opens the window': ofTcp(() => ({ cmd: 'open' })),
  'TCP scans': ofTcp(() => ({ cmd: 'scan' })),
  'TCP begins a session': {
    ...ofTcp(() => '{"t":"hello"}'),
    fine: 'undefined',
  },
  'TCP leaves and joins': {
    ...ofTcp(() => ({})),
    run: async (rig) => tcp(rig, { cmd: (await rig.state()).link ? 'disconnect' : 'connect' }),
    provisioned: true,
    before: (rig) => rig.online('Home'),
  },
  'the LED is set': {
    ...ofTcp(() => ({})),
    run: async (rig) => tcp(rig, { cmd: (await rig.state()).link ? 'disconnect' : 'connect' }),
    provisioned: true,
    start: { led: { pin: 'D2' } },
    before: (rig) => rig.online('Home'),
  },
  'TCP asks for the networks': ofTcp(() => ({ cmd: 'networks' })),
  'TCP forgets a network': {
    ...ofTcp(() => ({ cmd: 'forget', ssid: 'Home' })),
    provisioned: true,
    before: (rig) => rig.online('Home'),
  },
  'a session asks for an update': {
    async run(rig) {
      const sealed = await seal(rig, code);
      const reply = await sealed.ask({ cmd: 'update', swap: true }, SCAN_MS);
      sealed.session.close();
      return `${(reply as { code?: string }).code}`;
    },
    before: async (rig) => {
      code = await codeOf(rig);
    },
    broken: 'internal',
    fine: 'invalid_request',
  },
  'TCP applies a line': ofTcp(() => `apply,Net ${++changes},2,long enough,NULL\n`),
  'the API asks for status': ofPage((rig) => page(rig, '/api/status')),
  'the API scans': ofPage((rig) => page(rig, '/api/scan?fresh')),
  'the API sets fields': ofPage(async (rig) => String((await postJson(rig, change())).status)),
  'the setup code is asked for': {
    ...ofPage((rig) => page(rig, '/api/open')),
    before: (rig) => codeOf(rig),
  },
  'the page is fetched': ofPage((rig) => page(rig, '/', GZIP)),
  'the plain page is fetched': ofPage((rig) => page(rig, '/?plain')),
  'the plain page scans': ofPage((rig) => page(rig, '/?plain&fresh')),
  'a form is sent': ofPage(
    async (rig) => String((await postForm(rig, `STA.SSID=Net+${++changes}&STA.PWD=long+enough`)).status),
    '303',
  ),
  'the UART sets fields': {
    run: (rig) => uart(rig, `wifiprov set 0 1 0 0 4 "Net ${++changes}" "long enough"`),
    broken: 'ERROR internal',
    fine: 'OK idle',
  },
  'the UART asks for status': ofUart('wifiprov status'),
  'the UART asks for get': ofUart('wifiprov get'),
  'the UART scans': ofUart('wifiprov scan'),
  'the UART connects': { ...ofUart('wifiprov connect', 'OK connecting'), provisioned: true },
  'the UART draws the code': {
    ...ofUart('wifiprov code'),
    before: (rig) => rig.until(async () => (await uart(rig, 'wifiprov code')) === 'OK', 15_000),
  },
  'the UART opens the window': ofUart('wifiprov open', 'OK window'),
  'Improv asks for the state': {
    run: (rig) => improv(rig, command(3), /2:255|4:3/),
    broken: '2:255',
    fine: '4:3',
  },
  'Improv scans': { run: (rig) => improv(rig, command(4), /2:255|4:4$/), broken: '2:255', fine: '4:4' },
  'Improv provisions': {
    run: (rig) => improv(rig, credentials('Home', 'correct horse'), /2:255|4:1/),
    broken: '2:255',
    fine: '4:1',
  },
  'Espressif shakes hands': ofPage((rig) => esp(rig, '/prov-session', HANDSHAKE), 'ok'),
  'Espressif scans': ofPage((rig) => esp(rig, '/prov-scan', '080052020801'), 'ok'),
  'Espressif sets a network': ofPage((rig) => esp(rig, '/prov-config', setOf('Home', 'correct horse')), 'ok'),
  'a name is asked for': { run: dns, broken: 'nothing', fine: 'ok' },
  'the button is pressed': {
    async run(rig) {
      const mark = rig.output().length;
      await rig.core.control({ do: 'button', ms: 5_500 });
      await rig.said(/# (window open|error internal)/, 9_000, mark);
      return rig.output().slice(mark).includes('# window open') ? 'open' : 'nothing';
    },
    broken: 'nothing',
    fine: 'open',
  },
  'the network is lost': {
    provisioned: true,
    before: (rig) => rig.online('Home'),
    async run(rig) {
      const { link } = await rig.state();
      const mark = rig.output().length;
      await rig.command('wifiprov disconnect');
      await rig.command('wifiprov connect');
      await rig.said('# online "Home"', 30_000, mark).catch(() => {});
      return link && (await rig.state()).link?.ssid === link.ssid ? 'online' : 'lost';
    },
    broken: 'online',
    fine: 'online',
  },
};
