// What connections send goes as soon as there is heap for it. lwIP holds each piece until the peer has acknowledged it, and
// only the heap tells: so what is handed over, and has not left the interpreter yet, is counted here.

import type { Clock, Sender, SendQueue } from '../platform/ports.ts';
import { hasRoomFor } from './heap.ts';

/** Between two looks at the heap. */
export const LOOK_MS = 20;
/** A piece goes all the same when it has been the next for so long: others may hold the heap for minutes. */
export const PATIENCE_MS = 250;

class Queue implements SendQueue {
  private readonly clock: Clock;
  private readonly freeHeap: () => number;
  private waiting: Sender[];
  /** Their pieces have not left the interpreter yet. */
  private leaving: Sender[];
  /** Since then the first of those that wait is the first. */
  private sinceMs: number;
  timer: number;

  constructor(clock: Clock, freeHeap: () => number) {
    this.clock = clock;
    this.freeHeap = freeHeap;
    this.waiting = [];
    this.leaving = [];
    this.sinceMs = 0;
    this.timer = 0;
  }

  wait(sender: Sender, bytes: number): void {
    const isLeaving = this.leaving.indexOf(sender) >= 0;
    sender.bytes = bytes + (isLeaving ? sender.bytes : 0);
    if (!this.waiting.length && this.hasRoom(sender)) {
      if (!isLeaving) this.leaving.push(sender);
      sender.sendNow();
      return;
    }
    if (!this.waiting.length) this.sinceMs = this.clock.nowMs();
    this.waiting.push(sender);
    if (!this.timer) this.lookLater();
  }

  left(sender: Sender): void {
    const others = (one: Sender): boolean => one !== sender;
    this.leaving = this.leaving.filter(others);
    if (!this.waiting.length) return;
    this.waiting = this.waiting.filter(others);
    if (this.waiting.length) this.clock.turn(() => this.look());
    else this.clock.disarm(this);
  }

  private hasRoom(sender: Sender): boolean {
    // First, and by itself: it goes deep, and a reply is deep already.
    const freeHeap = this.freeHeap();
    const pieces = this.leaving.filter((one) => one !== sender).concat([sender]);
    const isAlone = pieces.length === 1 && this.waiting.every((one) => one === sender);
    return hasRoomFor(
      pieces.map((one) => one.bytes),
      freeHeap,
      isAlone,
    );
  }

  private lookLater(): void {
    this.clock.arm(this, LOOK_MS, () => {
      this.look();
      if (this.waiting.length) this.lookLater();
    });
  }

  private look(): void {
    const first = this.waiting[0];
    if (!first) return;
    const now = this.clock.nowMs();
    if (now - this.sinceMs < PATIENCE_MS && !this.hasRoom(first)) return;
    this.sinceMs = now;
    this.waiting = this.waiting.slice(1);
    this.leaving = this.leaving.filter((one) => one !== first).concat([first]);
    this.clock.turn(
      () => first.sendNow(),
      () => first.sendFailed(),
    );
    if (this.waiting.length) this.clock.turn(() => this.look());
  }
}

export function createSendQueue(clock: Clock, freeHeap: () => number): SendQueue {
  return new Queue(clock, freeHeap);
}
