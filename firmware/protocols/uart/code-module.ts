// Part: `wifiprov code`, one step of a drawing an event.

import type { Config } from '../../config/schema.ts';
import { begin, type Drawing, step } from '../../lib/qr/drawing.ts';
import type { Fault } from '../../lib/result.ts';
import type { Kernel } from '../../runtime/service.ts';
import { codeLine, QR_NAMES, qrTexts, textLine } from './code-text.ts';

const TOO_LONG = '(too long for a QR code)\r\n';

export function create(kernel: Kernel, say: (lines: string[]) => void): void {
  const kept = kernel.kept;
  const write = kernel.ports.uart.write;
  const clock = kernel.ports.clock;
  const failed = (wrong: Fault): void => say([`ERROR ${wrong.code} ${wrong.message}`]);
  const all = qrTexts(JSON.parse(kept.committed) as Config, kept.code);
  const texts = BUILD_HTTP && BUILD_ESPRESSIF ? all : all.slice(0, 1);
  let drawing: Drawing | undefined;
  let at = 0;
  function next(): void {
    if (!BUILD_QR || !drawing || !step(drawing, write)) {
      const text = texts[at];
      if (text === undefined) return say(['OK']);
      write(textLine(QR_NAMES[at] as string, text));
      at++;
      if (BUILD_QR) drawing = begin(text);
      if (BUILD_QR && !drawing) write(TOO_LONG);
    }
    soon();
  }
  /** By a timer: turns would all run before any other door is heard. */
  function soon(): void {
    clock.after(1, () => clock.turn(next, failed));
  }
  write(codeLine(kept.code));
  soon();
}
