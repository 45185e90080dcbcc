// The most stack that the firmware has used: what the prelude's own code takes, which on the chip is native, is left out.

import type { Mark } from './process.ts';
import { markStack, stackUsed } from './stack.ts';

export interface StackMeter {
  /** Begins anew. */
  reset(): void;
  /** Bytes since `reset`, from the process's first frame on. */
  used(): number;
  /** `(`: the prelude's code begins; `)`: it has ended. The process waits meanwhile. */
  onMark(mark: Mark): void;
}

export function createStackMeter(pid: number): StackMeter {
  let most = 0;
  let isInside = false;
  const look = (): void => {
    if (!isInside) most = Math.max(most, stackUsed(pid));
  };
  /** A process that is being killed shows nothing any more. */
  const ifAlive = (work: () => void): void => {
    try {
      work();
    } catch {}
  };
  return {
    reset() {
      most = 0;
      if (!isInside) ifAlive(() => markStack(pid));
    },
    used() {
      ifAlive(look);
      return most;
    },
    onMark(mark) {
      ifAlive(look);
      isInside = mark === '(';
      if (!isInside) ifAlive(() => markStack(pid));
    },
  };
}
