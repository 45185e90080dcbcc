// Fuzzing what is behind every door: from a JSON value to a reply, and to the config that it would give.

import { type Config, defaultConfig } from '../../../firmware/config/schema.ts';
import { readJson } from '../../../firmware/lib/json/read.ts';
import { answerRequest } from '../../../firmware/provisioning/request.ts';
import type { Who } from '../../../firmware/provisioning/window.ts';
import { contextOf } from '../context.ts';
import { holds, type Parser, same } from '../parser.ts';
import { JSON_PIECES } from '../pieces.ts';
import { REQUESTS, WIFI_TEXTS } from '../seeds.ts';
import { wrongIn } from '../valid-config.ts';

const SECRET = 'tower bridge 9';
/** What a device may have: nothing, a network with a password, open networks. */
export const STATIONS: readonly Config[] = [
  { 'STA.SSID': '', 'STA.PWD': '' },
  { 'STA.SSID': 'Hidden Lane 7', 'STA.PWD': SECRET },
  { 'STA.SSID': 'Hidden Lane 7', 'STA.auth': 1, 'AP.auth': 1 },
].map((fields) => Object.assign(defaultConfig('PROV_A1B2C3'), fields));

type Reply = { ok: boolean; code?: string; message?: string; config?: Config };

/** A fault has a code and a sentence; a config that was taken is a legal one. */
function checkOutcome(reply: Reply): void {
  if (reply.config) same('not a legal config', wrongIn(reply.config), '');
  else if (!reply.ok) holds(/^[a-z_]+$/.test(reply.code ?? '') && !!reply.message, JSON.stringify(reply));
  if (!reply.config) holds(!JSON.stringify(reply).includes(SECRET), 'a reply that tells a password');
}

/** Keys of the whole value as they stand in the text, by letter: what JSON.parse of a browser drops is counted too. */
function hasKeyTwice(text: string): boolean {
  const value: unknown = JSON.parse(text);
  const count = (one: unknown): number =>
    typeof one !== 'object' || one === null
      ? 0
      : Object.values(one).reduce(
          (sum: number, inner) => sum + count(inner),
          Array.isArray(one) ? 0 : Object.keys(one).length,
        );
  const colons = text.replace(/"(\\.|[^"\\])*"/gs, '').split(':').length - 1;
  return colons !== count(value);
}

function answerOf(now: Config, isOpen: boolean, who: Who, text: string, keys: number): Reply {
  const replies: Reply[] = [];
  answerRequest(contextOf(now, isOpen), text, keys, who, (reply) => replies.push(reply as Reply));
  same('number of replies', replies.length, 1);
  return replies[0] as Reply;
}

const FREE = ['ping', 'help', 'status'];

function checkOn(now: Config, text: string, keys: number): void {
  const reply = answerOf(now, true, 'anonymous', text, keys);
  checkOutcome(reply);
  if (keys >= 0 && hasKeyTwice(text)) holds(!reply.ok, 'a repeated key was taken');
  same('who has proved the code needs no window', answerOf(now, false, 'authorized', text, keys).ok, reply.ok);
  const closed = answerOf(now, false, 'anonymous', text, keys);
  const name = (JSON.parse(text) as { cmd?: unknown }).cmd;
  holds(!closed.ok || FREE.includes(name as string), 'taken from a stranger with the window closed');
  holds(!/Hidden Lane|192\.168|"ssid/.test(JSON.stringify(closed)) || !closed.ok, 'a stranger is told a network');
}

function check(input: string): void {
  const text = input.replace(/^[ \t\r\n]+/, '');
  const reading = readJson(text);
  if (reading.at !== 'whole') return;
  const whole = text.slice(0, reading.end);
  for (const now of STATIONS) checkOn(now, whole, reading.keys);
}

const SEEDS = [...REQUESTS, ...WIFI_TEXTS.map((text) => JSON.stringify({ wifi: text }))];
export const request: Parser = { name: 'request', seeds: SEEDS, pieces: JSON_PIECES, check };
