// The console's answers as the replies that TCP would give.

import type { DeviceEvent } from '../api.ts';
import type { Message } from '../line-reader.ts';
import { unquote } from '../text.ts';

const QUOTED = '("(?:[^"\\\\]|\\\\.)*")';
const NETWORK = new RegExp(`^(-?\\d+) ch(\\d+) (\\w+) ${QUOTED}$`);
const KNOWN = new RegExp(`^${QUOTED}( in use)?$`);
const ATTEMPT = new RegExp(`^(\\d+) s ago ${QUOTED} (ok|failed)(?: (\\w+))?$`);
const WARNING = /^warning (\w+) ([\w.]+): (.*)$/;
const PAIR = /^([\w.]+)=(.*)$/;
/** The console shows `12345678` for a number and for a name alike. */
const TEXTS = [
  'state',
  'window',
  'ssid',
  'ip',
  'host',
  'signal',
  'advice',
  'reason',
  'message',
  'ap_ssid',
  'firmware',
  'espruino',
  'access',
  'ap_policy',
];

/** Lines that are of another kind are none of the device's: ESP-IDF writes its log on the same line. */
function matches(lines: string[], form: RegExp): string[][] {
  return lines.flatMap((line) => {
    const match = form.exec(line);
    return match ? [match.slice(1).map((part) => part ?? '')] : [];
  });
}

function statusValue(key: string, value: string): unknown {
  if (TEXTS.includes(key)) return unquote(value);
  if (value === 'true' || value === 'false') return value === 'true';
  return /^-?\d+$/.test(value) ? Number(value) : unquote(value);
}

function statusData(lines: string[]): Message {
  return Object.fromEntries(matches(lines, PAIR).map(([key = '', value = '']) => [key, statusValue(key, value)]));
}

function configData(lines: string[]): Message {
  const config: { [block: string]: unknown } = {};
  for (const [path = '', shown = ''] of matches(lines, PAIR)) {
    const value = shown.startsWith('"') ? unquote(shown) : Number(shown);
    const [block = '', key] = path.split('.');
    config[block] = key === undefined ? value : { ...(config[block] as object), [key]: value };
  }
  return config;
}

function scanData(lines: string[]): Message {
  const row = ([rssi, channel, auth, ssid = '']: string[]) => ({
    ssid: unquote(ssid),
    rssi: Number(rssi),
    channel: Number(channel),
    auth,
  });
  return { networks: matches(lines, NETWORK).map(row) };
}

function historyData(lines: string[]): Message {
  const row = ([ago, ssid = '', result, reason]: string[]) => ({
    ago_s: Number(ago),
    ssid: unquote(ssid),
    ok: result === 'ok',
    ...(reason ? { reason } : {}),
  });
  return { attempts: matches(lines, ATTEMPT).map(row) };
}

function networksData(lines: string[]): Message {
  return { networks: matches(lines, KNOWN).map(([ssid = '', used]) => ({ ssid: unquote(ssid), in_use: used !== '' })) };
}

/** `code=`, and a text with its QR code below it. */
function codeData(lines: string[]): Message {
  const data: { [key: string]: unknown } = {};
  let drawing: string[] = [];
  for (const line of lines) {
    const [, key, value = ''] = /^(code|wifi|espressif)=(.*)$/.exec(line) ?? [];
    if (!key) {
      drawing.push(line);
      continue;
    }
    data[key] = value;
    drawing = [];
    if (key !== 'code') data[`${key}_qr`] = drawing;
  }
  return data;
}

const READERS: { [command: string]: (lines: string[]) => Message } = {
  get: configData,
  status: statusData,
  scan: scanData,
  networks: networksData,
  history: historyData,
  code: codeData,
};

/** Their answer is the state that follows. */
const STATE_COMMANDS = ['connect', 'disconnect', 'forget'];

function accepted(last: string, lines: string[]): Message {
  const words = last.split(' ').slice(1);
  if (words[0] === 'unchanged') return { ok: true, unchanged: true, state: words[1] };
  const warnings = matches(lines, WARNING).map(([code, field, message]) => ({ code, field, message }));
  return { ok: true, state: words[0], saved: words.includes('saved'), warnings };
}

/** `command` is '' for a config request; `lines` end with the one that begins OK or ERROR. */
export function replyOf(command: string, lines: string[]): Message {
  const last = lines.at(-1) ?? '';
  const [, code, message] = /^ERROR (\w+) ?(.*)$/.exec(last) ?? [];
  if (code) return { ok: false, code, message };
  if (command === '') return accepted(last, lines);
  if (STATE_COMMANDS.includes(command)) return { ok: true, data: { state: last.split(' ')[1] } };
  return { ok: true, data: READERS[command]?.(lines.slice(0, -1)) ?? {} };
}

const STATES = /^(unprovisioned|idle|connecting|online|retrying|ap)\b/;
const FAILED = new RegExp(`^failed (\\w+)(?: ${QUOTED})? attempts=(\\d+)( rolled_back)?: (.*)$`);
const STATE = new RegExp(`^(\\w+)(?: ${QUOTED})?(?: ([\\d.]+) [\\w.-]+?)?(?:: (.*))?$`);
const ERROR = /^error (\w+): (.*)$/;

/** What stands behind `# `, as the event that TCP would send. */
export function eventOf(text: string): DeviceEvent {
  const failed = FAILED.exec(text);
  if (failed) {
    const [, reason = '', ssid, attempts, back, message = ''] = failed;
    const name = ssid ? { ssid: unquote(ssid) } : {};
    return { event: 'failed', reason, message, ...name, attempts: Number(attempts), rolled_back: back !== undefined };
  }
  if (text === 'saved') return { event: 'saved' };
  const [, code, message = ''] = ERROR.exec(text) ?? [];
  if (code) return { event: 'error', code, message };
  const [, state, ssid, ip, advice] = (STATES.test(text) && STATE.exec(text)) || [];
  if (!state) return { event: 'note', message: text };
  return {
    event: 'state',
    state: state as NonNullable<DeviceEvent['state']>,
    ...(ssid ? { ssid: unquote(ssid) } : {}),
    ...(ip ? { ip } : {}),
    ...(advice ? { advice } : {}),
  };
}
