// One TCP client: bytes in, replies in order, event lines after them; every wait has a deadline.
//
//   reading ──(a whole request)──► waiting, answering ──► queued (see runtime/sending.ts) ──► reading
//      │ ▲                                                       │
//      │ └──────────(all has left)────── full ◄──(too many bytes on their way)
//      └──(idle, late, too large, gone)──► closed

import type { Changes } from '../../config/check.ts';
import { toJson } from '../../lib/json/text.ts';
import { type Fault, fault, INTERNAL } from '../../lib/result.ts';
import type { Clock, Connection, Sender } from '../../platform/ports.ts';
import type { DeviceEvent } from '../../provisioning/connection-context.ts';
import type { Who } from '../../provisioning/window.ts';
import { applyChanges } from './apply.ts';
import type { TcpDeps } from './deps.ts';
import { faultOf } from './faults.ts';
import { type Frame, type FrameState, nextFrame } from './frame.ts';
import { HELD_MAX, STALLED_MS, UNSENT_MAX } from './limits.ts';
import { eventLines, type Message, replyLine, sessionMessage, unsealedText } from './sealed.ts';
import { type Waiting, waitForMore, waitIdle } from './waiting.ts';

export class Client implements Sender, Waiting {
  readonly clock: Clock;
  private readonly connection: Connection;
  private readonly door: TcpDeps;
  /** The connection's number, from 1. */
  private readonly id: number;
  private phase: 'reading' | 'waiting' | 'answering' | 'queued' | 'full' | 'closed';
  /** A turn that reads the next request has been asked for. */
  private isDue: boolean | undefined;
  /** Something has come since the last request began. */
  private isFresh: boolean | undefined;
  frames: FrameState;
  /** The reply that waits for its turn. */
  private queued: string;
  bytes: number;
  /** Event lines that wait behind a reply. */
  private news: string;
  /** The peer sends no more: what it has sent is still answered. */
  isEnded: boolean;
  /** The id, once it has said a line of a sealed session. */
  private session: number;
  /** The id while a request that came in a sealed frame is answered, and the request before that. */
  private boxed: number;
  private opened: string | undefined;
  /** Of the clock: the nearest deadline. */
  timer: number;
  /** When the unfinished request began; -1: there is none. */
  begunMs: number;
  /** Bytes written that may not have left yet; with UNSENT_MAX of them requests wait until they have. */
  private unsent: number;

  constructor(clock: Clock, connection: Connection, door: TcpDeps, id: number) {
    this.clock = clock;
    this.connection = connection;
    this.door = door;
    this.id = id;
    this.phase = 'reading';
    this.frames = { text: '', drop: 'start' };
    this.queued = '';
    this.bytes = 0;
    this.news = '';
    this.isEnded = false;
    this.session = 0;
    this.boxed = 0;
    this.timer = 0;
    this.begunMs = -1;
    this.unsent = 0;
    waitIdle(this);
  }

  /** A reply is awaited or on its way. */
  owes(): boolean {
    if (this.isEnded) return false;
    return this.phase === 'waiting' || this.isAnswering() || this.unsent > 0;
  }

  isAnswering(): boolean {
    return this.phase === 'answering' || this.phase === 'queued';
  }

  /** It has gone, though what it has asked for may not be done. */
  hasGone(): boolean {
    return this.isEnded || this.phase === 'closed';
  }

  isClosed(): boolean {
    return this.phase === 'closed';
  }

  data(bytes: string): void {
    this.frames = { text: this.frames.text + bytes, drop: this.frames.drop };
    this.isFresh = true;
    if (this.phase !== 'reading' && this.frames.text.length > HELD_MAX) this.close();
    else this.read(false);
  }

  /** The peer sends no more: what it has sent is answered. */
  ended(): void {
    this.isEnded = true;
    this.unsent = 0;
    this.door.ports.sending.left(this);
    if (this.phase === 'queued') return this.sendNow();
    // It takes no more: on the chip a socket that is half closed sends 512 bytes, and one that is gone never drains.
    if (this.phase === 'full') this.close();
    else this.read(true);
  }

  /** All that was written has left. */
  drained(): void {
    this.unsent = 0;
    // What has drained was a short reply: the next one still waits.
    if (this.phase === 'queued') return;
    this.door.ports.sending.left(this);
    this.door.replyLeft();
    if (this.phase !== 'full') return;
    this.goOn();
  }

  onEvent(item: DeviceEvent): void {
    const line = toJson(item);
    // Too many: the older ones go, whole.
    if (this.news.length + line.length >= HELD_MAX) this.news = line;
    else this.news += this.news ? `\n${line}` : line;
    if (this.phase === 'reading') this.tellNews();
  }

  private tellNews(): void {
    const news = this.news;
    if (!news) return;
    this.news = '';
    this.write(eventLines(this.door, this.session, news));
  }

  write(text: string): void {
    if (this.phase === 'closed' || !text) return;
    // Nothing drains any more for a peer that sends no more.
    if (!this.isEnded) this.unsent += text.length;
    this.connection.write(text);
  }

