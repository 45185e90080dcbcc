// One TCP client: bytes in, replies in order, event lines after them; every wait has a deadline.

import type { Changes } from '../config/check.ts';
import { toJson } from '../core/json/text.ts';
import { type Fault, fault, isFault } from '../core/result.ts';
import type { Outcome } from '../device/apply.ts';
import type { News } from '../device/engine.ts';
import type { Clock, Connection } from '../ports.ts';
import { applyChanges } from './apply.ts';
import { type Frame, type FrameState, nextFrame, REQUEST_MAX } from './frame.ts';

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

/** Who answers. Asked for anew each time: it may be out of memory between requests. */
export interface Requests {
  answer(text: string, keys: number, reply: (reply: object) => void): void;
  change(changes: Changes): Outcome;
}

const LATE = `the request was not complete within ${UNFINISHED_MS / 1000} s; the connection is closed`;

function frameFault(frame: Frame & { type: 'fault' }): Fault {
  const reply = fault(frame.code, FAULTS[frame.code] as string);
  if (frame.code === 'bad_json') reply.offset = frame.offset;
  return reply;
}

export class Client {
  private readonly clock: Clock;
  private readonly connection: Connection;
  private readonly desk: () => Requests;
  private readonly gone: (client: Client) => void;
  private frames: FrameState;
  /** A reply is awaited; event lines wait behind it in `news`. */
  private answering: boolean;
  private news: string;
  /** A reply that comes at once is followed up by the loop that asked for it. */
  private pumping: boolean;
  private isEnded: boolean;
  private isClosed: boolean;
  private deadline: number;
  private begunMs: number;

  constructor(clock: Clock, connection: Connection, desk: () => Requests, gone: (client: Client) => void) {
    this.clock = clock;
    this.connection = connection;
    this.desk = desk;
    this.gone = gone;
    this.frames = { text: '', drop: '' };
    this.answering = false;
    this.news = '';
    this.pumping = false;
    this.isEnded = false;
    this.isClosed = false;
    this.deadline = clock.after(IDLE_MS, () => this.close());
    this.begunMs = -1;
  }

  data(bytes: string): void {
    this.frames = { text: this.frames.text + bytes, drop: this.frames.drop };
    if (this.answering && this.frames.text.length > HELD_MAX) this.close();
    else this.pump(false);
  }

  /** The peer sends no more: what it has sent is answered. */
  ended(): void {
    this.isEnded = true;
    this.pump(true);
  }

  tell(item: News): void {
    const line = `${toJson(item)}\n`;
    if (this.answering) this.news = (this.news + line).slice(-HELD_MAX);
    else this.write(line);
  }

  private write(text: string): void {
    if (!this.isClosed && text) this.connection.write(text);
  }

  private close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.clock.cancel(this.deadline);
    this.connection.close();
    this.gone(this);
  }

  private onReply(reply: object): void {
    this.write(`${toJson(reply)}\n${this.news}`);
    this.news = '';
    this.answering = false;
    if (!this.pumping) this.pump(this.isEnded);
  }

  private handle(frame: Frame): void {
    this.begunMs = -1;
    if (frame.type === 'fault') {
      this.write(`${toJson(frameFault(frame))}\n`);
      if (frame.code === 'too_large') this.close();
      return;
    }
    this.answering = true;
    if (frame.type === 'json') this.desk().answer(frame.text, frame.keys, (reply) => this.onReply(reply));
    else if (frame.type === 'apply') this.onApply(frame.text);
  }

  private onApply(line: string): void {
    const changes = applyChanges(line);
    this.onReply(isFault(changes) ? changes : this.desk().change(changes as Changes));
  }

  private late(): void {
    if (!this.frames.drop) this.write(`${toJson(fault('timeout', LATE))}\n`);
    this.close();
  }

  private waitForRest(quiet: boolean): void {
    const now = this.clock.nowMs();
    if (this.begunMs < 0) this.begunMs = now;
    const left = Math.max(0, this.begunMs + UNFINISHED_MS - now);
    if (quiet) this.deadline = this.clock.after(QUIET_MS, () => this.pump(true));
    else this.deadline = this.clock.after(left, () => this.late());
  }

  /** The nearest deadline: an unfinished request, a silent apply line, an idle connection. */
  private wait(frame: Frame & { type: 'wait' }): void {
    if (this.isEnded) return this.close();
    this.clock.cancel(this.deadline);
    if (frame.begun) this.waitForRest(frame.quiet);
    else this.deadline = this.clock.after(IDLE_MS, () => this.close());
  }

  /** Answers all that is whole; stops while an answer is awaited, so that replies keep their order. */
  private pump(isEnd: boolean): void {
    this.pumping = true;
    while (!this.answering && !this.isClosed) {
      const cut = nextFrame(this.frames, isEnd);
      this.frames = cut.rest;
      if (cut.frame.type === 'wait') {
        this.wait(cut.frame);
        break;
      }
      this.handle(cut.frame);
    }
    this.pumping = false;
  }
}
