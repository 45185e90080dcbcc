// The sandbox's network: ten sockets, pieces of 536 bytes, and ends as the chip ends them.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { clientOf, deviceWith, lines } from './device-bench.ts';

const ECHO = 'require("net").createServer(function(c){c.on("data",function(d){c.write(d)})}).listen(6666);';

it('echoes, and more than 536 bytes come and go in pieces', async () => {
  const device = await deviceWith(
    'require("net").createServer(function(c){c.on("data",function(d){say(d.length);c.write(d)})}).listen(6666);',
  );
  const client = await clientOf(device.tcpPort);
  client.socket.write('x'.repeat(1200));
  expect(await client.bytes(1200)).toBe('x'.repeat(1200));
  expect(
    lines(device)
      .map(Number)
      .every((length) => length <= 536),
  ).toBe(true);
});

it('has ten sockets: the eleventh is closed without data, the others live on', async () => {
  const device = await deviceWith(`${ECHO}require("net").createServer(function(){}).listen(80);`);
  const clients = await Promise.all(Array.from({ length: 8 }, () => clientOf(device.tcpPort)));
  for (const client of clients) client.socket.write('hi');
  for (const client of clients) await client.bytes(2);
  expect(device.debug().sockets).toBe(10);
  const late = await clientOf(device.tcpPort);
  await late.ended;
  expect(late.received()).toBe('');
  clients[0]?.socket.write('!');
  expect(await clients[0]?.bytes(3)).toBe('hi!');
  clients[1]?.socket.end();
  await clients[1]?.ended;
  const next = await clientOf(device.tcpPort);
  next.socket.write('ok');
  expect(await next.bytes(2)).toBe('ok');
});

it('runs out of sockets for a listener in silence, with a line on the console only', async () => {
  const device = await deviceWith(
    'E.setConsole("Serial1",{force:true});for(var i=0;i<11;i++)require("net").createServer(function(){}).listen(100+i);print("done");',
  );
  expect(device.uart.output()).toContain('ERROR: Socket creation failed\r\ndone');
});

it('throws at a write after the end', async () => {
  const script = `require("net").createServer(function(c){c.on("close",function(e){say("close "+e);
try{c.write("x")}catch(x){say(x.message)}});c.on("end",function(){say("end")});c.on("error",function(){say("error")});
c.end("bye");try{c.write("x")}catch(x){say(x.message)}}).listen(6666);`;
  const device = await deviceWith(script);
  const client = await clientOf(device.tcpPort);
  await client.ended;
  await device.settle();
  expect(client.received()).toBe('bye');
  expect(lines(device)).toEqual(['This socket is closed', 'end', 'close false', 'This socket is closed']);
});

it("closes at once a socket with the port's mark, and drops what is not sent yet", async () => {
  const script = `require("net").createServer(function(c){c.on("close",function(e){say("close "+e)});
c.on("data",function(){c.write("z".repeat(5000));c.clsNow=true})}).listen(6666);`;
  const device = await deviceWith(script);
  const client = await clientOf(device.tcpPort);
  client.socket.write('x');
  await client.ended;
  await device.settle();
  expect(client.received().length).toBeLessThan(5000);
  expect(lines(device)).toEqual(['close false']);
  expect(device.debug().sockets).toBe(1);
});

it('writes false, and drains when all is sent', async () => {
  const device = await deviceWith(
    'require("net").createServer(function(c){c.on("drain",function(){say("drain")});say(c.write("x".repeat(2000)))}).listen(6666);',
  );
  const client = await clientOf(device.tcpPort);
  await client.bytes(2000);
  await device.settle();
  expect(lines(device)).toEqual(['false', 'drain']);
});

it('gives a half-closed client one piece of its reply', async () => {
  const device = await deviceWith(
    'require("net").createServer(function(c){c.on("data",function(){c.write("y".repeat(2048))})}).listen(6666);',
  );
  const client = await clientOf(device.tcpPort);
  client.socket.end('request');
  await client.ended;
  expect(client.received()).toHaveLength(536);
});

it('survives a client that resets', async () => {
  const device = await deviceWith(
    `require("net").createServer(function(c){c.on("close",function(e){say("close "+e)});c.on("error",function(){say("error")});c.on("data",function(d){c.write(d)})}).listen(6666);`,
  );
  const client = await clientOf(device.tcpPort);
  client.socket.write('x');
  await client.bytes(1);
  client.socket.resetAndDestroy();
  await client.ended;
  const next = await clientOf(device.tcpPort);
  next.socket.write('ok');
  expect(await next.bytes(2)).toBe('ok');
  expect(lines(device)).toEqual(['close false']);
});

it('loses its connections at a power cycle, and the port stays', async () => {
  const device = await deviceWith(ECHO);
  const client = await clientOf(device.tcpPort);
  client.socket.write('x');
  await client.bytes(1);
  await device.control({ do: 'power-cycle' });
  await client.ended;
  const next = await clientOf(device.tcpPort);
  next.socket.write('ok');
  expect(await next.bytes(2)).toBe('ok');
});

it('resets a connection to a port without a listener', async () => {
  const device = await deviceWith(ECHO);
  const client = await clientOf(device.httpPort);
  await client.ended;
  expect(client.received()).toBe('');
});

it('answers datagrams, cuts long ones to 528 bytes, and is closed by an empty one', async () => {
  const script = `var s=require("dgram").createSocket("udp4");s.on("close",function(){say("closed")});
s.on("message",function(m,r){say(m.length+" "+r.size);s.send("re:"+m,0,5,r.port,r.address)});s.bind(53);`;
  const device = await deviceWith(script);
  const client = createSocket('udp4');
  client.bind(0, '127.0.0.1');
  await once(client, 'listening');
  client.send(Buffer.from('q'.repeat(600)), device.dnsPort, '127.0.0.1');
  const [reply] = (await once(client, 'message')) as [Buffer];
  expect(reply.toString()).toBe('re:qq');
  expect(device.debug().sockets).toBe(1);
  const seen = new Promise<void>((resolve) => device.uart.onData((text) => text.includes('closed') && resolve()));
  client.send(Buffer.alloc(0), device.dnsPort, '127.0.0.1');
  await seen;
  await device.settle();
  client.close();
  expect(lines(device)).toEqual(['528 528', 'closed', 'closed']);
  expect(device.debug().sockets).toBe(0);
});
