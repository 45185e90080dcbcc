// `wifiprov history`: the last attempts to connect.

import { duration } from '../duration.ts';
import { plain, quoted } from '../print.ts';
import type { Subcommand } from '../subcommand.ts';
import { table } from '../table.ts';

export const history: Subcommand = {
  doors: ['host', 'port'],
  examples: ['history --host 192.168.1.50'],
  run: async (call) => {
    const attempts = await (await call.device()).history();
    const rows = attempts.map(({ ago_s, ssid, ok, reason }) => [
      `${duration(ago_s)} ago`,
      quoted(ssid),
      ok ? 'ok' : plain(reason ?? 'failed'),
    ]);
    const text = rows.length ? table(call.io, ['when', 'name', 'result'], rows) : 'no attempts yet';
    return { json: { ok: true, data: { attempts } }, text };
  },
};
