// `wifiprov discover`: devices on the local network.

import { InvalidArgumentError, Option } from 'commander';
import type { Discovered } from '../../client/discover.ts';
import { plain, quoted } from '../print.ts';
import type { Call, Subcommand } from '../subcommand.ts';
import { table } from '../table.ts';

/** A device that has gone meanwhile holds the others up no longer. */
const ANSWER_MS = 5_000;
const PORT_MAX = 65_535;

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > PORT_MAX)
    throw new InvalidArgumentError(`It must be a port, 1..${PORT_MAX}.`);
  return port;
}

const NOTHING = [
  'no device answered. It must be online, in the same network as this computer; a router may keep devices apart',
  '("client isolation", a guest network). Over the cable: wifiprov status --port ...',
].join(' ');

function textOf(call: Call, found: readonly Discovered[]): string {
  const rows = found.map(({ host, ip, status }) => [
    plain(host),
    plain(ip),
    plain(status.state),
    plain(status.window),
    status.ssid === undefined ? '' : quoted(status.ssid),
  ]);
  return rows.length ? table(call.io, ['name', 'address', 'state', 'setup window', 'network'], rows) : NOTHING;
}

async function find(call: Call): Promise<Discovered[]> {
  const { discover, heardOn } = await import('../../client/discover.ts');
  const { connect } = await import('../../client/node.ts');
  const port = Number(call.options['tcpPort']);
  return discover(await heardOn(), async (host) => {
    const device = await connect({ host, port, timeoutMs: ANSWER_MS });
    return device.status().finally(() => device.close());
  });
}

export const discover: Subcommand = {
  doors: [],
  options: [
    new Option('--tcp-port <number>', 'where the devices listen, in a build with another port')
      .argParser(portNumber)
      .default(6666),
  ],
  examples: ['discover', 'discover --json'],
  notes: ['It asks the local network by mDNS for three seconds, and then each device that answered for its status.'],
  run: async (call) => {
    const data = await find(call);
    return { json: { ok: true, data: { devices: data } }, text: textOf(call, data) };
  },
};
