// What an app says, as the console may show it. Pure.

/** A line, and lines of a command's answer. */
export const LINE_MAX = 200;
export const LINES_MAX = 40;

export function oneLine(text: string): string {
  return text.slice(0, LINE_MAX).replace(/[\x00-\x1f\x7f]/g, '?');
}

/** What was thrown, in words. */
export function wordsOf(error: unknown): string {
  const message = error && (error as { message?: unknown }).message;
  return oneLine(`${message || error}`);
}

/** Only the last line of an answer begins with OK or ERROR, and `#` begins an event. */
function shy(line: string): string {
  return /^OK/.test(line) || /^ERROR/.test(line) || /^[#>]/.test(line) ? ` ${line}` : line;
}

/** What a command returned: a text, texts, or nothing. */
export function answerLines(returned: unknown): string[] {
  // Not `=== undefined`: of the two the build would make `== null`, and to the interpreter the text "null" is that.
  if (typeof returned === 'undefined' || returned === null) return [];
  const lines = Array.isArray(returned) ? returned : [returned];
  return lines.slice(0, LINES_MAX).map((line) => shy(oneLine(`${line}`)));
}
