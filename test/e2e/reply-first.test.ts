// A request that changes the network is answered before the radio is touched: what is only queued then is lost with the link.

import { describe, expect, it } from 'vitest';
import { HOLD_MAX_MS } from '../../firmware/wifi/link/limits.ts';
import { readBundle } from '../../tools/sim/firmware-install.ts';
import { type NodeRig, onBothEngines, onNodeOnly } from './engines.ts';
import { FORM, JSON_TYPE, openPeer, parseResponse } from './http-client.ts';
import { joinAp } from './leaving.ts';
import { CAFE } from './requests.ts';
import type { Rig } from './rig.ts';

const BUILDS = ['2v27', '2v29.277', 'next'] as const;
const REPLY_MS = 500;
/** From the end of the hold to the port's being told: the next tick of the link machine, and the step of a wait. */
const MARGIN_MS = 100;
/** Milliseconds of the device's, far fewer than a hold takes; after each its sockets and ours are looked at. */
const MOMENTS = 300;
const LEFT = /# log 3 (leave|join|stop_ap|start_ap)\n/;

interface Asked {
  /** All of the reply is here. */
  isAnswered(): boolean;
  /** The reply in short. */
  said(): string;
}

async function overTcp(rig: Rig, text: string): Promise<Asked> {
  const client = await rig.client();
  client.send(text);
  const line = (): string => client.lines()[0] ?? '';
  return { isAnswered: () => line() !== '', said: () => JSON.parse(line()).state };
}

async function overHttp(rig: Rig, path: string, type: object, body: string): Promise<Asked> {
  const peer = await openPeer(rig);
  const headers = Object.entries({ Host: `127.0.0.1:${rig.core.httpPort}`, ...type, 'Content-Length': body.length });
  peer.send(`POST ${path} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`);
  const isAnswered = (): boolean => {
    const received = peer.received();
    const { headers: told, body: got } = parseResponse(received);
    return received.includes('\r\n\r\n') && got.length === Number(told['content-length']);
  };
  return {
    isAnswered,
    said() {
      const response = parseResponse(peer.received());
      return response.status === 303 ? 'see other' : response.json().state;
    },
  };
}

const ASK: { [door: string]: (rig: Rig) => Promise<Asked> } = {
  'a TCP client': (rig) => overTcp(rig, JSON.stringify(CAFE)),
  'the line of the app': (rig) => overTcp(rig, 'apply,Cafe,1,,NULL\n'),
  'POST /api/config': (rig) => overHttp(rig, '/api/config', JSON_TYPE, JSON.stringify(CAFE)),
  'the form': (rig) => overHttp(rig, '/', FORM, 'STA.SSID=Cafe&STA.PWD='),
};

const LINKS: { [link: string]: (rig: Rig) => Promise<void> } = {
  'the station link': (rig) => rig.online('Home'),
  'the access point': (rig) => joinAp(rig),
};

const ROWS = Object.keys(ASK).flatMap((door) => Object.keys(LINKS).map((link): [string, string] => [door, link]));
const isStation = (link: string): boolean => link === 'the station link';
const answerOf = (door: string): string => (door === 'the form' ? 'see other' : 'connecting');

describe.each(BUILDS)('on %s', (portBuild) => {
  onBothEngines(`a change of the network on ${portBuild}`, (start) => {
    it.each(ROWS)('by %s over %s is answered whole, then carried out', async (door, link) => {
      const rig = await start({ portBuild, provisioned: isStation(link), isSlow: true });
      await LINKS[link]?.(rig);
      const asked = await (ASK[door] as (rig: Rig) => Promise<Asked>)(rig);
      await rig.until(asked.isAnswered, REPLY_MS);
      expect(asked.said()).toBe(answerOf(door));
      await rig.online('Cafe', 20_000);
    });
  });

  onNodeOnly(`the radio on ${portBuild}`, (start) => {
    it.each(ROWS)('is not touched before the reply by %s over %s is out', async (door, link) => {
      const rig = await start({ portBuild, provisioned: isStation(link) });
      await LINKS[link]?.(rig);
      await rig.command('wifiprov debug level 2');
      const mark = rig.output().length;
      const asked = await (ASK[door] as (rig: Rig) => Promise<Asked>)(rig);
      for (let moment = 0; moment < MOMENTS && !asked.isAnswered(); moment++) {
        await rig.core.pass(1);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      expect(asked.said()).toBe(answerOf(door));
      expect(rig.output().slice(mark)).not.toMatch(LEFT);
      await rig.said(LEFT, HOLD_MAX_MS + MARGIN_MS, mark);
    });
  });
});

/** The next connection takes nothing of what is written to it, and never says that it has. */
const STUCK = `var net=require("net"),make=net.createServer,stuck=0;
net.createServer=function(f){return make.call(net,function(s){if(stuck){stuck=0;s.write=function(){};}f(s)})};`;

const BOOT0 = readBundle(new URL('../../build/', import.meta.url))['.boot0'];

async function stickNext(rig: NodeRig): Promise<void> {
  await rig.command('wifiprov repl');
  rig.core.uart.write('stuck=1\n');
  await rig.said('=1');
  rig.core.uart.write('wifiprov()\n');
  await rig.core.pass(1_000);
}

onNodeOnly('a client that never reads', (start) => {
  it.each([
    ['asks for it itself', true],
    ['waits for another reply', false],
  ])('and %s holds up the change for 1 s and no longer', async (_, isOwn) => {
    const rig = await start({ provisioned: true, files: { '.boot0': STUCK + BOOT0 } });
    await rig.online('Home');
    await stickNext(rig);
    await rig.command('wifiprov debug level 2');
    const stuck = await rig.client();
    if (!isOwn) {
      stuck.send('{"cmd":"ping"}');
      await rig.core.pass(50);
    }
    const asking = isOwn ? stuck : await rig.client();
    const mark = rig.output().length;
    asking.send(JSON.stringify(CAFE));
    await rig.core.pass(HOLD_MAX_MS - MARGIN_MS);
    expect(rig.output().slice(mark)).toContain('# connecting "Cafe"');
    expect(rig.output().slice(mark)).not.toMatch(LEFT);
    await rig.said(LEFT, 2 * MARGIN_MS, mark);
    expect(stuck.lines()).toEqual([]);
    if (!isOwn) expect(await asking.reply(0)).toMatchObject({ ok: true, state: 'connecting' });
    await rig.online('Cafe', 20_000);
  });
});
