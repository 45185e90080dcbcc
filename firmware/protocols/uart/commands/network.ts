// Commands about the network: what the device is on, what it hears, what it has tried.

import { quote } from '../../../lib/quoting.ts';
import { fault } from '../../../lib/result.ts';
import { recall } from '../../../provisioning/history.ts';
import type { Say, UartContext } from '../context.ts';
import { sayFault } from '../say.ts';

export function status(context: UartContext, _words: string[], say: Say): void {
  const facts = context.requests().status('authorized');
  const lines = Object.keys(facts).map((key) => {
    const value = facts[key];
    return `${key}=${typeof value === 'string' && /[^a-z_0-9.]/i.test(value) ? quote(value) : value}`;
  });
  say(lines.concat(['OK']));
}

export function scan(context: UartContext, _words: string[], say: Say): void {
  context.connection().scan(
    () => {
      const rows = context
        .requests()
        .scanData()
        .networks.map((row) => `${row.rssi} ch${row.channel} ${row.auth} ${quote(row.ssid)}`);
      say(rows.concat(['OK']));
    },
    (wrong) => sayFault(say, wrong),
  );
}

export function connect(context: UartContext, _words: string[], say: Say): void {
  const wrong = context.connection().connect();
  if (wrong) sayFault(say, wrong);
  else say([`OK ${context.state.link.word}`]);
}

export function disconnect(context: UartContext, _words: string[], say: Say): void {
  context.connection().disconnect();
  say([`OK ${context.state.link.word}`]);
}

export function networks(context: UartContext, _words: string[], say: Say): void {
  const rows = context.connection().networks();
  say(rows.map((row) => `${quote(row.ssid)}${row.in_use ? ' in use' : ''}`).concat(['OK']));
}

export function forget(context: UartContext, words: string[], say: Say): void {
  if (words.length !== 1) return sayFault(say, fault('invalid_request', 'usage: wifiprov forget <ssid>'));
  context.connection().forget(words[0], (wrong) => {
    if (wrong) sayFault(say, wrong);
    else say([`OK ${context.state.link.word}`]);
  });
}

export function history(context: UartContext, _words: string[], say: Say): void {
  const rows = recall(context.state.attempts, context.clock.nowMs()) as {
    ago_s: number;
    ssid: string;
    ok: boolean;
    reason?: string;
  }[];
  say(
    rows.map((row) => `${row.ago_s} s ago ${quote(row.ssid)} ${row.ok ? 'ok' : `failed ${row.reason}`}`).concat(['OK']),
  );
}
