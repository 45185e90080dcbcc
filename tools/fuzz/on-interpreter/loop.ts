// The script that the interpreter runs: a file of cases through a parser that is kept for a round of them.

/** How often what seems the slowest case is measured: the least counts, since the machine may be busy. */
const MEASURED = 3;

/**
 * `cases` is a file: the cases of a round, then each case behind its length in five digits. The lines it prints: a result,
 * `!` and an exception, `#` and the variables in use after a round.
 */
export function scriptOf(which: string, cases: string): string {
  return `
import { byteSum, crc32, espruinoCiphers } from '../firmware/platform/espruino.ts';
declare const E: any, process: any, print: any, getTime: any;
const natives = { crc32, sum: byteSum, ciphers: espruinoCiphers() };
const file = E.openFile(${JSON.stringify(cases)}, 'r');
// One part: \`;name:\`, offset and length.
const places = BUILD_MODULES;
const offset = parseInt(places.substr(places.length - 12, 6), 10);
const length = parseInt(places.substr(places.length - 6), 10);
let slowest = 0;
let slowestAt = 0;
let at = 0;
// It may give less than was asked for.
function take(size: number): string {
  let bytes = '';
  while (bytes.length < size) {
    const more = file.read(size - bytes.length);
    if (!more) return bytes;
    bytes += more;
  }
  return bytes;
}
function one(part: (input: string) => unknown, size: string): void {
  const input = take(parseInt(size, 10));
  let said = '';
  let least = 1e9;
  for (let i = 0; i < ${MEASURED} && least > slowest; i++) {
    const start = getTime();
    try {
      said = JSON.stringify(part(input));
    } catch (e) {
      said = '!' + e;
    }
    least = Math.min(least, getTime() - start);
  }
  if (least > slowest) {
    slowest = least;
    slowestAt = at;
  }
  at++;
  print(said === undefined ? 'null' : said);
}
function round(): boolean {
  const part = (BUILD_RUN(offset, length) as any)(${JSON.stringify(which)}, natives);
  for (let i = 0; i < perRound; i++) {
    const size = take(5);
    if (!size) return false;
    one(part, size);
  }
  return true;
}
const perRound = parseInt(take(5), 10);
while (round()) print('#' + process.memory().usage);
print('=' + slowest + ' ' + slowestAt);
`;
}
