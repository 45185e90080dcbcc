// One TCP client: bytes in, replies in order, event lines after them; every wait has a deadline.

import type { Changes } from '../config/check.ts';
import { toJson } from '../core/json/text.ts';
import { fault, isFault } from '../core/result.ts';
import type { News } from '../device/engine.ts';
import type { Who } from '../device/window.ts';
import type { Clock, Connection } from '../ports.ts';
import { applyChanges } from './apply.ts';
import type { Door } from './door.ts';
import { frameFault } from './faults.ts';
import { type Frame, type FrameState, nextFrame, REQUEST_MAX } from './frame.ts';
import { eventLines, type Message, replyLine, sessionMessage, unboxed } from './sealed.ts';

export const UNFINISHED_MS = 5_000;
export const IDLE_MS = 120_000;
/** What was written must have been read by then, or the connection is broken off. */
export const STALLED_MS = 10_000;
/** An `apply,` line without newline ends after this much silence. */
export const QUIET_MS = 200;
/** Bytes held while a reply is awaited; a client that sends more meanwhile is closed. */
export const HELD_MAX = 2 * REQUEST_MAX;
/** Bytes of replies on their way, one reply more or less. */
export const UNSENT_MAX = 2048;

const LATE = `the request was not complete within ${UNFINISHED_MS / 1000} s; the connection is closed`;

function onApply(door: Door, line: string, who: Who): object {
  const changes = applyChanges(line);
  return isFault(changes) ? changes : door.desk().change(changes as Changes, who);
}

export class Client {
  private readonly clock: Clock;
  private readonly connection: Connection;
  private readonly door: Door;
  /** The connection's number, from 1. */
  private readonly id: number;
  private frames: FrameState;
  /** A reply is awaited; event lines wait behind it in `news`. */
  private answering: boolean;
  private news: string;
  /** The reply that was awaited, until the loop of `pump` writes it; '' for none. */
  private line: string | undefined;
  private pumping: boolean;
  private isEnded: boolean;
  isClosed: boolean;
  /** The id, once it has said a line of a sealed session. */
  private session: number;
  /** The id while a request that came in a box is answered, and the request before that. */
  private boxed: number;
  private opened: string | undefined;
  /** Of the clock: the nearest deadline. */
  timer: number;
  private begunMs: number;
  /** Bytes written that may not have left yet; with UNSENT_MAX of them requests wait until they have. */
  private unsent: number;
  private isFull: boolean;

  constructor(clock: Clock, connection: Connection, door: Door, id: number) {
    this.clock = clock;
    this.connection = connection;
    this.door = door;
    this.id = id;
    this.frames = { text: '', drop: '' };
    this.answering = false;
    this.news = '';
    this.line = undefined;
    this.pumping = false;
    this.isEnded = false;
    this.isClosed = false;
    this.session = 0;
    this.boxed = 0;
    this.opened = undefined;
    this.timer = 0;
    this.begunMs = -1;
    this.unsent = 0;
    this.isFull = false;
    this.waitIdle();
  }

  data(bytes: string): void {
    this.frames = { text: this.frames.text + bytes, drop: this.frames.drop };
    if (this.answering && this.frames.text.length > HELD_MAX) this.close();
    else this.pump(false);
  }

  /** The peer sends no more: what it has sent is answered. */
  ended(): void {
    this.isEnded = true;
    // It takes no more: on the chip a socket that is half closed sends 512 bytes, and one that is gone never drains.
    if (this.isFull) this.close();
    else this.pump(true);
  }

  /** All that was written has left. */
  drained(): void {
    this.unsent = 0;
    if (!this.isFull) return;
    this.isFull = false;
    this.line = '';
    this.pump(this.isEnded);
  }

  tell(item: News): void {
    const line = toJson(item);
    // Too many: the older ones go, whole.
    if (!this.answering) this.write(eventLines(this.door, this.session, line));
    else if (this.news.length + line.length >= HELD_MAX) this.news = line;
    else this.news += `\n${line}`;
  }

  private write(text: string): void {
    if (this.isClosed || !text) return;
    this.unsent += text.length;
    this.connection.write(text);
  }

