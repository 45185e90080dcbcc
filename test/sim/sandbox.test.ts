// The sandbox as a chip: what the UART loses, when callbacks come, how a life ends and the next begins.

import { expect, it } from 'vitest';
import { bareDevice, deviceWith, lines } from './device-bench.ts';

const COUNTER = 'Serial1.on("data",function(d){say(d.length)});';

it.each([
  ['2v27', 63, ['63']],
  ['2v27', 64, ['64']],
  ['2v27', 65, ['64']],
  ['2v27', 256, ['64']],
  ['2v27', 1024, ['64', '64', '64', '64']],
  ['2v29.277', 65, ['65']],
  ['2v29.277', 256, ['256']],
  ['next', 65, ['65']],
] as const)('on %s a burst of %i bytes arrives as %j', async (portBuild, length, expected) => {
  const device = await deviceWith(COUNTER, { portBuild });
  device.uart.write('x'.repeat(length));
  await device.settle();
  expect(lines(device)).toEqual(expected);
});

it('keeps 512 bytes for a listener that comes late', async () => {
  const device = await deviceWith(`setTimeout(function(){${COUNTER}},1000);`, { portBuild: 'next' });
  for (let i = 0; i < 4; i++) device.uart.write('x'.repeat(200));
  await device.advance(1000);
  expect(lines(device)).toEqual(['512']);
});

it('carries every byte value both ways', async () => {
  const device = await deviceWith('Serial1.on("data",function(d){Serial1.write(d)});', { portBuild: 'next' });
  const all = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('');
  device.uart.write(all);
  await device.settle();
  expect(device.uart.output()).toBe(all);
});

it('has a REPL on the UART while the console is there, and no data event', async () => {
  const device = await bareDevice(
    'Serial1.on("data",function(){print("never")});function wifiprov(){return "started"}',
  );
  device.uart.write('1+2\n');
  device.uart.write('wifiprov()\r');
  device.uart.write('nope\n');
  await device.settle();
  const output = device.uart.output().replaceAll('\r', '');
  expect(output).toContain('1+2\n=3\n>');
  expect(output).toContain('="started"\n>');
  expect(output).toContain('Uncaught ReferenceError: nope is not defined\n');
  expect(output).not.toContain('never');
});

it('gives the REPL back with the words of the original', async () => {
  const device = await deviceWith('setTimeout(function(){E.setConsole("Serial1",{force:true})},10);');
  await device.advance(20);
  expect(device.uart.output()).toBe('<- null\r\n>');
});

it('never calls back from within a call', async () => {
  const device = await deviceWith('var W=require("Wifi");W.stopAP(function(){say("called")});say("after");');
  await device.advance(10);
  expect(lines(device)).toEqual(['after', 'called']);
});

it('runs .boot0, .boot1 and .bootcde each by itself', async () => {
  const device = await bareDevice('print("main "+typeof one+typeof two)', {
    bootFiles: { '.boot0': 'var one=1;nope()', '.boot1': 'var two=' },
  });
  const output = device.uart.output();
  expect(output).toContain('Uncaught ReferenceError: nope is not defined');
  expect(output).toContain('Uncaught SyntaxError');
  expect(output).toContain('main numberundefined');
});

it('hands exceptions of callbacks to uncaughtException and goes on', async () => {
  const device = await deviceWith(
    'process.on("uncaughtException",function(e){say("seen "+e.message)});setInterval(function(){throw new Error("boo")},10);',
  );
  await device.advance(25);
  expect(lines(device)).toEqual(['seen boo', 'seen boo']);
});

it('tells the reset cause, counts boots, and starts time anew', async () => {
  const device = await deviceWith(
    'say("cause "+(peek32(0x3FF48034)&63));setTimeout(function(){E.reboot();say("no")},500);',
  );
  await device.advance(499);
  expect(await device.control({ do: 'state' })).toMatchObject({ boots: 1, uptimeMs: 499 });
  await device.advance(1);
  expect(await device.control({ do: 'state' })).toMatchObject({ boots: 2, uptimeMs: 0 });
  await device.control({ do: 'crash' });
  await device.control({ do: 'power-cycle' });
  expect(lines(device)).toEqual(['cause 1', 'cause 12', 'cause 8', 'cause 1']);
});

it('has nothing of an old life act in the new one', async () => {
  const device = await deviceWith('setInterval(function(){say("tick")},100);');
  await device.advance(50);
  await device.control({ do: 'power-cycle' });
  await device.advance(99);
  expect(lines(device)).toEqual([]);
  await device.advance(1);
  expect(lines(device)).toEqual(['tick']);
});

it('ends at the very byte at which the power fails, whatever the firmware catches', async () => {
  const script = `var f=require("Flash"),b=f.read(8,0x310000);say("found "+b.join());
if(b[0]==255)setTimeout(function(){try{f.write([1,2,3,4,5,6,7,8],0x310000)}catch(e){say("caught")}say("went on");f.write([9],0x310100)},100);`;
  const device = await deviceWith(script);
  await device.control({ do: 'cut-power', after: 5 });
  await device.advance(1000);
  const [first, second, ...rest] = lines(device);
  expect(first).toBe('found 255,255,255,255,255,255,255,255');
  expect(second).toMatch(/^found 1,2,3,4,\d+,255,255,255$/);
  expect(rest).toEqual([]);
  expect(await device.control({ do: 'state' })).toMatchObject({ boots: 2 });
});

it('stays armed for a power cut across restarts', async () => {
  const device = await deviceWith('setTimeout(function(){require("Flash").write([1,2],0x310000)},100);');
  await device.control({ do: 'cut-power', after: 3 });
  await device.advance(100);
  await device.control({ do: 'power-cycle' });
  await device.advance(100);
  expect(await device.control({ do: 'state' })).toMatchObject({ boots: 3 });
});

