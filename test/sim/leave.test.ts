// What becomes of connections when the device leaves the link they came over (node engine).

import { describe, expect, it } from 'vitest';
import { type Device, startDevice } from '../../tools/sim/harness.ts';
import { type Client, clientOf, deviceWith, lines } from './device-bench.ts';
import { LEAVE_ROWS, type LeaveRow, leaveScript, REPLY } from './leave-rows.ts';

const BUILDS = ['2v27', 'next'] as const;
const ROWS = BUILDS.flatMap((portBuild) => LEAVE_ROWS.map((row) => ({ ...row, portBuild })));
const END_MS = 1000;
const MANY = 20;

async function talk(row: LeaveRow & { portBuild: (typeof BUILDS)[number] }, said: string) {
  const device = await deviceWith(leaveScript(row), { portBuild: row.portBuild });
  await device.advance(2000);
  expect(lines(device)).toEqual(['up']);
  const client = await clientOf(device.tcpPort);
  client.socket.write(said);
  return { device, client };
}

async function endOf(device: Device, client: Client): Promise<string[]> {
  await client.ended;
  await device.settle();
  return lines(device).slice(1);
}

describe('a reply that is only queued', () => {
  it.each(ROWS.filter((row) => row.cut))('on $portBuild is lost by $title in the same turn', async (row) => {
    const { device, client } = await talk(row, 'now');
    expect(await endOf(device, client)).toEqual(['closed false']);
    expect(client.received()).toBe('');
  });

  it.each(ROWS.filter((row) => row.cut))('on $portBuild is out before $title some turns later', async (row) => {
    const { device, client } = await talk(row, 'later');
    await client.bytes(REPLY.length);
    await device.advance(END_MS);
    expect(await endOf(device, client)).toEqual(['drain', 'closed false']);
    expect(client.received()).toBe(REPLY);
  });

  it.each(ROWS.filter((row) => !row.cut))('on $portBuild is not touched by $title', async (row) => {
    const { device, client } = await talk(row, 'now');
    expect(await client.bytes(REPLY.length)).toBe(REPLY);
    await device.advance(END_MS);
    client.socket.write('later');
    expect(await client.bytes(2 * REPLY.length)).toBe(REPLY + REPLY);
  });
});

it('takes a client for one on the access point once a phone was put there, though the station is online', async () => {
  const row = {
    title: '',
    link: 'W.startAP("Mine",{});W.connect("Home",{password:"correct horse"});',
    act: 'W.disconnect();',
    cut: false,
  };
  const device = await deviceWith(leaveScript(row), { portBuild: 'next' });
  await device.advance(2000);
  await device.control({ do: 'join-ap' });
  const client = await clientOf(device.tcpPort);
  client.socket.write('now');
  expect(await client.bytes(REPLY.length)).toBe(REPLY);
});

it('cuts the connections over a link that is lost, when the loss is noticed', async () => {
  const device = await deviceWith(leaveScript(LEAVE_ROWS[0] as LeaveRow));
  await device.advance(2000);
  const client = await clientOf(device.tcpPort);
  client.socket.write('x');
  await client.bytes(REPLY.length);
  await device.control({ do: 'radio', accessPoints: [] });
  await device.advance(10_000);
  await client.ended;
  expect(lines(device)).toContain('closed false');
});

it('keeps what a client does not take, and lets the next one have its own', async () => {
  const script = `require("net").createServer(function(c){c.on("data",function(d){if(d=="all"){for(var i=0;i<800;i++)c.write("x".repeat(10000));c.on("drain",function(){say("drain")})}else c.write(d)})}).listen(6666);`;
  const device = await startDevice({ bootFiles: { '.bootcde': `function say(x){Serial1.write(x)}${script}` } });
  const stuck = await clientOf(device.tcpPort);
  stuck.socket.pause();
  stuck.socket.write('all');
  // The idle loop is given the turns in which it would send it all.
  for (let i = 0; i < MANY; i++) await device.advance(10);
  const other = await clientOf(device.tcpPort);
  other.socket.write('hi');
  expect(await other.bytes(2)).toBe('hi');
  expect(device.uart.output()).not.toContain('drain');
  stuck.socket.resume();
  await stuck.bytes(8_000_000);
  await device.settle();
  expect(device.uart.output()).toContain('drain');
  await device.stop();
});
