// Lines of code as Espruino counts them: each ends at a byte of the value 10, also at one that is data.

/** Where each line begins. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}