it.each([
  ['a watchdog ends an endless loop', 'E.enableWatchdog(10);', ['cause 1', 'cause 8']],
  ['without a watchdog an endless loop is for ever', '', ['cause 1']],
])('%s', async (_name, watchdog, expected) => {
  const script = `var c=peek32(0x3FF48034)&63;say("cause "+c);${watchdog}if(c==1)while(true);`;
  const device = await deviceWith(script, { hangLimitMs: 100 });
  await device.advance(11000);
  expect(lines(device)).toEqual(expected);
  expect(device.log()).toEqual(['the device hangs in an endless loop']);
});

it.each([
  ['a timer', 'setTimeout(function(){while(true);},60000)'],
  ['a promise', 'setTimeout(function(){Promise.resolve().then(function(){while(true);})},60000)'],
  ['a listener', 'setTimeout(function(){E.emit("x")},60000);E.on("x",function(){while(true);})'],
])('an endless loop in %s after hours without a visitor is ended by the watchdog too', async (_name, script) => {
  const device = await deviceWith(
    `var c=peek32(0x3FF48034)&63;say("cause "+c);E.enableWatchdog(10);setInterval(function(){},1000);if(c==1)${script};`,
    { hangLimitMs: 100 },
  );
  await device.advance(71_000);
  expect(lines(device)).toEqual(['cause 1', 'cause 8']);
});

it('runs what a promise leads to before the next timer, however long nobody looks', async () => {
  const script = `setTimeout(function(){Promise.resolve(1).then(function(n){say(n)})},60000);setTimeout(function(){say(2)},60001);
setTimeout(function(){say("later")},3600000)`;
  const device = await deviceWith(script);
  await device.advance(3_500_000);
  expect(lines(device)).toEqual(['1', '2']);
  await device.advance(100_000);
  expect(lines(device)).toEqual(['1', '2', 'later']);
});

it('forgets the watchdog of a hanging device that is unplugged meanwhile', async () => {
  const script =
    'var c=peek32(0x3FF48034)&63;say("cause "+c);if(!require("Storage").read("x")){require("Storage").write("x","1");E.enableWatchdog(10);while(true);}';
  const device = await deviceWith(script, { hangLimitMs: 1000 });
  await device.advance(5000);
  await device.control({ do: 'power-cycle' });
  await device.advance(20000);
  expect(lines(device)).toEqual(['cause 1', 'cause 1']);
});

it('resets a device that stops kicking a watchdog of its own', async () => {
  const device = await deviceWith(
    'say("cause "+(peek32(0x3FF48034)&63));E.enableWatchdog(5,false);setTimeout(function(){E.kickWatchdog()},3000);',
  );
  await device.advance(7900);
  expect(lines(device)).toEqual(['cause 1']);
  await device.advance(200);
  expect(lines(device)).toEqual(['cause 1', 'cause 8']);
});

it('tells which back doors are still open', async () => {
  const open = await bareDevice('');
  expect(open.debug()).toMatchObject({ backDoors: { telnet: true, bleUart: true }, console: 'Serial1', sockets: 1 });
  const closed = await deviceWith('NRF.setServices({},{uart:false});');
  expect(closed.debug()).toMatchObject({ backDoors: { telnet: false, bleUart: false }, console: null, sockets: 0 });
});

it('has a button whose pin reads 1 while it is pressed, as the port turns its level round', async () => {
  const device = await deviceWith(
    'setWatch(function(e){say(e.state+" "+digitalRead(D0)+" "+e.time)},D0,{repeat:true,edge:"both",debounce:10});',
  );
  await device.control({ do: 'button', ms: 5000 });
  await device.advance(6000);
  expect(lines(device)).toEqual(['true 1 0', 'false 0 5']);
});

it('draws fresh hardware random at each read, the same for the same seed', async () => {
  const script = 'say(peek32(0x60035144)+" "+peek32(0x3FF75144))';
  const [one, again, other] = [
    lines(await deviceWith(script, { seed: 3 })),
    lines(await deviceWith(script, { seed: 3 })),
    lines(await deviceWith(script, { seed: 4 })),
  ];
  expect(one).toEqual(again);
  expect(one).not.toEqual(other);
  const [a, b] = (one[0] ?? '').split(' ');
  expect(a).not.toBe(b);
});

it('sees \\uXXXX in its source as one byte', async () => {
  const device = await deviceWith('say("\\u20ac".charCodeAt(0)+" "+"\\\\u20ac".length)');
  expect(lines(device)).toEqual(['172 6']);
});

it('counts a line `# ready` wherever it was cut, and nothing like it', async () => {
  const device = await deviceWith(
    'Serial1.write("x # ready\\n# readyish\\n> typed");Serial1.write("\\r# rea");Serial1.write("dy\\r\\n> typed");',
  );
  expect(device.readyCount()).toBe(1);
});

it('has twelve variables less for each Wi-Fi event, until the next start', async () => {
  const device = await deviceWith(
    'var W=require("Wifi");W.startAP("Mine",{});setInterval(function(){say(process.memory().usage)},1000);',
  );
  await device.advance(1500);
  for (const request of ['join-ap', 'leave-ap', 'join-ap']) await device.control({ do: request });
  await device.advance(1000);
  await device.control({ do: 'power-cycle' });
  await device.advance(1500);
  const [first, second, last] = lines(device).map(Number) as [number, number, number];
  expect(second - first).toBe(3 * 12);
  expect(last).toBe(first);
});
