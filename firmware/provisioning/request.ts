// One JSON request to one reply: config requests, `{"wifi":...}` and `{"cmd":...}`. Each step is a turn of its own, see Clock.

import { isFault } from '../lib/result.ts';
import type { Service } from '../runtime/service.ts';
import type { Context, Reply, Request } from './context.ts';
import type { Who } from './window.ts';

/** The page asks for these all the time; they keep no window open. */
const POLLS = ['ping', 'help', 'status', 'scan'];

/** Nothing is wrong with it. */
function carryOut(context: Context, request: Request, who: Who, reply: Reply): void {
  const runtime = context.runtime;
  if (request['cmd'] === undefined) context.put(request, (outcome) => reply(context.noteActivity(outcome)));
  else if (request['cmd'] === 'scan')
    runtime.connection().scan(() => reply({ ok: true, data: context.scanData() }), reply);
  else if (BUILD_KNOWN && request['cmd'] === 'forget')
    runtime
      .connection()
      .forget(request['ssid'], (wrong) =>
        reply(wrong || context.noteActivity({ ok: true, data: { state: runtime.state.link.word } })),
      );
  else if (BUILD_UPDATE && request['cmd'] === 'update')
    runtime.turn(() => reply(context.noteActivity(runtime.load('update')(runtime as Service, request))), reply);
  else
    runtime.turn(() => {
      const given = runtime.load('commands')(context, request, who);
      reply(POLLS.indexOf(request['cmd'] as string) < 0 ? context.noteActivity(given) : given);
    }, reply);
}

/** `text` is one whole JSON value, `keys` as lib/json/read.ts tells: below 0 it was parsed before. `reply` is called once. */
/* @hot */
export function answerRequest(context: Context, text: string, keys: number, who: Who, reply: Reply): void {
  context.runtime.turn(() => {
    const told = keys < 0 ? { request: JSON.parse(text) as Request } : context.runtime.load('parse')(text, keys);
    if (isFault(told)) return reply(told);
    const request = (told as { request: Request }).request;
    // One part is gone before the next one comes.
    const isCommand = request['cmd'] !== undefined;
    const wrong = isCommand ? context.runtime.load('checkCommand')(context, request, who) : context.refuse(who);
    if (wrong) reply(wrong);
    else carryOut(context, request, who, reply);
  }, reply);
}
