// `wifiprov get`: the config, passwords masked.

import { Option } from 'commander';
import { type Config, FIELDS } from '../../../firmware/config/schema.ts';
import { MEANINGS } from '../../../firmware/protocols/http/page/field-texts.ts';
import { plain, quoted } from '../print.ts';
import type { Subcommand } from '../subcommand.ts';
import { table } from '../table.ts';

function shown(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : plain(value);
}

export const get: Subcommand = {
  doors: ['host', 'port'],
  options: [new Option('--fields <file>', "fields.json of a build with an app: also shows the app's fields")],
  examples: ['get --host 192.168.1.50', 'get --port /dev/ttyUSB0 --json'],
  run: async (call) => {
    const data = await (await call.device()).get();
    const blocks = data as unknown as { [block: string]: unknown };
    const rows = Object.keys(FIELDS).map((path) => {
      const [block = '', key] = path.split('.');
      const value =
        key === undefined ? blocks[block] : (blocks[block] as { [key: string]: unknown } | undefined)?.[key];
      return [path, shown(value), MEANINGS[path as keyof Config]];
    });
    return { json: { ok: true, data }, text: table(call.io, ['field', 'value', 'meaning'], rows) };
  },
};
