// Inside the interpreter: one JSON text, and the frames, requests and app lines that a stream of them makes.

import { defaultConfig } from '../../../firmware/config/schema.ts';
import { readJson } from '../../../firmware/lib/json/read.ts';
import { applyChanges } from '../../../firmware/protocols/tcp/apply.ts';
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

function answered(frame: Frame, context: Context): unknown {
  if (frame.type === 'fault') return [frame.code, frame.offset];
  if (frame.type === 'apply') return [frame.text, applyChanges(frame.text)];
  if (frame.type === 'wait') return [frame.begun, frame.quiet];
  const replies: unknown[] = [frame.text.length];
  // Of several faults the interpreter tells first the keys that it hides, or that came twice.
  const names: string[] = frame.text.match(/"[^"]*"[ \t\r\n]*:/g) || [];
  const isTwice = names.some((name, i) => names.indexOf(name) < i);
  const isOdd = isTwice || ODD.some((one) => frame.text.includes(one));
  answerRequest(context, frame.text, frame.keys, 'anonymous', (reply) =>
    replies.push(isOdd ? (reply as Reply).ok : (reply as Reply).code === 'duplicate_field' ? 'duplicate' : reply),
  );
  return replies;
}

export function create(which: string): (input: string) => unknown {
  const context = contextOf(Object.assign(defaultConfig('PROV_A1B2C3'), NOW), true);
  return (input) => {
    const text = input.replace(/^[ \t\r\n][ \t\r\n]*/, '');
    const said: unknown[] = text ? [reading(text.slice(0, REQUEST_MAX + 1))] : [];
    let state: FrameState = { text: input.slice(0, STREAM_MAX), drop: 'start' };
    const most = which === 'json' ? 1 : FRAMES_MAX;
    for (let i = 0; i < most; i++) {
      const cut = nextFrame(state, true);
      state = cut.rest;
      said.push(answered(cut.frame, context));
      if (cut.frame.type === 'wait' || (cut.frame.type === 'fault' && cut.frame.code === 'too_large')) break;
    }
    return said;
  };
}
