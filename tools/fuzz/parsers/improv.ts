// Fuzzing Improv on the UART: frames are found and typed text is passed on, wherever the bursts end.

import type { Clock } from '../../../firmware/platform/ports.ts';
import { commandOf, credentialsOf, FRAME_EXTRA } from '../../../firmware/protocols/improv/frame.ts';
import { FRAME_SILENCE_MS, FrameDetector } from '../../../firmware/protocols/improv/frame-detector.ts';
import { isDeviceName, isHostname } from '../../../firmware/protocols/improv/rpc.ts';
import { holds, type Parser, piecesOf, same } from '../parser.ts';

const sum = (bytes: string): number => Buffer.from(bytes, 'latin1').reduce((total, byte) => total + byte, 0);
/** Time stands still: the silence that ends a frame never comes. */
const CLOCK: Clock = {
  nowMs: () => 0,
  after: () => undefined,
  arm: () => undefined,
  disarm: () => undefined,
  turn: (fn) => fn(),
  begin: (fn) => fn(),
};

interface Heard {
  text: string;
  frames: string[];
}

function hearAll(pieces: readonly string[]): Heard {
  const heard: Heard = { text: '', frames: [] };
  const line = {
    text(bytes: string) {
      heard.text += bytes;
    },
    unsay(bytes: string) {
      same('what is called back', heard.text.slice(-bytes.length), bytes);
      heard.text = heard.text.slice(0, -bytes.length);
    },
  };
  const ear = new FrameDetector(CLOCK, line, (frame) => {
    const isRight = commandOf(frame, sum) !== undefined;
    heard.frames.push(`${isRight}:${frame}`);
    return isRight;
  });
  for (const piece of pieces) ear.data(piece, false);
  return heard;
}

function checkFrame(frame: string): void {
  const bytes = Buffer.from(frame, 'latin1');
  const command = commandOf(frame, sum);
  const size = bytes[8] ?? -1;
  same('size of a frame', frame.length, FRAME_EXTRA + size);
  if (!command) return;
  const isWhole = sum(frame.slice(0, -1)) % 256 === bytes[frame.length - 1];
  holds(isWhole && frame.startsWith('IMPROV\x01\x03') && bytes[10] === size - 2, 'a damaged frame was taken');
  const credentials = credentialsOf(command.payload);
  if (credentials) {
    const [ssid = '', psk = ''] = credentials;
    const again = String.fromCharCode(ssid.length) + ssid + String.fromCharCode(psk.length) + psk;
    same('SSID and password', again, command.payload);
  }
  holds(!isHostname(command.payload) || /^[a-zA-Z0-9-]*$/.test(command.payload), 'a host name that is none');
  isDeviceName(command.payload);
}

function check(input: string, cuts: readonly number[]): void {
  const whole = hearAll([input]);
  for (const frame of whole.frames) checkFrame(frame.slice(frame.indexOf(':') + 1));
  holds(whole.text.length <= input.length && FRAME_SILENCE_MS > 0, 'more text than bytes');
  const cut = hearAll(piecesOf(input, cuts));
  // What is found again inside a damaged frame depends on how much of it is there.
  if (whole.frames.concat(cut.frames).some((frame) => frame.startsWith('false'))) return;
  same('frames, cut up', cut.frames, whole.frames);
  same('text, cut up', cut.text, whole.text);
}

const framed = (type: number, data: string): string => {
  const body = `IMPROV\x01${String.fromCharCode(type, data.length)}${data}`;
  return `${body}${String.fromCharCode(sum(body) & 255)}\n`;
};
const command = (number: number, payload = ''): string =>
  framed(3, String.fromCharCode(number, payload.length) + payload);
const SEEDS = [
  ...[2, 3, 4, 5, 6, 7].map((number) => command(number)),
  command(1, '\x04Home\x0dcorrect horse'),
  command(1, '\x05Caf\xc3\xa9\0'),
  command(5, 'lamp-7'),
  command(6, 'A lamp'),
  `${command(2)}${command(3)}wifiprov get\r${command(4)}`,
  `wifiprov set 0 1 0 0 1 "IMPROV"\r${command(2)}`,
  `IMPROVIMPROV${command(2)}`,
  `IMPROV\x01\x03\xff\x01\xfd${'x'.repeat(200)}`,
  framed(1, '\x02'),
];
const PIECES = [
  'IMPROV',
  'IMPROV\x01',
  'IMPROV\x01\x03',
  'I',
  'IMPRO',
  '\n',
  '\r',
  '\x03',
  '\x02\x02\0\xe5',
  '\x01',
  '\xff',
  'abc',
];

export const improv: Parser = { name: 'improv', seeds: SEEDS, pieces: PIECES, check };
