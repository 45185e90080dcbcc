// One TCP client: bytes in, replies in order, event lines after them; every wait has a deadline.

import type { Changes } from '../config/check.ts';
import type { Context } from '../commands/context.ts';
import { answerRequest } from '../commands/request.ts';
import { toJson } from '../core/json/text.ts';
import { type Fault, fault, isFault } from '../core/result.ts';
import type { News } from '../device/device.ts';
import type { Clock, Connection } from '../ports.ts';
import { applyChanges } from './apply.ts';
import { type Frame, type FrameState, REQUEST_MAX, nextFrame } from './frame.ts';

export const UNFINISHED_MS = 5_000;
export const IDLE_MS = 120_000;
/** An `apply,` line without newline ends after this much silence. */
export const QUIET_MS = 200;
/** Bytes held while a reply is awaited; a client that sends more meanwhile is closed. */
export const HELD_MAX = 2 * REQUEST_MAX;

const FAULTS: { [code: string]: string } = {
  bad_json: 'not JSON: look at the byte at this offset, and the quotes and commas before it',
  too_deep: 'more than 4 levels of { and [',
  too_large: `a request has at most ${REQUEST_MAX} bytes; the connection is closed`,
  invalid_request: 'a request is one JSON object, like {"cmd":"status"}',
};

export interface Client {
  data(bytes: string): void;
  ended(): void;
  tell(news: News): void;
}

function frameFault(frame: Frame & { type: 'fault' }): Fault {
  const reply = fault(frame.code, FAULTS[frame.code] as string);
  if (frame.code === 'bad_json') reply.offset = frame.offset;
  return reply;
}

export function createClient(clock: Clock, connection: Connection, context: Context, gone: () => void): Client {
  let now: FrameState = { text: '', drop: '' };
  let answering = false;
  let ended = false;
  let closed = false;
  let deadline = 0;
  let begunMs = -1;
  let news: string[] = [];

  function close(): void {
    if (closed) return;
    closed = true;
    clock.cancel(deadline);
    connection.close();
    gone();
  }

  function send(reply: object): void {
    if (!closed) connection.write(`${toJson(reply)}\n`);
  }

  function flushNews(): void {
    const lines = news;
    news = [];
    lines.forEach((line) => connection.write(line));
  }

  function onReply(reply: object): void {
    send(reply);
    answering = false;
    flushNews();
    pump(ended);
  }

  function handle(frame: Frame): void {
    begunMs = -1;
    if (frame.type === 'fault') {
      send(frameFault(frame));
      if (frame.code === 'too_large') close();
      return;
    }
    answering = true;
    if (frame.type === 'json') answerRequest(context, frame.text, frame.keys, onReply);
    else if (frame.type === 'apply') {
      const changes = applyChanges(frame.text);
      onReply(isFault(changes) ? changes : context.device.change(changes as Changes));
    }
  }

  function late(): void {
    if (now.text !== '' && !now.drop) send(fault('timeout', `the request was not complete within ${UNFINISHED_MS / 1000} s; the connection is closed`));
    close();
  }

  /** The nearest deadline: an unfinished request, a silent apply line, an idle connection. */
  function wait(frame: Frame & { type: 'wait' }): void {
    clock.cancel(deadline);
    if (frame.begun && begunMs < 0) begunMs = clock.nowMs();
    if (!frame.begun) deadline = clock.after(IDLE_MS, close);
    else if (frame.quiet) deadline = clock.after(QUIET_MS, () => pump(true));
    else deadline = clock.after(Math.max(0, begunMs + UNFINISHED_MS - clock.nowMs()), late);
  }

  /** Answers all that is whole; stops while an answer is awaited, so that replies keep their order. */
  function pump(isEnd: boolean): void {
    while (!answering && !closed) {
      const cut = nextFrame(now, isEnd);
      now = cut.rest;
      if (cut.frame.type === 'wait') {
        if (ended) close();
        else wait(cut.frame);
        return;
      }
      handle(cut.frame);
    }
  }

  function data(bytes: string): void {
    now = { text: now.text + bytes, drop: now.drop };
    if (now.text.length > HELD_MAX && answering) close();
    else pump(false);
  }

  function tell(item: News): void {
    const line = `${toJson(item)}\n`;
    if (answering) news.push(line);
    else if (!closed) connection.write(line);
  }

  pump(false);
  return {
    data,
    ended() {
      ended = true;
      pump(true);
    },
    tell,
  };
}
