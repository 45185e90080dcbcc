// One JSON request to one reply: config requests, `{"wifi":...}` and `{"cmd":...}`.

import { isFault } from '../core/result.ts';
import type { Who } from '../device/window.ts';
import type { Context, Reply, Request } from './context.ts';

/** `text` is one whole JSON value, `keys` as core/json/read.ts tells: below 0 it was parsed before. `reply` is called once. */
export function answerRequest(context: Context, text: string, keys: number, who: Who, reply: Reply): void {
  const told = keys < 0 ? { request: JSON.parse(text) as Request } : context.hub.load('reader')(text, keys);
  if (isFault(told)) return reply(told);
  const request = (told as { request: Request }).request;
  const isCommand = request['cmd'] !== undefined;
  // One part is gone before the next one comes.
  const wrong = isCommand ? context.hub.load('refusal')(context, request, who) : context.refuse(who);
  if (wrong) reply(wrong);
  else if (request['cmd'] === 'scan') context.hub.engine().scan(() => reply({ ok: true, data: context.scanData() }));
  else if (isCommand) reply(context.hub.load('commands')(context, request, who));
  else reply(context.put(request));
}
