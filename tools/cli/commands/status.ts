// `wifiprov status`: what the device is doing, in words or with every value.

import { Option } from 'commander';
import type { Status } from '../../client/api.ts';
import { paintFor } from '../colour.ts';
import { plain } from '../print.ts';
import { statusText } from '../status-text.ts';
import type { Call, Subcommand } from '../subcommand.ts';
import { table } from '../table.ts';

function everything(call: Call, data: Status): string {
  const rows = Object.entries(data).map(([key, value]) => [key, plain(value)]);
  return table(call.io, ['key', 'value'], rows);
}

function inWords(call: Call, data: Status): string {
  const { headline, tone, rows } = statusText(data);
  const paint = paintFor(call.io);
  return [paint(tone, headline), ...(rows.length ? [table(call.io, undefined, rows)] : [])].join('\n');
}

export const status: Subcommand = {
  doors: ['host', 'port'],
  needsNoCode: true,
  options: [new Option('--all', 'every value by its name, as programs get it with --json')],
  examples: [
    'status --host wifiprov-000110.local',
    'status --all --port /dev/ttyUSB0',
    'status --host 192.168.4.1 --plain --json',
  ],
  run: async (call) => {
    const data = await (await call.device()).status();
    return { json: { ok: true, data }, text: call.options['all'] ? everything(call, data) : inWords(call, data) };
  },
};
