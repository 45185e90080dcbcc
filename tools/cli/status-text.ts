// A status in words: what the device does, where it is, and what wants attention. Pure.

import { signalOf } from '../../firmware/lib/signal.ts';
import type { State, Status } from '../client/api.ts';
import type { Tone } from './colour.ts';
import { duration } from './duration.ts';
import { plain, quoted } from './print.ts';

/** Below this a person should do something about it soon. */
const WRITES_LOW = 20;
const PAGE = 'http://192.168.4.1';

interface StatusText {
  headline: string;
  tone: Tone;
  rows: [label: string, text: string][];
}

const TONES: { [state in State]: Tone } = {
  online: 'good',
  ap: 'good',
  connecting: 'warn',
  idle: 'warn',
  unprovisioned: 'warn',
  retrying: 'bad',
};

function headline({ state, ssid, ip, host, attempts, ap_ssid }: Status): string {
  const name = ssid ? ` ${quoted(ssid)}` : ' its network';
  const place = ip ? ` at ${plain(ip)}${host ? ` (${plain(host)})` : ''}` : '';
  const words: { [word in State]: string } = {
    online: `online${ssid ? ` in ${quoted(ssid)}` : ''}${place}`,
    connecting: `connecting to${name}${attempts ? `, attempt ${attempts}` : ''}`,
    retrying: `offline; it tries${name} again by itself`,
    idle: 'offline; it waits for `wifiprov connect`',
    unprovisioned: 'not set up; it waits for a network (`wifiprov join`)',
    ap: `access point${ap_ssid ? ` ${quoted(ap_ssid)}` : ''}; it joins no network`,
  };
  return words[state] ?? plain(state);
}

/** With what helps when it is weak. Older firmware tells only the dBm. */
function signalText({ rssi, channel, signal, advice }: Status): string {
  const word = signal ?? (rssi && signalOf(rssi));
  if (!word) return '';
  const facts =
    rssi === undefined ? plain(word) : `${plain(word)} (${rssi} dBm)${channel ? `, channel ${channel}` : ''}`;
  return advice ? `${facts}. ${plain(advice)}` : facts;
}

function windowText({ window, window_s, access }: Status): string {
  if (access === 'open') return 'open for ever: this build takes changes from anyone without proof';
  if (window === 'closed') return 'closed: changes need the setup code';
  return window_s ? `open for ${duration(window_s)}: changes need no proof` : 'open: changes need no proof';
}

function ownNetwork({ state, ap_ssid, ap_channel, ap_policy }: Status): string {
  if (ap_policy === 'never') return 'this build never opens one';
  if (ap_ssid === undefined) return '';
  const channel = ap_channel === undefined ? '' : `, channel ${ap_channel}`;
  return `${quoted(ap_ssid)}${channel}${state === 'ap' ? '' : `; its page is ${PAGE}`}`;
}

function lastAttempt({ reason, message, rolled_back }: Status): string {
  if (!reason) return '';
  return plain(`${message ?? ''} (${reason}${rolled_back ? '; back on the old settings' : ''})`.trimStart());
}

function updateText({ update, update_version }: Status): string {
  if (update === 'trial') return 'new; it is kept when it has been up for a minute';
  return update ? `version ${plain(update_version)} was rolled back: it did not keep its doors open` : '';
}

function attention(status: Status): [string, string][] {
  const { faults, writes_left, saved } = status;
  return [
    ...(faults > 0 ? [['errors', `${faults} in the firmware since its start; please report them`]] : []),
    ...(writes_left < WRITES_LOW
      ? [['flash', `room for ${writes_left} more writes; \`compact\` on the UART frees it`]]
      : []),
    ...(saved === false ? [['settings', 'not in flash: they are lost at the next restart']] : []),
  ] as [string, string][];
}

export function statusText(status: Status): StatusText {
  const { state, firmware, espruino, uptime_s } = status;
  const rows: [string, string][] = [
    ['signal', signalText(status)],
    ['last attempt', lastAttempt(status)],
    ['own network', ownNetwork(status)],
    ['setup window', windowText(status)],
    ['firmware', plain(`${firmware} on Espruino ${espruino}, running for ${duration(uptime_s)}`)],
    ['update', updateText(status)],
    ...attention(status),
  ];
  return { headline: headline(status), tone: TONES[state] ?? 'warn', rows: rows.filter(([, text]) => text !== '') };
}
