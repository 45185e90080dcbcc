// Colours for a person at a terminal; https://no-color.org turns them off.

import type { Io } from './io.ts';

const CODES = { good: 32, warn: 33, bad: 31, head: 1, dim: 2 } as const;

export type Tone = keyof typeof CODES;
type Paint = (tone: Tone, text: string) => string;

/** `where` is the stream that the text is for. */
export function paintFor(io: Pick<Io, 'colours'>, where: 'out' | 'err' = 'out'): Paint {
  return (tone, text) => (io.colours[where] && text ? `\x1b[${CODES[tone]}m${text}\x1b[0m` : text);
}

export function hasColour(isTerminal: boolean, env: { [name: string]: string | undefined }): boolean {
  return isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
