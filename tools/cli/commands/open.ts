// `wifiprov open`: opens the setup window.

import { Argument, InvalidArgumentError } from 'commander';
import { IDLE_MINUTES, IDLE_MINUTES_MAX } from '../../../firmware/provisioning/window.ts';
import type { Subcommand } from '../subcommand.ts';

function minutes(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > IDLE_MINUTES_MAX)
    throw new InvalidArgumentError(`It must be whole minutes, 1..${IDLE_MINUTES_MAX}.`);
  return value;
}

export const openWindow: Subcommand = {
  doors: ['host', 'port'],
  args: [
    new Argument('[minutes]', 'minutes without a request until it closes').argParser(minutes).default(IDLE_MINUTES),
  ],
  examples: ['open --host 192.168.1.50', 'open 5 --port /dev/ttyUSB0'],
  run: async (call) => {
    const [idle] = call.args as [number];
    await (await call.device()).openWindow(idle);
    const data = { window: 'open', minutes: idle };
    return {
      json: { ok: true, data },
      text: `the setup window is open; it closes after ${idle} min without a request`,
    };
  },
};
