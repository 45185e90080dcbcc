// The espruino engine: a script in the real interpreter meets the imitated chip. Needs the interpreter.

import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MAX_UDP_CLIENTS } from '../../tools/sim/espruino/udp-door.ts';
import { onInterpreters } from '../interpreters.ts';
import { DEADLINE_MS, openClient, type Rig, type RigOptions, startRig } from './espruino-rig.ts';

const QUIET = 'E.setConsole(null,{force:true});';
const say = (expression: string): string => `Serial1.write(${expression}+"\\r\\n");`;
const allBytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i)).toString('latin1');

/** Of the rows that run. */
let interpreter = '';
let rig: Rig | null = null;
afterEach(async () => {
  await rig?.stop();
  rig = null;
});

async function boot(bootcde: string, options: Partial<RigOptions> = {}): Promise<Rig> {
  rig = await startRig({ interpreter, bootFiles: { '.bootcde': bootcde }, ...options });
  return rig;
}

async function resetBy(port: number): Promise<string | undefined> {
  const errors = once(connect(port, '127.0.0.1'), 'close').catch((error: NodeJS.ErrnoException) => error.code);
  return (await errors) as string | undefined;
}

describe('the espruino engine', { timeout: 4 * DEADLINE_MS }, () =>
  onInterpreters((path) => {
    beforeAll(() => {
      interpreter = path;
    });

    it('runs .boot0, .boot1 and .bootcde in this order, and an exception in one does not stop the next', async () => {
      const device = await boot(`a+="c";${QUIET}${say('a')}`, {
        bootFiles: { '.boot0': 'a="0";b.c;', '.boot1': 'a+="1";b.c;', '.bootcde': `a+="c";${QUIET}${say('a')}` },
      });
      expect(await device.until('01c\r\n')).toContain('ReferenceError');
    });

    it.each([
      ['2v27', '2v27'],
      ['2v29.277', '2v29.277'],
      ['next', '2v30'],
    ] as const)('port build %s calls itself %s', async (portBuild, version) => {
      const device = await boot(`${QUIET}${say('"v="+process.env.VERSION+" "+process.env.BOARD')}`, { portBuild });
      await device.until(`v=${version} ESP32\r\n`);
    });

    it('carries every byte over the UART both ways, one burst in one piece', async () => {
      const device = await boot(
        `${QUIET}Serial1.on("data",function(d){Serial1.write(d.length+"<"+d+">");});${say('"up"')}`,
      );
      await device.until('up\r\n');
      device.send(allBytes);
      await device.until(`256<${allBytes}>`);
    });

    it('loses what is behind the 64th byte of a burst on 2v27', async () => {
      const echo = `Serial1.on("data",function(d){Serial1.write(d.length+"<"+d+">");});`;
      const device = await boot(`${QUIET}${echo}${say('"up"')}`, { portBuild: '2v27' });
      await device.until('up\r\n');
      device.send('x'.repeat(65));
      device.send('end');
      expect(await device.until('3<end>')).toBe(`64<${'x'.repeat(64)}>3<end>`);
    });

    it('hands the UART to the real REPL and takes it back', async () => {
      const back = `global.back=function(){${QUIET}${say('"mine"')}};`;
      const device = await boot(`${back}Serial1.on("data",function(d){E.setConsole("Serial1",{force:true});});back();`);
      await device.until('mine\r\n');
      device.send('x');
      await device.until('>');
      device.send('1+2\n');
      await device.until('=3\r\n');
      device.send('back()\n');
      await device.until('mine\r\n');
    });

    it('echoes over TCP, also to a client that has closed its sending side', async () => {
      const server = 'require("net").createServer(function(c){c.on("data",function(d){c.write(d);});}).listen(6666);';
      const device = await boot(`${QUIET}${server}${say('"up"')}`);
      await device.until('up\r\n');
      expect(device.engine.openDoors()).toEqual({ tcp: true, http: false, dns: false });
      const client = await openClient(device.doors.tcp.port);
      client.socket.end(Buffer.from(allBytes, 'latin1'));
      await client.until(allBytes);
    });

    it('closes at once a socket with the mark clsNow, whatever is left to send', async () => {
      const onClose = `c.on("close",function(){${say('"closed"')}});`;
      const onData = 'c.on("data",function(){c.write("z".repeat(5000));c.clsNow=true;});';
      const server = `require("net").createServer(function(c){${onClose}${onData}}).listen(6666);`;
      const device = await boot(`${QUIET}${server}${say('"up"')}`);
      await device.until('up\r\n');
      const { socket } = await openClient(device.doors.tcp.port);
      const ended = once(socket, 'close');
      socket.write('x');
      await device.until('closed\r\n');
      await ended;
      expect(socket.bytesRead).toBeLessThan(5000);
    });

    it('resets a client at a port without a listener, and again once the server is closed', async () => {
      const server = 'var s=require("net").createServer(function(c){});s.listen(80);';
      const device = await boot(
        `${QUIET}${server}Serial1.on("data",function(){s.close();${say('"shut"')}});${say('"up"')}`,
      );
      await device.until('up\r\n');
      expect(await resetBy(device.doors.tcp.port)).toBe('ECONNRESET');
      device.send('close');
      await device.until('shut\r\n');
      expect(await resetBy(device.doors.http.port)).toBe('ECONNRESET');
    });

    it('answers datagrams at the DNS door', async () => {
      const dgram =
        'var u=require("dgram").createSocket("udp4");u.on("message",function(m,i){u.send("re:"+m,0,3+m.length,i.port,i.address);});';
      const device = await boot(`${QUIET}${dgram}u.bind(53,function(){${say('"up"')}});`);
      await device.until('up\r\n');
      const client = createSocket('udp4');
      client.send('query', device.doors.dns.port, '127.0.0.1');
      const [answer] = (await once(client, 'message')) as [Buffer];
      client.close();
      expect(answer.toString()).toBe('re:query');
    });

    it('answers the next client when as many as it remembers have gone without an answer', async () => {
      const dgram =
        'var u=require("dgram").createSocket("udp4");u.on("message",function(m,i){if(m=="query")u.send("re:"+m,0,3+m.length,i.port,i.address);});';
      const device = await boot(`${QUIET}${dgram}u.bind(53,function(){${say('"up"')}});`);
      await device.until('up\r\n');
      const send = (text: string): Socket => {
        const client = createSocket('udp4');
        client.send(text, device.doors.dns.port, '127.0.0.1');
        return client;
      };
      const silent = Array.from({ length: MAX_UDP_CLIENTS + 1 }, () => send('silence'));
      const client = send('query');
      const [answer] = (await once(client, 'message')) as [Buffer];
      for (const socket of [...silent, client]) socket.close();
      expect(answer.toString()).toBe('re:query');
    });

    it('scans and joins through the imitated Wi-Fi port, with callbacks and events', async () => {
      const device = await boot(`${QUIET}var W=require("Wifi");W.on("connected",function(e){${say('"event "+e.ip')}});
W.scan(function(l){${say('l.length+" "+l[0].ssid+" "+l[0].channel')}
W.connect("Home",{password:"correct horse"},function(e){${say('"joined "+e+" "+W.getIP().ip+" "+W.getStatus().station')}});});`);
      await device.until('6 Home 6\r\n');
      await device.until('joined null 192.168.1.50 connected\r\n');
      await device.until('event 192.168.1.50\r\n');
      expect(await device.engine.state()).toMatchObject({ mode: 'STA', link: { ssid: 'Home', ip: '192.168.1.50' } });
    });

    it('throws where the port throws', async () => {
      const device = await boot(
        `${QUIET}try{require("Wifi").connect("Home",null);}catch(e){${say('"threw "+e.message')}}`,
      );
      await device.until('threw Expecting Object, got null\r\n');
    });

    it('keeps raw flash over a power cycle, and writing only clears bits', async () => {
      const read = 'F.read(4,a).join()';
      const device = await boot(`${QUIET}var F=require("Flash"),a=0x310000,before=${read};
F.write("\\x5A",a);F.write([0xA5,0],a+1);F.write("\\x0F",a);${say(`before+" then "+${read}`)}`);
      await device.until('255,255,255,255 then 10,165,0,255\r\n');
      await device.engine.powerCycle();
      await device.until('10,165,0,255 then 10,165,0,255\r\n');
    });

    it('keeps flash and Storage in its file from one run to the next', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'wifiprov-test-'));
      const flashFile = join(folder, 'flash.img');
      const script = `${QUIET}var S=require("Storage"),n=+(S.read("count")||0)+1;S.write("count",""+n);
require("Flash").write([n],0x310000+n);${say('n+":"+require("Flash").read(3,0x310001).join()')}`;
      await (await boot(script, { flashFile })).until('1:1,255,255\r\n');
      await rig?.stop();
      await (await boot(script, { flashFile })).until('2:1,2,255\r\n');
      rmSync(folder, { recursive: true });
    });

    it('loses power at the asked byte of a flash write, and boots with all before it written', async () => {
      const device = await boot(`${QUIET}var F=require("Flash"),a=0x310000,r=F.read(3,a);
Serial1.on("data",function(){F.write([1,2,3],a);${say('"whole"')}});${say('"flash "+r[0]+","+r[2]')}`);
      await device.until('flash 255,255\r\n');
      await device.engine.cutPower(2);
      device.send('write');
      expect(await device.until('flash 1,255\r\n')).not.toContain('whole');
    });

    it('boots with the reset cause of a software reset after E.reboot() and after a crash', async () => {
      const device = await boot(
        `${QUIET}Serial1.on("data",function(){E.reboot();});${say('"cause "+(peek32(0x3FF48034)&63)')}`,
      );
      await device.until('cause 1\r\n');
      device.send('reboot');
      await device.until('cause 12\r\n');
      await device.engine.crash();
      await device.until('cause 12\r\n');
      expect((await device.engine.state()).boots).toBe(3);
    });

    it('is reset by the watchdog out of an endless loop', async () => {
      const device = await boot(
        `${QUIET}E.enableWatchdog(1);Serial1.on("data",function(){for(;;);});${say('"cause "+(peek32(0x3FF48034)&63)')}`,
      );
      await device.until('cause 1\r\n');
      device.send('hang');
      await device.until('cause 8\r\n');
    });

    it('has the imitation again after load()', async () => {
      const device = await boot(`${QUIET}Serial1.on("data",function(){load();});${say('"up "+typeof ESP32')}`);
      await device.until('up object\r\n');
      device.send('load');
      await device.until('up object\r\n');
      device.send('load');
      await device.until('up object\r\n');
    });

    it('tells of the button as the port does: 1 while it is pressed', async () => {
      const device = await boot(
        `${QUIET}setWatch(function(e){${say('"pin "+e.state+" "+digitalRead(D0)')}},D0,{repeat:true,edge:"both"});${say('"up"')}`,
      );
      await device.until('up\r\n');
      await device.engine.button(1000);
      await device.until('pin true 1\r\n');
      await device.until('pin false 0\r\n');
    });

    it('draws fresh hardware random numbers, the same again for the same seed', async () => {
      const script = `${QUIET}${say('"random "+peek32(0x60035144)+" "+peek32(0x3FF75144)+"."')}`;
      const first = await (await boot(script)).until('.\r\n');
      await rig?.stop();
      const second = await (await boot(script)).until('.\r\n');
      expect(second).toBe(first);
      const [, one, two] = /random (-?\d+) (-?\d+)/.exec(first) ?? [];
      expect(one).not.toBe(two);
    });

    it('leaves the firmware the variables that were asked for', async () => {
      const device = await boot(`${QUIET}${say('"up"')}`, { jsvars: 2500 });
      await device.until('up\r\n');
      const { freeVars, usedVars } = await device.engine.state();
      expect((freeVars ?? 0) + (usedVars ?? 0)).toBeGreaterThan(2400);
      expect((freeVars ?? 0) + (usedVars ?? 0)).toBeLessThanOrEqual(2500);
    });

    it('takes the end of the interpreter for a crash of the device', async () => {
      const device = await boot(
        `${QUIET}${say('"cause "+(peek32(0x3FF48034)&63)')}Serial1.on("data",function(){poke32(0,1);});`,
      );
      await device.until('cause 1\r\n');
      device.send('die');
      await device.until('cause 12\r\n');
      expect(device.engine.deaths()).toBe(1);
    });
  }),
);
