// Callbacks and events on their way from Node into the interpreter, which keeps the functions and knows them by number.

import type { Callback } from '../espruino-wifi/types.ts';

/** What one `poll` of the prelude is answered with; `m`: more is waiting. */
type Delivery =
  | { k: number | 'button'; a: unknown[]; d: boolean }
  | { n: string; a: unknown }
  | { i: number; x: string };

export interface Callbacks {
  /** Stands for a function argument of `method`; `replaced` are the numbers that can't be called any more. */
  make(method: string): { callback: Callback; key: number; replaced: number[] };
  call(callback: Callback, args: unknown[]): void;
  push(delivery: Delivery): void;
  next(): (Delivery & { m: boolean }) | { m: false };
  waiting(): boolean;
}

/** The port may call this one twice. */
const CALLED_TWICE = 'disconnect';
/** The port keeps one callback of each of these; the next call replaces it. */
const KEPT = ['connect', 'disconnect', 'scan', 'startAP'];

interface Slot {
  key: number;
  method: string;
  queued: number;
}

/** `ring` is called when something begins to wait. */
export function createCallbacks(ring: () => void): Callbacks {
  const slots = new Map<Callback, Slot>();
  const queue: Delivery[] = [];
  let nextKey = 1;

  const push = (delivery: Delivery): void => {
    queue.push(delivery);
    if (queue.length === 1) ring();
  };

  function replace(method: string): number[] {
    if (!KEPT.includes(method)) return [];
    const old = [...slots].filter(([, slot]) => slot.method === method && slot.queued === 0);
    for (const [callback] of old) slots.delete(callback);
    return old.map(([, slot]) => slot.key);
  }

  return {
    make(method) {
      const replaced = replace(method);
      const callback: Callback = () => {};
      const key = nextKey++;
      slots.set(callback, { key, method, queued: 0 });
      return { callback, key, replaced };
    },
    call(callback, args) {
      const slot = slots.get(callback);
      if (!slot) return;
      slot.queued += 1;
      push({ k: slot.key, a: args, d: slot.method !== CALLED_TWICE });
    },
    push,
    next() {
      const delivery = queue.shift();
      if (!delivery) return { m: false };
      if ('k' in delivery) settle(slots, delivery);
      return { ...delivery, m: queue.length > 0 };
    },
    waiting: () => queue.length > 0,
  };
}

function settle(slots: Map<Callback, Slot>, delivery: { k: number | 'button'; d: boolean }): void {
  for (const [callback, slot] of slots) {
    if (slot.key !== delivery.k) continue;
    slot.queued -= 1;
    if (delivery.d) slots.delete(callback);
  }
}
