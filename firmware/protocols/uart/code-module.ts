// Module: `wifiprov code`, one step of a drawing an event.

import type { Config } from '../../config/schema.ts';
import { begin, type Drawing, step } from '../../lib/qr/drawing.ts';
import type { Fault } from '../../lib/result.ts';
import type { Service } from '../../runtime/service.ts';
import { formatCode } from '../../security/code.ts';
import { type QrName, qrText, textLine } from './code-text.ts';

const TOO_LONG = '(too long for a QR code)\r\n';

export function create(service: Service, name: QrName, say: (lines: string[]) => void): void {
  const state = service.state;
  const write = service.ports.uart.write;
  const clock = service.ports.clock;
  const failed = (wrong: Fault): void => say([`ERROR ${wrong.code} ${wrong.message}`]);
  const text = qrText(name, JSON.parse(state.committed) as Config, state.code);
  let drawing: Drawing | undefined;
  function next(): void {
    if (BUILD_QR) {
      if (!drawing) drawing = begin(text);
      if (!drawing) write(TOO_LONG);
      else if (step(drawing, write)) return soon();
    }
    say(['OK']);
  }
  /** By a timer: turns would all run before any other door is heard. */
  function soon(): void {
    clock.after(1, () => clock.turn(next, failed));
  }
  write(`code=${formatCode(state.code)}\r\n`);
  if (BUILD_AP_POLICY !== 'never') write(textLine(name, text));
  soon();
}
