// Improv frames among typed text: the same frames and the same text, however the UART cuts them.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandOf } from '../../../firmware/protocols/improv/frame.ts';
import { FRAME_SILENCE_MS, FrameDetector } from '../../../firmware/protocols/improv/frame-detector.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { bytesOf, COMMANDS, command, credentials, frame, sum } from './bytes.ts';

/** What came out, in order: text as it stands after what was called back, frames in angle brackets. */
function listen() {
  let out: string[] = [];
  const clock = fakeClock();
  const line = {
    text: (bytes: string, isCut: boolean) => void out.push(isCut ? `${bytes}|cut` : bytes),
    unsay(bytes: string) {
      const all = out.join('');
      expect(all.endsWith(bytes)).toBe(true);
      out = [all.slice(0, -bytes.length)];
    },
  };
  const ear = new FrameDetector(clock, line, (bytes) => {
    const got = commandOf(bytes, sum);
    out.push(got ? `<${got.command}${got.payload}>` : '<!>');
    return got !== undefined;
  });
  return {
    ear,
    said: () => out.join(''),
    pass: clock.pass,
  };
}

function hears(...chunks: string[]): string {
  const { ear, said } = listen();
  for (const chunk of chunks) ear.data(chunk, false);
  return said();
}

const STATE = `${command(2)}\n`;

describe('the UART', () => {
  it.each(COMMANDS)('has the frame %s, its newline taken with it', (_what, hex, number, payload) => {
    expect(hears(bytesOf(hex))).toBe(`<${number}${payload}>`);
    expect(hears(...bytesOf(hex))).toBe(`<${number}${payload}>`);
  });

  it.each([
    'IMPROV',
    'IMPROV\r',
    'IMPROV\n',
    'IMPROV\x03',
    'IMPROV\x08',
    'IMPROV1',
    'IMPROV\x05',
    'IMPROV\x15',
    'IMPROV\x1b[D',
    'IMPROV\x7f',
    'IMPROV\xc3\xbc',
    'IMPROV\xf4\x80\x80\x80',
    'IMPROVISE\r',
    'wifiprov set 0 1 0 1 4 IMPROV "IMPROVIMPROV"\r\n',
    'IIMPROV\rIMPRO\rIMP',
    'I',
  ])('leaves %j to the line that is typed', (text) => {
    expect(hears(text)).toBe(text);
    expect(hears(...text)).toBe(text);
  });

  it.each([
    ['before a frame', `wifi${STATE}`, 'wifi<2>'],
    ['behind it', `${STATE}help\r`, '<2>help\r'],
    ['that begins like one', `IMPIMPROIMPROV${STATE}`, 'IMPIMPROIMPROV<2>'],
    ['between two', `${STATE}a\r${STATE}`, '<2>a\r<2>'],
  ])('keeps the text %s', (_where, bytes, heard) => {
    expect(hears(bytes)).toBe(heard);
    expect(hears(...bytes)).toBe(heard);
  });

  it('takes one newline with a frame, and no other byte', () => {
    expect(hears(STATE, '\n\r\n')).toBe('<2>\n\r\n');
    expect(hears(command(2), '\r\n')).toBe('<2>\r\n');
    expect(hears(command(2), '\n', '\n')).toBe('<2>\n');
    expect(hears(command(2), command(2))).toBe('<2><2>');
  });

  it('has frames of every length from 0 to 255', () => {
    for (let size = 0; size <= 255; size++) {
      const payload = 'x'.repeat(Math.max(0, size - 2));
      const bytes = size < 2 ? frame(3, 'x'.repeat(size)) : command(9, payload);
      expect(hears(bytes, 'a')).toBe(size < 2 ? '<!>a' : `<9${payload}>a`);
    }
  });

  it.each([0, 2, 4, 0x1f, 0x80, 0xc1, 0xf5, 0xff])('reports a frame of version %i as a damaged one', (version) => {
    expect(hears(`${frame(3, '\x02\x00', version)}\nok`)).toBe('<!>ok');
  });

  it('hears the next frame when a torn one has swallowed its beginning', () => {
    const torn = credentials('Home', 'correct horse').slice(0, -10);
    expect(hears(torn, `${STATE}ok`)).toBe('<!><2>ok');
    expect(hears(torn, STATE.slice(0, 9), STATE.slice(9), 'ok')).toBe('<!><2>ok');
  });

  it.each([
    [FRAME_SILENCE_MS - 1, '<5lamp-7>ok'],
    [FRAME_SILENCE_MS, 'mp-7\x02ok'],
    [FRAME_SILENCE_MS + 1, 'mp-7\x02ok'],
  ])('waits for the other half of a frame: %i ms', (ms, heard) => {
    const whole = command(5, 'lamp-7');
    const { ear, said, pass } = listen();
    ear.data(whole.slice(0, 13), false);
    pass(ms);
    ear.data(`${whole.slice(13)}${heard[0] === '<' ? '\n' : ''}ok`, false);
    expect(said()).toBe(heard);
  });

  it('forgets a half frame, and types on', () => {
    const { ear, said, pass } = listen();
    ear.data(command(5, 'lamp-7').slice(0, 13), false);
    pass(FRAME_SILENCE_MS);
    ear.data('help\r', false);
    ear.data(STATE, false);
    expect(said()).toBe('help\r<2>');
  });
});

