// The frame of Improv Wi-Fi Serial, to bytes and back. Pure; the sum of the bytes is a native call that is passed in.
//
//   "IMPROV" version type L data[L] checksum, and a newline that belongs to no frame
//
// The checksum is the sum of all bytes before it. Data of a command: command, n, n bytes; of a result: command, n, and
// strings of n bytes in all, each behind its length.

const HEAD = 'IMPROV\x01';
/** Bytes before the data, and the one after it. */
export const HEAD_BYTES = 9;
export const FRAME_EXTRA = HEAD_BYTES + 1;

const COMMAND = 3;
const RESULT = 4;

/** The SDK's reader takes a length byte of 10 for a newline and loses the frame. */
const NEWLINE_LENGTH = 10;

/** Sum of the bytes of a string; a port may count those from 0x80 on as negative. */
export type Sum = (bytes: string) => number;

/** As it is sent: readers begin behind a newline, so one goes before each frame, whatever else stands on the line. */
function framed(head: string, data: string, sum: Sum): string {
  const body = HEAD + head + data;
  return `\n${body}${String.fromCharCode(sum(body) & 255)}\n`;
}

export function errorFrame(code: number, sum: Sum): string {
  return framed('\x02\x01', String.fromCharCode(code), sum);
}

export function stateFrame(state: number, sum: Sum): string {
  return framed('\x01\x01', String.fromCharCode(state), sum);
}

/** `texts`: each behind its length. An empty one more does no harm and keeps the length of the data off 10. */
export function resultFrame(command: number, texts: string, sum: Sum): string {
  const list = texts.length + 2 === NEWLINE_LENGTH ? `${texts}\0` : texts;
  const size = list.length;
  return framed(String.fromCharCode(RESULT, size + 2, command, size), list, sum);
}

export function withLengths(texts: string[]): string {
  return texts.map((text) => String.fromCharCode(text.length) + text).join('');
}

interface Command {
  command: number;
  payload: string;
}

/** A whole frame to its command; undefined when it is none or damaged. */
export function commandOf(frame: string, sum: Sum): Command | undefined {
  const end = frame.length - 1;
  const size = frame.charCodeAt(HEAD_BYTES + 1);
  const isRight =
    frame.slice(0, HEAD.length) === HEAD &&
    (sum(frame.slice(0, end)) & 255) === frame.charCodeAt(end) &&
    frame.charCodeAt(HEAD.length) === COMMAND &&
    frame.length === FRAME_EXTRA + 2 + size;
  return isRight ? { command: frame.charCodeAt(HEAD_BYTES), payload: frame.slice(HEAD_BYTES + 2, end) } : undefined;
}

/** SSID and password of command 1; undefined when their lengths do not fill the payload. */
export function credentialsOf(payload: string): string[] | undefined {
  const ssid = payload.charCodeAt(0);
  const psk = payload.charCodeAt(1 + ssid);
  if (payload.length !== 2 + ssid + psk) return undefined;
  return [payload.slice(1, 1 + ssid), payload.slice(2 + ssid)];
}
