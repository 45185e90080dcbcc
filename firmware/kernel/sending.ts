// Big pieces of all connections are sent one at a time: each waits until the one before has left the interpreter, and
// until there is heap for it. What has left is held by lwIP until the peer has acknowledged it, and only the heap tells.

import type { Clock, Sender, SendQueue } from '../ports.ts';
import { hasRoomFor } from './heap.ts';

/** Between two looks at the heap. */
export const LOOK_MS = 20;
/** A piece goes all the same when it has waited so long for heap: others may hold it for minutes. */
export const PATIENCE_MS = 250;
/** So long at most one piece holds up the others: its peer may take nothing more. */
export const HELD_UP_MS = 500;

class Queue implements SendQueue {
  private readonly clock: Clock;
  private readonly freeHeap: () => number;
  private waiting: Sender[];
  /** Whose piece is on its way. */
  private current: Sender | undefined;
  /** Since then the current piece is on its way, or the first of those that wait is the first. */
  private sinceMs: number;
  timer: number;

  constructor(clock: Clock, freeHeap: () => number) {
    this.clock = clock;
    this.freeHeap = freeHeap;
    this.waiting = [];
    this.current = undefined;
    this.sinceMs = 0;
    this.timer = 0;
  }

  wait(sender: Sender, bytes: number): void {
    sender.bytes = bytes;
    if (!this.current && !this.waiting.length && hasRoomFor(bytes, this.freeHeap())) {
      this.begin(sender);
      sender.sendNow();
      return;
    }
    if (!this.current && !this.waiting.length) this.sinceMs = this.clock.nowMs();
    this.waiting.push(sender);
    if (!this.timer) this.lookLater();
  }

  left(sender: Sender): void {
    if (this.current !== sender && !this.waiting.length) return;
    this.waiting = this.waiting.filter((one) => one !== sender);
    if (this.current === sender) this.next();
    if (!this.waiting.length) this.clock.disarm(this);
  }

  private begin(sender: Sender): void {
    this.current = sender;
    this.sinceMs = this.clock.nowMs();
  }

  private next(): void {
    this.current = undefined;
    this.sinceMs = this.clock.nowMs();
    if (this.waiting.length) this.clock.turn(() => this.look());
  }

  private lookLater(): void {
    this.clock.arm(this, LOOK_MS, () => {
      this.look();
      if (this.waiting.length) this.lookLater();
    });
  }

  private look(): void {
    const held = this.clock.nowMs() - this.sinceMs;
    if (this.current && held >= HELD_UP_MS) this.next();
    const first = this.waiting[0];
    if (this.current || !first) return;
    if (held < PATIENCE_MS && !hasRoomFor(first.bytes, this.freeHeap())) return;
    this.waiting = this.waiting.slice(1);
    this.begin(first);
    this.clock.turn(
      () => first.sendNow(),
      () => first.sendFailed(),
    );
  }
}

export function createSendQueue(clock: Clock, freeHeap: () => number): SendQueue {
  return new Queue(clock, freeHeap);
}
