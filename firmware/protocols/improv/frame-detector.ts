// The UART's bytes on their way to the line editor: frames are taken out, and a frame that stops half way is forgotten.

import type { Clock } from '../../platform/ports.ts';
import { again, type FrameScan, newFrameScan, scanFrames } from './scan-frames.ts';

/** Old builds bring a burst up to 0.4 s late, so the halves of one frame may come so far apart. */
export const FRAME_SILENCE_MS = 500;

/** Error 0xff (unknown), as a ready frame: there may be no memory to load the code that makes frames. */
export const BROKEN = '\nIMPROV\x01\x02\x01\xff\xe0\n';

/** Where typed text goes. */
interface Line {
  /** With `isCut` the port may have lost what came behind it. */
  text(bytes: string, isCut: boolean): void;
  /** These bytes, the last that `text` got, were not text: they begin a frame. */
  unsay(bytes: string): void;
}

export class FrameDetector {
  private readonly clock: Clock;
  private readonly line: Line;
  private readonly onFrame: (frame: string) => boolean;
  private hearing: FrameScan;
  /** Of the clock: silence after half a frame. */
  timer: number;

  /** `onFrame` answers whether it was a right one; '' stands for one whose end was lost. */
  constructor(clock: Clock, line: Line, onFrame: (frame: string) => boolean) {
    this.clock = clock;
    this.line = line;
    this.onFrame = onFrame;
    this.hearing = newFrameScan();
    this.timer = 0;
  }

  /* @hot */
  data(bytes: string, isCut: boolean): void {
    this.clock.disarm(this);
    let rest = bytes;
    while (rest) {
      const heard = scanFrames(this.hearing, rest);
      this.hearing = heard.next;
      rest = heard.rest;
      if (heard.back) this.line.unsay(heard.back);
      if (heard.text) this.line.text(heard.text, isCut && !rest && !heard.next.held);
      if (heard.frame && !this.onFrame(heard.frame)) rest = again(heard.frame, rest);
    }
    if (isCut) this.cut();
    else if (this.hearing.held) this.clock.arm(this, FRAME_SILENCE_MS, () => this.forget());
  }

  private forget(): void {
    this.hearing = newFrameScan();
  }

  private cut(): void {
    const isTorn = this.hearing.held !== '';
    this.forget();
    if (isTorn) this.onFrame('');
  }
}
