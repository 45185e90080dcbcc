// Improv's frames against the bytes that the SDK sends and accepts.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  commandOf,
  credentialsOf,
  errorFrame,
  resultFrame,
  stateFrame,
  withLengths,
} from '../../../firmware/protocols/improv/frame.ts';
import { bytesOf, COMMANDS, command, ERRORS, frame, hexOf, RESULTS, STATES, sum } from './bytes.ts';

describe('a frame from the device', () => {
  const sent = (hex: string): string => hexOf(`\n${bytesOf(hex)}`);

  it.each(STATES)('tells the state %s between two newlines', (_what, hex, state) => {
    expect(hexOf(stateFrame(state, sum))).toBe(sent(hex));
  });

  it.each(ERRORS)('tells %s', (_what, hex, code) => {
    expect(hexOf(errorFrame(code, sum))).toBe(sent(hex));
  });

  it.each(RESULTS)('tells the result %s', (_what, hex, number, texts) => {
    expect(hexOf(resultFrame(number, withLengths(texts), sum))).toBe(sent(hex));
  });

  it.each([
    ['lamp-07', 11],
    ['lamp-7', 9],
    ['lamp-007', 11],
  ])('never has the length byte 10, which its reader takes for a newline: %s has %i', (text, length) => {
    expect(resultFrame(5, withLengths([text]), sum).charCodeAt(9)).toBe(length);
  });

  it('has never the length byte 10, whatever the texts', () => {
    const texts = fc.array(fc.string({ maxLength: 12, unit: 'binary-ascii' }), { maxLength: 6 });
    fc.assert(
      fc.property(texts, (list) => {
        const sent = resultFrame(4, withLengths(list), sum);
        const size = sent.charCodeAt(9);
        expect(size).not.toBe(10);
        expect([sent.length, sent.charCodeAt(11)]).toEqual([size + 12, size - 2]);
      }),
    );
  });
});

describe('a frame from the client', () => {
  it.each(COMMANDS)('%s is understood', (_what, hex, number, payload) => {
    expect(commandOf(bytesOf(hex).slice(0, -1), sum)).toEqual({ command: number, payload });
  });

  it.each([
    ['the version is 0', frame(3, '\x02\x00', 0)],
    ['the version is 2', frame(3, '\x02\x00', 2)],
    ['the type is that of a state', frame(1, '\x02')],
    ['the type is that of a result', frame(4, '\x02\x00')],
    ['it has no data', frame(3, '')],
    ['it has one byte', frame(3, '\x02')],
    ['its inner length is too short', frame(3, '\x05\x01ab')],
    ['its inner length is too long', frame(3, '\x05\x03ab')],
    ['there is none', ''],
  ])('is refused when %s', (_why, bytes) => {
    expect(commandOf(bytes, sum)).toBeUndefined();
  });

  it('is refused when any one of its bytes is another', () => {
    const right = command(5, 'lamp-7');
    for (let at = 0; at < right.length; at++) {
      const other = String.fromCharCode(right.charCodeAt(at) ^ 1);
      expect(commandOf(right.slice(0, at) + other + right.slice(at + 1), sum), `byte ${at}`).toBeUndefined();
    }
  });

  it.each([
    ['\x04Home\x09wrongpass', ['Home', 'wrongpass']],
    ['\x04Cafe\x00', ['Cafe', '']],
    ['\x00\x00', ['', '']],
    ['', undefined],
    ['\x04Home', undefined],
    ['\x04Home\x09wrongpas', undefined],
    ['\x04Home\x09wrongpasss', undefined],
    ['\x20Home\x09wrongpass', undefined],
  ])('has the credentials of %j', (payload, both) => {
    expect(credentialsOf(payload)).toEqual(both);
  });
});
