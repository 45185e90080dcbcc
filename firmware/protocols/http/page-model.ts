// What the pages are made from and what a response is sent from (types only).

import type { Shown } from '../../app/shown.ts';
import type { Fault } from '../../lib/result.ts';
import type { ScanResult } from '../../platform/ports.ts';
import type { Status } from '../../provisioning/status.ts';

export type Language = 'en' | 'de' | 'es';

/** The bytes of a response, asked for one by one as the socket takes them, so that they are never all in memory. */
export interface Body {
  /** -1: not known, the end of the connection is the body's. */
  length: number;
  /** The i-th piece, of at most PIECE_MAX bytes (body.ts); '' after the last. */
  piece(i: number): string;
}

/** All that the plain page shows. */
export interface PageModel {
  language: Language;
  /** The setup window is closed: the page says how to open it, and has no form. */
  closed: boolean;
  /** The device is online, and setup is not under way: its state, and the way to another network. */
  home: boolean;
  /** Of builds with an app, at home: what the app shows. */
  shown?: Shown | undefined;
  /** Reached after a POST: it refreshes itself while the state is `connecting`. */
  result: boolean;
  status: Status;
  /** Seconds since the scan; -1: none yet. Both empty when closed. */
  scanAge: number;
  networks: ScanResult[];
  /** Form fields of a POST that was refused, by their names; without any password. */
  typed: { [name: string]: string };
  /** Why it was refused. */
  fault?: Fault | undefined;
}
