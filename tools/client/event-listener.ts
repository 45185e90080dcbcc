// Events as they come, one at a time, for the caller that waits for the next.

import type { DeviceEvent } from './api.ts';
import type { ReconnectingChannel } from './reconnecting.ts';

export function after(ms: number): { timer: ReturnType<typeof setTimeout>; over: Promise<undefined> } {
  let timer: ReturnType<typeof setTimeout> = setTimeout(() => {}, 0);
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return { timer, over };
}

export interface EventListener {
  /** The next event, undefined when none comes for so long. */
  next(ms: number): Promise<DeviceEvent | undefined>;
  hasMore(): boolean;
  /** The line is lost, and not back yet. */
  isCut(): boolean;
  close(): void;
}

export function listenTo(line: ReconnectingChannel): EventListener {
  const heard: DeviceEvent[] = [];
  let wake: () => void = () => {};
  let isCut = false;
  const close = line.listen((event) => {
    if (event.event === 'connection') isCut = event.connected === false;
    heard.push(event);
    wake();
  });
  async function next(ms: number): Promise<DeviceEvent | undefined> {
    if (heard.length === 0) {
      const { timer, over } = after(ms);
      await Promise.race([over, new Promise<void>((resolve) => (wake = resolve))]);
      clearTimeout(timer);
    }
    return heard.shift();
  }
  return { next, hasMore: () => heard.length > 0, isCut: () => isCut, close };
}
