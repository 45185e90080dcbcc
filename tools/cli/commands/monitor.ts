// `wifiprov monitor`: the device's events as they come, until Ctrl-C.

import { Option } from 'commander';
import type { DeviceEvent } from '../../client/api.ts';
import { clock } from '../duration.ts';
import { plain, quoted } from '../print.ts';
import type { Call, Subcommand } from '../subcommand.ts';
import { seconds } from '../target.ts';

function text(event: DeviceEvent): string {
  const name = event.ssid === undefined ? '' : ` ${quoted(event.ssid)}`;
  if (event.event === 'state') return plain(`${event.state}${name} ${event.ip ?? ''}`.trimEnd());
  if (event.event === 'failed') return plain(`failed ${event.reason}${name}: ${event.message}`);
  if (event.event === 'error') return plain(`error ${event.code}: ${event.message}`);
  if (event.event === 'connection') return event.connected ? 'connection: back' : `connection: ${plain(event.message)}`;
  return event.event === 'saved' ? 'saved' : plain(event.message ?? event.event);
}

/** Resolves when the time is over, or on Ctrl-C. */
function theEnd(call: Call): Promise<void> {
  const span = call.options['for'];
  return new Promise((resolve) => {
    const timer = typeof span === 'number' ? setTimeout(resolve, span * 1000) : undefined;
    call.io.onInterrupt(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

export const monitor: Subcommand = {
  doors: ['host', 'port'],
  options: [new Option('--for <seconds>', 'stop after this time').argParser(seconds)],
  examples: ['monitor --host 192.168.1.50', 'monitor --port /dev/ttyUSB0 --for 60 --json'],
  notes: [
    'Each event stands behind the time of this computer. With --json, it is one line with `time`, after a first line that says the command is listening. A lost connection is reopened. Monitoring does not keep the setup window open.',
  ],
  run: async (call) => {
    const device = await call.device();
    const show = (event: DeviceEvent): void => {
      const now = new Date();
      const line = call.isJson ? JSON.stringify({ ...event, time: now.toISOString() }) : `${clock(now)} ${text(event)}`;
      call.io.out(`${line}\n`);
    };
    const stop = device.onEvent(show);
    if (call.isJson) show({ event: 'connection', connected: true });
    else call.io.err('listening; press Ctrl-C to stop\n');
    await theEnd(call);
    stop();
    return {};
  },
};
