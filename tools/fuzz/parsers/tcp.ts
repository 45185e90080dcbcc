// Fuzzing the TCP stream: however it is cut up, the same frames come out, and each is what it says.

import { type Frame, type FrameState, nextFrame, REQUEST_MAX } from '../../../firmware/protocols/tcp/frame.ts';
import { holds, type Parser, piecesOf, same } from '../parser.ts';
import { JSON_PIECES } from '../pieces.ts';
import { APPLY_LINES, REQUESTS } from '../seeds.ts';

/** Every frame takes at least one byte. */
function framesOf(pieces: readonly string[]): Frame[] {
  const frames: Frame[] = [];
  let state: FrameState = { text: '', drop: 'start' };
  const total = pieces.join('').length;
  for (const [i, piece] of pieces.entries()) {
    state = { text: state.text + piece, drop: state.drop };
    for (;;) {
      const cut = nextFrame(state, i === pieces.length - 1);
      state = cut.rest;
      if (cut.frame.type === 'wait') break;
      frames.push(cut.frame);
      if (cut.frame.type === 'fault' && cut.frame.code === 'too_large') return frames;
      holds(frames.length <= total, 'more frames than bytes');
    }
  }
  return frames;
}

function checkFrame(frame: Frame, input: string): void {
  if (frame.type === 'json') {
    holds(input.includes(frame.text), 'a frame that was not sent');
    holds(frame.text.length <= REQUEST_MAX, `a request of ${frame.text.length} bytes`);
    const value: unknown = JSON.parse(frame.text);
    holds(typeof value === 'object', 'a scalar is no request');
  }
  if (frame.type === 'apply') holds(frame.text.startsWith('apply,') || 'apply,'.startsWith(frame.text), frame.text);
}

/** How the stream is cut must not change the count of keys; the reader may know more of a text that stands alone. */
const shown = (frame: Frame): unknown => (frame.type === 'json' ? ['json', frame.text] : frame);

/** A client holds no more; each fault in it costs a look at 2 KB. */
const STREAM_MAX = 4_096;

function check(stream: string, cuts: readonly number[]): void {
  const input = stream.slice(0, STREAM_MAX);
  const frames = framesOf([input]);
  for (const frame of frames) checkFrame(frame, input);
  same('cut up', framesOf(piecesOf(input, cuts)).map(shown), frames.map(shown));
}

const STREAMS = [
  ...REQUESTS,
  ...APPLY_LINES.map((line) => `${line}\r\n`),
  REQUESTS.slice(0, 5).join('\n'),
  '{"cmd":ping}\n{"cmd":"ping"}',
  '{"a":1,}\nxyz\napply,Home,1,,\n{}',
  'hello\r\n{"cmd":"status"}',
  '"text"\n7\ntrue\n{"cmd":"get"}',
  `{"wifi":"${'x'.repeat(2_040)}"}`,
  ' '.repeat(2_050),
];

export const tcp: Parser = {
  name: 'tcp',
  seeds: STREAMS,
  pieces: [...JSON_PIECES, 'apply,', '\n', '\r\n', '\0', '\xef\xbb\xbf'],
  check,
};
