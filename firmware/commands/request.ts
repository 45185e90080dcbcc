// One JSON request to one reply: config requests, `{"wifi":...}` and `{"cmd":...}`.

import { type Fault, fault, isFault } from '../core/result.ts';
import type { Who } from '../device/window.ts';
import type { Context, Reply, Request } from './context.ts';

function read(context: Context, text: string, keys: number): { request: Request } | Fault {
  try {
    return keys < 0 ? { request: JSON.parse(text) as Request } : context.hub.load('reader')(text, keys);
  } catch {
    // It is strict JSON: the interpreter throws at a key of 31 digits and more.
    return fault('unknown_field', 'a key of digits only is not known; help lists all');
  }
}

/** `text` is one whole JSON value, `keys` as core/json/read.ts tells. `reply` is called once. */
export function answerRequest(context: Context, text: string, keys: number, who: Who, reply: Reply): void {
  const told = read(context, text, keys);
  if (isFault(told)) return reply(told);
  const request = (told as { request: Request }).request;
  if (request['cmd'] !== undefined) return context.hub.load('commands')(context, request, who, reply);
  const closed = context.refuse(who);
  if (closed) return reply(closed);
  reply(context.put(request));
}
