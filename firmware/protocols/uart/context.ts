// What a typed command may reach (types only).

import type { Changes } from '../../config/check.ts';
import type { Config } from '../../config/schema.ts';
import type { Clock } from '../../platform/ports.ts';
import type { Outcome } from '../../provisioning/apply.ts';
import type { Actions, WindowActions } from '../../provisioning/context.ts';
import type { ScanData } from '../../provisioning/scan.ts';
import type { DeviceState } from '../../provisioning/state.ts';
import type { Status } from '../../provisioning/status.ts';
import type { Who } from '../../provisioning/window.ts';
import type { QrName } from './code-text.ts';

export type Say = (lines: string[]) => void;

/** Who answers; both are asked for anew each time: they may be out of memory between two lines. */
interface UartRequests {
  change(changes: Changes, who: Who, reply: (outcome: Outcome) => void): void;
  config(): Config;
  status(who: Who): Status;
  scanData(): ScanData;
}

export interface UartContext {
  clock: Clock;
  state: DeviceState;
  requests(): UartRequests;
  connection(): Actions;
  window(): WindowActions;
  /** Drops what was sent behind it and hands the UART to the REPL. */
  repl(told?: () => void): void;
  write(text: string): void;
  /** Makes room in Storage; false where there is nothing to do. */
  compact(begin: () => void): boolean;
  showCode(name: QrName, say: Say): void;
  /** Of builds with an embedder's app: its commands. */
  app?: ((words: string[], say: Say) => void) | undefined;
}

export type Run = (context: UartContext, words: string[], say: Say) => void;
