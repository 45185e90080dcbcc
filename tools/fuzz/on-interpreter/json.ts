// Inside the interpreter: one JSON text, the frames of a stream, or the reply to a request.

import { defaultConfig } from '../../../firmware/config/schema.ts';
import { readJson } from '../../../firmware/lib/json/read.ts';
import { type Frame, type FrameState, nextFrame, REQUEST_MAX } from '../../../firmware/protocols/tcp/frame.ts';
import type { Context } from '../../../firmware/provisioning/context.ts';
import { answerRequest } from '../../../firmware/provisioning/request.ts';
import { contextOf } from '../context.ts';

/** What a client is kept in memory for, and what a fault for each byte of it only takes time for. */
const STREAM_MAX = 4096;
const FRAMES_MAX = 12;
/** Texts that V8 and the interpreter read differently as keys. */
const ODD = ['__proto__', 'constructor', '\\u', '\xff'];

function reading(text: string): unknown {
  const one = readJson(text);
  if (one.at === 'whole') return [one.at, one.end];
  return one.at === 'fault' ? [one.at, one.code, one.offset] : one.at;
}

interface Reply {
  ok: boolean;
  code?: string;
}

const NOW = { 'STA.SSID': 'Hidden Lane 7', 'STA.PWD': 'tower bridge 9' };

/** Of several faults the interpreter tells first the keys that it hides, or that came twice. */
function repliesTo(text: string, keys: number, context: Context): unknown[] {
  const replies: unknown[] = [];
  const names: string[] = text.match(/"[^"]*"[ \t\r\n]*:/g) || [];
  const isTwice = names.some((name, i) => names.indexOf(name) < i);
  const isOdd = isTwice || ODD.some((one) => text.includes(one));
  answerRequest(context, text, keys, 'anonymous', (reply) =>
    replies.push(isOdd ? (reply as Reply).ok : (reply as Reply).code === 'duplicate_field' ? 'duplicate' : reply),
  );
  return replies;
}

function request(text: string, context: Context): unknown {
  const one = readJson(text);
  return one.at === 'whole' ? repliesTo(text.slice(0, one.end), one.keys, context) : one.at;
}

/** Of the count of keys only what a request is refused for. */
function shown(frame: Frame): unknown[] {
  if (frame.type === 'fault') return [frame.code, frame.offset];
  if (frame.type === 'wait') return [frame.begun, frame.quiet];
  return [frame.type, frame.text];
}

/** The whole stream at once: how it is cut up is tried in Node. */
function frames(text: string): unknown[] {
  let state: FrameState = { text: text.slice(0, STREAM_MAX), drop: 'start' };
  const said: unknown[] = [];
  for (let i = 0; i < FRAMES_MAX; i++) {
    const cut = nextFrame(state, true);
    state = cut.rest;
    said.push(shown(cut.frame));
    if (cut.frame.type === 'wait' || (cut.frame.type === 'fault' && cut.frame.code === 'too_large')) break;
  }
  return said;
}

export function create(which: string): (input: string) => unknown {
  if (which === 'tcp') return frames;
  const context = contextOf(Object.assign(defaultConfig('PROV_A1B2C3'), NOW), true);
  return (input) => {
    const text = input.replace(/^[ \t\r\n][ \t\r\n]*/, '').slice(0, REQUEST_MAX + 1);
    if (text === '') return null;
    return which === 'json' ? reading(text) : request(text, context);
  };
}
