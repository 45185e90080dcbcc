// What is remembered of an app while it runs; its own code remembers the rest.

/** Listeners and commands: they stay in memory, so there is a limit. */
export const LISTENERS_MAX = 16;
export const COMMANDS_MAX = 16;
/** Exceptions that are told at one start: an app that throws in every event must not fill the console. */
export const EXCEPTIONS_TOLD = 10;

export type Listener = (details: object) => void;
export type Command = (words: string[]) => unknown;

export interface AppState {
  /** off: left out of this start. failed: it threw when it was started. */
  word: 'on' | 'off' | 'failed';
  /** Event, listener, event, listener and so on: objects would take more. */
  heard: (string | Listener)[];
  commands: { [name: string]: Command };
  wasOnline: boolean;
  /** On the home page: label, text, label, text and so on; address and text of the link. See shown.ts. */
  shown: string[];
  link: string[];
  exceptions: number;
  /** Its code is being called. Still so in a later turn: it was cut off, by recursion or for want of memory. */
  running: boolean;
}

export function newApp(): AppState {
  return { word: 'on', heard: [], commands: {}, wasOnline: false, shown: [], link: [], exceptions: 0, running: false };
}
