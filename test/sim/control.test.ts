// The control port: every request, and an answer to everything else.

import { describe, expect, it } from 'vitest';
import { answer } from '../../tools/sim/control.ts';
import type { Engine } from '../../tools/sim/engine.ts';
import { deviceWith, lines } from './device-bench.ts';

/** Requests that fail before any engine is asked. */
const noEngine = {} as Engine;

describe('control', () => {
  it.each([
    ['{', 'bad_json'],
    ['[]', 'invalid_request'],
    ['7', 'invalid_request'],
    ['null', 'invalid_request'],
    ['{}', 'unknown_request'],
    ['{"do":"dance"}', 'unknown_request'],
    ['{"do":"toString"}', 'unknown_request'],
    ['{"do":"advance"}', 'invalid_request'],
    ['{"do":"advance","ms":-1}', 'invalid_request'],
    ['{"do":"advance","ms":"5"}', 'invalid_request'],
    ['{"do":"cut-power"}', 'invalid_request'],
    ['{"do":"cut-power","after":1.5}', 'invalid_request'],
    ['{"do":"radio"}', 'invalid_request'],
    ['{"do":"radio","accessPoints":[{"ssid":""}]}', 'invalid_request'],
    ['{"do":"button"}', 'invalid_request'],
  ])('%s is answered with %s', async (line, code) => {
    const reply = await answer(noEngine, line);
    expect(reply).toMatchObject({ ok: false, code, message: expect.stringMatching(/./) });
  });

  it('tells the state with every key, null where there is nothing', async () => {
    const device = await deviceWith('require("Wifi").stopAP();');
    await device.advance(1000);
    expect(await device.control({ do: 'state' })).toEqual({
      ok: true,
      mode: 'NULL',
      link: null,
      ap: null,
      flashWrites: 0,
      flashBytes: 0,
      freeVars: null,
      usedVars: null,
      freeHeap: 36000,
      minHeap: 36000,
      ownMinHeap: 36000,
      boots: 1,
      uptimeMs: 1000,
    });
  });

  it('puts a phone on the access point and takes it off', async () => {
    const device = await deviceWith(
      'var W=require("Wifi");W.on("sta_joined",function(e){say("on "+e.mac)});W.on("sta_left",function(e){say("off")});W.startAP("Mine",{});',
    );
    expect(await device.control({ do: 'join-ap' })).toMatchObject({ ok: false, code: 'not_possible' });
    await device.advance(200);
    expect(await device.control({ do: 'join-ap' })).toEqual({ ok: true });
    expect(await device.control({ do: 'state' })).toMatchObject({ ap: { ssid: 'Mine', auth: 'open', clients: 1 } });
    expect(await device.control({ do: 'leave-ap' })).toEqual({ ok: true });
    await device.settle();
    expect(lines(device)).toEqual(['on 02:aa:aa:aa:aa:01', 'off']);
  });

  it('replaces the air while the device listens to it', async () => {
    const device = await deviceWith(
      'setInterval(function(){require("Wifi").scan(function(l){say(l.map(function(a){return a.ssid}).join())})},5000);',
    );
    await device.advance(8000);
    await device.control({ do: 'radio', accessPoints: [{ ssid: 'Caf\u00e9' }] });
    await device.advance(5000);
    expect(lines(device)).toEqual(['Home,,Cafe,Fortress,Neighbour,OldPrinter', 'Caf\u00c3\u00a9']);
  });

  it('shows a name that is not UTF-8 with a replacement character', async () => {
    const device = await deviceWith(
      'var W=require("Wifi");W.scan(function(l){say(btoa(l[0].ssid));W.connect(l[0].ssid,{})});',
    );
    await device.control({ do: 'radio', accessPoints: [{ ssidHex: '436166e9' }] });
    await device.advance(10_000);
    expect(lines(device)).toEqual([Buffer.from('Caf\xe9', 'latin1').toString('base64')]);
    expect(await device.control({ do: 'state' })).toMatchObject({ link: { ssid: 'Caf\ufffd' } });
  });

  it('advances through a whole hour in order, radio and all', async () => {
    const device = await deviceWith(
      'var n=0;setInterval(function(){n++;if(n%600==0)say(getTime())},1000);require("Wifi").connect("Home",{password:"correct horse"},function(){say("joined")});',
    );
    await device.advance(3600000);
    expect(lines(device)).toEqual(['joined', '600', '1200', '1800', '2400', '3000', '3600']);
  });
});