describe('a burst that may be cut', () => {
  const cut = (bytes: string): string => {
    const { ear, said } = listen();
    ear.data(bytes, true);
    ear.data('x', false);
    return said();
  };

  it.each([
    ['a frame and its newline', STATE, '<2>x'],
    ['a frame', command(2), '<2>x'],
    ['half a frame', STATE.slice(0, 10), '<!>x'],
    ['a header', STATE.slice(0, 7), '<!>x'],
    ['a frame and half of one', STATE + STATE.slice(0, 10), '<2><!>x'],
    ['a line and half a frame', `help\r${STATE.slice(0, 9)}`, 'help\r<!>x'],
    ['a frame and text', `${STATE}help`, '<2>help|cutx'],
    ['text', 'help\rIMPRO', 'help\rIMPRO|cutx'],
  ])('with %s at its end', (_what, bytes, heard) => {
    expect(cut(bytes)).toBe(heard);
  });

  it('ends a frame whose halves came in two bursts', () => {
    const { ear, said } = listen();
    const whole = credentials('a'.repeat(31), 'b'.repeat(50));
    ear.data(whole.slice(0, 48), false);
    ear.data(whole.slice(48), true);
    expect(said()).toMatch(/^<1[^<]*>$/);
  });
});

describe('any cutting', () => {
  const key = fc.constantFrom('I', 'M', 'P', 'R', 'O', 'V', 'IMPROV', 'a', '\r', '\n', ' ', '\x03', '\x7f');
  const typed = fc.array(key, { maxLength: 12 }).map((keys) => keys.join(''));
  const sent = fc
    .tuple(fc.integer({ min: 0, max: 9 }), fc.string({ maxLength: 30, unit: 'binary' }))
    .map(([number, payload]) => `${command(number, Buffer.from(payload).toString('latin1').slice(0, 100))}\n`);
  const stream = fc.array(fc.oneof(typed, sent), { maxLength: 8 }).map((pieces) => pieces.join(''));

  it('gives the same frames and the same text', () => {
    fc.assert(
      fc.property(stream, fc.infiniteStream(fc.integer({ min: 1, max: 30 })), (bytes, sizes) => {
        const chunks: string[] = [];
        for (let at = 0; at < bytes.length; at += (chunks.at(-1) as string).length)
          chunks.push(bytes.slice(at, at + (sizes.next().value as number)));
        expect(hears(...chunks)).toBe(hears(bytes));
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives each frame, and each byte of text between them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(typed, sent), { maxLength: 6 }), (pairs) => {
        const bytes = pairs.map(([text, one]) => text + one).join('');
        const wanted = pairs.map(([text, one]) => {
          const got = commandOf(one.slice(0, -1), sum);
          return `${text}<${got?.command}${got?.payload}>`;
        });
        expect(hears(bytes)).toBe(wanted.join(''));
      }),
      { numRuns: 2_000 },
    );
  });
});