  close(): void {
    if (this.phase === 'closed') return;
    const text = this.queued;
    this.queued = '';
    try {
      if (text) this.write(replyLine(this.door, this.boxed, text));
    } finally {
      this.phase = 'closed';
      this.clock.disarm(this);
      this.door.ports.sending.left(this);
      this.connection.close();
    }
    // A reader that has stalled keeps the socket, and there are ten.
    if (!this.isEnded) this.clock.after(STALLED_MS, () => this.connection.abort());
    if (this.session) this.door.session().end(this.session);
  }

  /** Asks for the turn that reads the next request. `isEnd`: what is there is all that comes. */
  read(isEnd: boolean): void {
    if (this.isDue || this.phase !== 'reading') return;
    this.isDue = true;
    // A fault of ours while the stream is cut: nothing is answered half, and the place is free again.
    this.clock.turn(
      () => this.step(isEnd || this.isEnded),
      () => this.close(),
    );
  }

  private step(isEnd: boolean): void {
    this.isDue = false;
    if (this.phase !== 'reading') return;
    if (this.unsent > UNSENT_MAX) this.hold();
    else this.take(this.next(isEnd));
  }

  /** Until the peer has taken what was written: two bytes of nonsense are answered by a hundred. */
  private hold(): void {
    this.phase = 'full';
    waitIdle(this);
  }

  /** The next request, or that it is still to come. */
  /* @hot */
  private next(isEnd: boolean): Frame {
    if (this.opened !== undefined) {
      const text = this.opened;
      this.opened = undefined;
      this.boxed = this.id;
      return unsealedText(text);
    }
    const cut = nextFrame(this.frames, isEnd);
    this.frames = cut.rest;
    this.boxed = 0;
    return cut.frame;
  }

  private take(frame: Frame): void {
    if (frame.type === 'wait') return waitForMore(this, frame);
    this.begunMs = -1;
    // A whole request may be answered later than one that never ends is called late.
    this.clock.disarm(this);
    this.phase = 'waiting';
    const answer = (): void => {
      this.begun();
      const wrong = frame.type === 'json' ? null : faultOf(frame);
      if (wrong) this.refuse(wrong);
      else this.ask(frame);
    };
    const failed = (wrong: Fault): void => {
      this.begun();
      this.onBug(wrong);
    };
    // What came with the last request is answered before the port looks at its sockets: it closes those that end.
    const isCommand = frame.type === 'json' && frame.text.indexOf('"cmd"') >= 0;
    if (this.isFresh) this.clock.begin(answer, failed, isCommand);
    else this.clock.turn(answer, failed);
    this.isFresh = false;
  }

  /** It may have been closed meanwhile. */
  private begun(): void {
    if (this.phase === 'waiting') this.phase = 'answering';
  }

  /* @hot */
  private ask(frame: Frame): void {
    const who: Who = this.boxed ? 'authorized' : 'anonymous';
    const message = this.boxed ? undefined : sessionMessage(frame);
    const reply = (given: object): void => this.reply(given);
    if (message) this.open(message);
    else if (frame.type === 'json') this.door.requests().answer(frame.text, frame.keys, who, reply);
    else if (frame.type === 'apply') this.door.requests().change(applyChanges(frame.text) as Changes, who, reply);
  }

  /** Not from `ask`: one call deeper the interpreter counts this object in use 15 times, and never frees it. */
  private refuse(wrong: Fault): void {
    this.reply(wrong);
    if (wrong.code === 'too_large') this.close();
  }

  /** Opening a frame is work enough for one turn: what was in it, or the next message, is another's. */
  private open(message: Message): void {
    this.session = this.id;
    const done = this.door.session().take(this.id, message);
    this.opened = done.request;
    if (done.reply) this.write(`${done.reply}\n`);
    this.goOn();
  }

  /** Where that can't be answered either (its box, for one) the connection ends: the place must be free again. */
  private onBug(wrong: Fault): void {
    try {
      this.reply(wrong);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Once for each request: a bug that is told after the reply has gone is told on the UART alone. */
  private reply(given: object): void {
    if (this.phase !== 'answering') return;
    const text = toJson(given);
    this.queued = text;
    this.phase = 'queued';
    if (this.isEnded) this.sendNow();
    else this.door.ports.sending.wait(this, text.length);
  }

  sendNow(): void {
    if (this.phase !== 'queued') return;
    const text = this.queued;
    this.queued = '';
    // Until it is written an exception is answered.
    this.phase = 'answering';
    this.write(replyLine(this.door, this.boxed, text));
    this.goOn();
  }

  sendFailed(): void {
    this.onBug(fault('internal', INTERNAL));
  }

  private goOn(): void {
    if (this.phase === 'closed') return;
    this.phase = 'reading';
    try {
      this.tellNews();
    } finally {
      this.read(this.isEnded);
    }
  }
}
