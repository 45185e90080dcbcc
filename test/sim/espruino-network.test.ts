// The espruino engine's network: what is lost with a link, what events cost, and the heap. Needs the interpreter.

import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { findInterpreter } from '../../tools/sim/espruino/interpreter.ts';
import { VARS_PER_WIFI_EVENT } from '../../tools/sim/espruino-wifi/types.ts';
import { checkAir } from '../../tools/sim/radio/check.ts';
import { DEADLINE_MS, openClient, type Rig, type RigOptions, startRig } from './espruino-rig.ts';
import { LEAVE_ROWS, leaveScript, REPLY } from './leave-rows.ts';
import { points } from './radio-bench.ts';

const interpreter = findInterpreter();
if (!interpreter) process.stderr.write('skipped: no Espruino interpreter (set ESPRUINO to its path)\n');

const HEAD = 'E.setConsole(null,{force:true});function say(x){Serial1.write(x+"\\r\\n");}\n';

let rig: Rig | null = null;
afterEach(async () => {
  await rig?.stop();
  rig = null;
});

async function boot(script: string, options: Partial<RigOptions> = {}): Promise<Rig> {
  rig = await startRig({ interpreter: interpreter ?? '', bootFiles: { '.bootcde': HEAD + script }, ...options });
  return rig;
}

const JOIN = 'W.connect("Home",{password:"correct horse"},function(){say("up")});';

describe.skipIf(!interpreter)('the espruino engine', { timeout: 4 * DEADLINE_MS }, () => {
  it.each(LEAVE_ROWS.filter((row) => row.cut))('loses a queued reply by $title in the same turn', async (row) => {
    const device = await boot(leaveScript(row));
    await device.until('up\r\n');
    const { socket } = await openClient(device.doors.tcp.port);
    socket.on('error', () => undefined);
    const closed = once(socket, 'close').catch(() => undefined);
    socket.write('now');
    await device.until('closed ');
    await closed;
    expect(socket.bytesRead).toBe(0);
  });

  it.each(LEAVE_ROWS.filter((row) => row.cut))('has sent its reply before $title some turns later', async (row) => {
    const device = await boot(leaveScript(row));
    await device.until('up\r\n');
    const { socket, until } = await openClient(device.doors.tcp.port);
    socket.on('error', () => undefined);
    socket.write('later');
    await until(REPLY);
    await device.until('closed ');
    expect(socket.bytesRead).toBe(REPLY.length);
  });

  it.each(LEAVE_ROWS.filter((row) => !row.cut))('keeps its connections at $title', async (row) => {
    const device = await boot(leaveScript(row));
    await device.until('up\r\n');
    const { socket, until } = await openClient(device.doors.tcp.port);
    socket.write('now');
    await until(REPLY);
    socket.write('now');
    await until(REPLY);
  });

  it(`holds ${VARS_PER_WIFI_EVENT} variables for each Wi-Fi event, heard or not`, async () => {
    const script = `var W=require("Wifi"),n=0;W.startAP("Mine",{},function(){say("up")});
Serial1.on("data",function(){say("used "+process.memory().usage)});`;
    const device = await boot(script);
    await device.until('up\r\n');
    const used = async (): Promise<number> => {
      device.send('?');
      const text = await device.until('\r\n');
      return Number(/used (\d+)/.exec(text)?.[1]);
    };
    await used();
    const before = await used();
    const events = 40;
    for (let i = 0; i < events / 2; i++) {
      await device.engine.joinAp();
      await device.engine.leaveAp();
    }
    // Lets every event be fetched: each of its own turn.
    for (let i = 0; i < events; i++) await used();
    const each = ((await used()) - before) / events;
    expect(each).toBeGreaterThan(VARS_PER_WIFI_EVENT - 1);
    expect(each).toBeLessThan(VARS_PER_WIFI_EVENT + 1);
  });

  it('hands over a refused join in one burst while the interpreter is busy', async () => {
    const script = `var W=require("Wifi"),log=[];function note(w){return function(e){log.push(w+(e.reason||""))}}
W.on("associated",note("in "));W.on("disconnected",note("out "));
W.connect("Home",{password:"correct horse"});
var end=Date.now()+1500;while(Date.now()<end);
setTimeout(function f(){if(log.length<2)return setTimeout(f,1);say("log "+log)},1);`;
    const device = await boot(script, {
      portBuild: '2v27',
      accessPoints: points({ ssid: 'Home', auth: 'wpa2', password: 'correct horse', joinMs: 100, fault: 'reject' }),
    });
    await device.until('log in ,out 15\r\n');
  });

  it('tells of a disconnect late on 2v27 with a name, and at once after a connection', async () => {
    const script = `var W=require("Wifi");W.stopAP();W.setHostname("lamp");W.on("disconnected",function(e){say("gone "+e.reason)});
require("net").createServer(function(c){}).listen(6666);Serial1.on("data",function(){W.disconnect();say("left "+W.getStatus().station)});${JOIN}`;
    const device = await boot(script, { portBuild: '2v27' });
    await device.until('up\r\n');
    device.send('leave');
    expect(await device.until('left connected\r\n')).not.toContain('gone');
    await openClient(device.doors.tcp.port);
    await device.until('gone 8\r\n');
  });

  it('tells the heap to the device and to the control port alike, and less of it per client', async () => {
    const script = `var W=require("Wifi");require("net").createServer(function(c){c.write("hi")}).listen(6666);
Serial1.on("data",function(){var s=ESP32.getState();say("heap "+s.freeHeap+" "+s.minHeap)});${JOIN}`;
    const device = await boot(script);
    await device.until('up\r\n');
    const before = (await device.engine.state()).freeHeap;
    expect(before).toBe(29_600);
    const clients = await Promise.all([1, 2, 3].map(() => openClient(device.doors.tcp.port)));
    for (const client of clients) await client.until('hi');
    device.send('?');
    const [, free, least] = /heap (\d+) (\d+)/.exec(await device.until('\r\n')) ?? [];
    expect(Number(free)).toBeLessThanOrEqual(before - 3 * 540);
    expect(Number(least)).toBeLessThanOrEqual(Number(free));
  });

  it('writes the warning of getStatus() to the UART while it joins', async () => {
    const script = `var W=require("Wifi");${JOIN}setTimeout(function(){W.getStatus();W.getStatus();say("asked")},100);`;
    const device = await boot(script, { idfLog: true });
    const text = await device.until('up\r\n');
    expect(text.split("wifi:Haven't to connect to a suitable AP now!")).toHaveLength(3);
  });

  it('finds and joins a network whose name is not UTF-8', async () => {
    const air = checkAir({ accessPoints: [{ ssidHex: '436166e9' }] });
    if ('error' in air) throw new Error(air.error);
    const script = `var W=require("Wifi");W.scan(function(l){say("found "+btoa(l[0].ssid));W.connect(l[0].ssid,{},function(){say("up")})});`;
    const device = await boot(script, { accessPoints: air.value });
    await device.until(`found ${Buffer.from('Caf\xe9', 'latin1').toString('base64')}\r\n`);
    await device.until('up\r\n');
    expect((await device.engine.state()).link?.ssid).toBe('Caf\ufffd');
  });
});