  private close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.clock.disarm(this);
    this.connection.close();
    // A reader that has stalled keeps the socket, and there are ten.
    if (!this.isEnded) this.clock.after(STALLED_MS, () => this.connection.abort());
    if (this.session) this.door.session().end(this.session);
  }

  /** `undefined`: nothing more to say. Only kept here, for the loop that has asked or a new one: see createTcp on depth. */
  /* @hot */
  private onReply(reply: object | undefined): void {
    this.line = reply ? replyLine(this.door, this.boxed, toJson(reply)) : '';
    if (!this.pumping) this.pump(this.isEnded);
  }

  /** What has waited for a reply: events, then requests. */
  private flush(): void {
    const news = this.news;
    const line = this.line || '';
    this.news = '';
    this.line = undefined;
    this.answering = false;
    this.write(news ? line + eventLines(this.door, this.session, news) : line);
  }

  /** False: the rest of the frame is still to come. */
  /* @hot */
  private handle(frame: Frame): boolean {
    if (frame.type === 'wait') {
      // The nearest deadline: an unfinished request, a silent apply line, an idle connection.
      if (frame.begun) this.waitForRest(frame.quiet);
      else this.waitIdle();
      return false;
    }
    this.begunMs = -1;
    // A whole request may be answered later than one that never ends is called late.
    this.clock.disarm(this);
    this.answering = true;
    const who = this.boxed ? 'proved' : 'stranger';
    const message = this.boxed ? undefined : sessionMessage(frame);
    if (message) this.open(message);
    else if (frame.type === 'json')
      this.door.desk().answer(frame.text, frame.keys, who, (reply) => this.onReply(reply));
    else {
      const reply = frame.type === 'apply' ? onApply(this.door, frame.text, who) : frameFault(frame);
      this.onReply(reply);
    }
    if (frame.type === 'fault' && frame.code === 'too_large') {
      this.flush();
      this.close();
    }
    return true;
  }

  /** Opening a box is work enough for one event: what was in it, or the next message, is another's. */
  private open(message: Message): void {
    this.session = this.id;
    const done = this.door.session().take(this.id, message);
    this.opened = done.request;
    if (done.reply) this.write(`${done.reply}\n`);
    this.clock.after(1, () => this.onReply(undefined));
  }

  private waitIdle(): void {
    this.clock.arm(this, IDLE_MS, () => this.close());
  }

  private late(): void {
    if (!this.frames.drop) this.write(`${toJson(fault('timeout', LATE))}\n`);
    this.close();
  }

  private waitForRest(quiet: boolean): void {
    const now = this.clock.nowMs();
    if (this.begunMs < 0) this.begunMs = now;
    const left = Math.max(0, this.begunMs + UNFINISHED_MS - now);
    if (quiet) this.clock.arm(this, QUIET_MS, () => this.pump(true));
    else this.clock.arm(this, left, () => this.late());
  }

  /** The next request, or that it is still to come. */
  /* @hot */
  private next(isEnd: boolean): Frame {
    if (this.opened !== undefined) {
      const text = this.opened;
      this.opened = undefined;
      this.boxed = this.id;
      return unboxed(text);
    }
    const cut = nextFrame(this.frames, isEnd);
    this.frames = cut.rest;
    this.boxed = 0;
    return cut.frame;
  }

  /** Until the peer has taken what was written. */
  private hold(): void {
    this.answering = true;
    this.isFull = true;
    this.waitIdle();
  }

  /**
   * Answers all that is whole; stops while an answer is awaited, so that replies keep their order, and while the peer has
   * not taken the last ones: two bytes of nonsense are answered by a hundred.
   */
  /* @hot */
  private pump(isEnd: boolean): void {
    this.pumping = true;
    let isDone = false;
    try {
      while (!this.isClosed && (!this.answering || this.line !== undefined)) {
        if (this.line !== undefined) this.flush();
        else if (this.unsent > UNSENT_MAX) this.hold();
        else if (!this.handle(this.next(isEnd))) {
          // Here, where the stack is not deep.
          if (this.isEnded) this.close();
          break;
        }
      }
      isDone = true;
    } finally {
      this.pumping = false;
      // A fault of ours, or no memory for a cipher: nothing is answered half, and the place is free again.
      if (!isDone) this.close();
    }
  }
}
