// One HTTP connection: one request in, one response out in pieces, closed. Every wait has a deadline.
//
//   reading ──► answering ──► ready ──► sending ──► (lingering) ──► closing ──► gone

import type { Clock, Connection, ConnectionHandler, Sender, SendQueue } from '../../platform/ports.ts';
import { PIECE_MAX } from './answer.ts';
import { BUSY } from './busy.ts';
import type { HttpDeps } from './deps.ts';
import type { Body } from './page-model.ts';
import { awaitsContinue, readRequest } from './request.ts';
import { newRequestState, type RequestState } from './request-state.ts';
import { route } from './routes.ts';

/** From the connection to the last byte of the request. */
export const REQUEST_MS = 5_000;
/** Each answer has a deadline (a scan the longest, 10 s): if it takes longer than this, it is a bug. */
export const ANSWER_MS = 15_000;
/** From one piece of the response until the peer has taken it: while heap is short, many of them wait for their turn. */
export const RESPONSE_MS = 10_000;
/**
 * What the peer still sends after a refusal is dropped for so long: closing over unread bytes resets the connection, and
 * the answer is lost with it.
 */
export const LINGER_MS = 1_000;

/** What all connections share. */
export interface HttpServerState {
  clock: Clock;
  sending: SendQueue;
  /** Made for a request, and let go. */
  deps(): HttpDeps;
  leave(client: Client): void;
}

export class Client implements ConnectionHandler, Sender {
  private readonly door: HttpServerState;
  private readonly connection: Connection;
  private phase: 'reading' | 'answering' | 'ready' | 'sending' | 'lingering' | 'closing' | 'gone';
  private reading: RequestState | undefined;
  private isTold: boolean | undefined;
  private lingers: boolean;
  /** A turn that serves the request has been asked for. */
  private isDue: boolean | undefined;
  /** The next piece waits for its turn. */
  private isQueued: boolean | undefined;
  private body: Body | undefined;
  private next: number;
  private left: number;
  /** The response's head, until it is sent. */
  private head: string;
  bytes: number;
  timer: number;

  constructor(door: HttpServerState, connection: Connection) {
    this.door = door;
    this.connection = connection;
    this.phase = 'reading';
    this.lingers = true;
    this.next = 0;
    this.left = 0;
    this.head = '';
    this.bytes = 0;
    this.timer = 0;
    door.clock.arm(this, REQUEST_MS, () => this.refuse(408));
  }

  /* @hot */
  data(bytes: string): void {
    if (this.phase !== 'reading') return;
    try {
      const now = readRequest(this.reading || newRequestState(), bytes);
      this.reading = now;
      if (now.at !== 'line' && now.at !== 'head') this.serveSoon();
    } catch (error) {
      this.throwSoon(error);
    }
  }

  /** The socket is closed, by either side. */
  closed(): void {
    if (this.phase === 'gone') return;
    this.door.clock.disarm(this);
    this.phase = 'gone';
    this.door.sending.left(this);
    this.reading = undefined;
    this.body = undefined;
    this.door.leave(this);
  }

  /** The answer is awaited or on its way. */
  owes(): boolean {
    return this.phase !== 'reading' && this.phase !== 'gone';
  }

  isAnswering(): boolean {
    return this.phase === 'answering' || this.phase === 'ready' || this.phase === 'sending';
  }

  drained(): void {
    // What has drained was the word before a body, or a short piece: the next one still waits.
    if (this.isQueued) return;
    this.door.sending.left(this);
    if (this.phase !== 'sending') return;
    try {
      this.send();
    } catch (error) {
      this.throwSoon(error);
    }
  }

  /** Leaves its place to another connection. */
  giveWay(): void {
    this.door.clock.arm(this, RESPONSE_MS, () => this.abort());
    this.connection.write(BUSY);
    this.close();
    this.door.leave(this);
  }

  /** Not a byte has come on it. */
  isSilent(): boolean {
    return this.phase === 'reading' && !this.reading;
  }

  /** The port calls what it is not caught in: it is thrown where bugs are told and counted. */
  private throwSoon(error: unknown): void {
    this.door.clock.turn(
      () => {
        throw error;
      },
      () => this.onBug(),
    );
  }

  /** Says why the request is not served. */
  refuse(status: number): void {
    const path = this.reading ? this.reading.path : '';
    this.lingers = false;
    this.serve(Object.assign(newRequestState(), { at: 'bad' as const, status, path }));
  }

  /** In a turn of its own: what has come until then is looked at together. */
  private serveSoon(): void {
    if (this.isDue) return;
    this.isDue = true;
    this.door.clock.begin(
      () => {
        this.isDue = false;
        if (this.phase === 'reading') this.serve(this.reading as RequestState);
      },
      (wrong) => (wrong.code === 'busy' ? this.giveWay() : this.onBug()),
      this.reading?.method !== 'POST',
    );
  }

  /** Nothing has been said yet, or what was begun ends here. */
  private onBug(): void {
    const isUntold = this.phase === 'reading' || this.phase === 'answering' || this.phase === 'ready';
    this.isDue = false;
    try {
      if (!isUntold) return this.abort();
      this.phase = 'answering';
      this.refuse(500);
    } catch {
      // Whatever makes answers is broken too; the place must be free again.
      this.abort();
    }
  }

  private serve(now: RequestState): void {
    if (route(now, this.door.deps(), (head, body) => this.respond(now, head, body))) {
      if (this.phase !== 'reading') return;
      this.phase = 'answering';
      this.door.clock.arm(this, ANSWER_MS, () => this.onBug());
    } else if (!this.isTold && awaitsContinue(now)) {
      this.isTold = true;
      this.connection.write('HTTP/1.1 100 Continue\r\n\r\n');
    }
  }

  private respond(now: RequestState, head: string, body: Body): void {
    if (this.phase !== 'reading' && this.phase !== 'answering') return;
    this.phase = 'ready';
    this.lingers = this.lingers && (now.status > 0 || now.at === 'body');
    this.door.clock.arm(this, RESPONSE_MS, () => this.abort());
    this.body = body;
    // Another answer may have been begun before.
    this.next = 0;
    const length = body.length < 0 ? Infinity : body.length;
    this.left = now.method === 'HEAD' ? 0 : length;
    this.head = head;
    this.send();
  }

  /** Asks for the turn of the next piece. */
  private send(): void {
    this.isQueued = true;
    this.door.sending.wait(this, Math.min(this.left, PIECE_MAX) + this.head.length);
  }

  sendFailed(): void {
    this.onBug();
  }

  sendNow(): void {
    this.isQueued = false;
    if (this.phase !== 'ready' && this.phase !== 'sending') return this.door.sending.left(this);
    const head = this.head;
    this.head = '';
    const piece = this.left > 0 ? (this.body as Body).piece(this.next++) : '';
    // Until then nothing is said, and an exception is answered.
    this.phase = 'sending';
    this.reading = undefined;
    this.left = piece ? this.left - piece.length : 0;
    this.door.clock.arm(this, RESPONSE_MS, () => this.abort());
    if (head || piece) this.connection.write(head + piece);
    if (this.left > 0) return;
    this.body = undefined;
    if (this.lingers) this.linger();
    else this.close();
  }

  private linger(): void {
    this.phase = 'lingering';
    const clock = this.door.clock;
    clock.arm(this, LINGER_MS, () => {
      clock.arm(this, RESPONSE_MS, () => this.abort());
      this.close();
    });
  }

  /** The place is free when the socket is: the chip has ten in all. */
  private close(): void {
    this.phase = 'closing';
    this.connection.close();
  }

  private abort(): void {
    this.connection.abort();
    this.closed();
  }
}
