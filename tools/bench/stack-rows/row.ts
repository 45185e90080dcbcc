// A row of the stack's table: a request or an event, and what must come of it.

import type { StackDevice } from '../stack-client.ts';

export interface StackRow {
  what: string;
  /** Resolves when the device has answered; what it gives back must fit `wants`. */
  run(device: StackDevice): Promise<unknown>;
  wants?: RegExp;
}
/** Rows of one device, in this order; each group has a device of its own. */
export interface StackGroup {
  door: string;
  rows: StackRow[];
  /** The firmware stands in slots. */
  hasSlots?: boolean;
}

export const OK = /OK/;
export const ERROR = /ERROR/;
export const YES = /"ok":true/;
export const NO = /"ok":false/;

export const event = (what: string, run: StackRow['run']): StackRow => ({ what, run });
