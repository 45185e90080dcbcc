// The script that the interpreter runs: a file of cases through a part that is made anew every few of them.

/** Between two makings of the part; then the variables are counted. */
const ROUND = 25;

/** Its marks are lines: a result, `!` an exception, `#` variables in use behind a round. */
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
  const start = getTime();
  let said = '';
  try {
    said = JSON.stringify(part(input));
  } catch (e) {
    said = '!' + e;
  }
  if (getTime() - start > slowest) {
    slowest = getTime() - start;
    slowestAt = at;
  }
  at++;
  print(said === undefined ? 'null' : said);
}
function round(): boolean {
  const part = (BUILD_RUN(offset, length) as any)(${JSON.stringify(which)}, natives);
  for (let i = 0; i < ${ROUND}; i++) {
    const size = take(5);
    if (!size) return false;
    one(part, size);
  }
  return true;
}
while (round()) print('#' + process.memory().usage);
print('=' + slowest + ' ' + slowestAt);
`;
}
