// Exceptions in our own code: bugs. Each is told; too many within a short time end in a restart. Pure.

/** This many within EXCEPTIONS_SPAN_MS restart the device: something is left half done. */
export const EXCEPTIONS_MAX = 3;
export const EXCEPTIONS_SPAN_MS = 60_000;
/** Characters of the text that is told. */
export const EXCEPTION_TEXT_MAX = 120;

/** When the last ones were, with the new one: those that still count. */
export function exceptionTimes(before: number[], nowMs: number): number[] {
  return before.filter((at) => nowMs - at < EXCEPTIONS_SPAN_MS).concat([nowMs]);
}

/**
 * The interpreter broke off what ran, and no catch saw it: whatever was under way is half done. It loses the exception, and
 * tells undefined instead, where another timer of the same moment comes to a `try`; all that can be caught is.
 */
export function isBrokenOff(error: unknown, words: string): boolean {
  return error === undefined || words.indexOf('recursion') >= 0 || words.indexOf('Interrupted') >= 0;
}

/** The port's flag, see main.ts. A restart resumes; a half-updated state would not. */
export function isOutOfMemory(error: unknown): boolean {
  return error === 'MEMORY';
}

/** A trace shows lines of the code, which has bytes of all values in it. */
function oneLine(text: string): string {
  let line = '';
  for (let i = 0; i < text.length; i++) line += text.charCodeAt(i) < 32 ? ' ' : text[i];
  return line.trim();
}

/** `status: ReferenceError: x is not defined at line 1 col 20`, on one line. */
export function exceptionText(at: string, error: unknown): string {
  const stack = error && (error as Error).stack;
  const text = `${at || 'start'}: ${error}${stack ? ` ${stack}` : ''}`;
  return oneLine(text.slice(0, EXCEPTION_TEXT_MAX));
}
