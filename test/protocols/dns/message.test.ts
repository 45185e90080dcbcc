// The limits of a DNS query, and bytes that are none.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answer } from '../../../firmware/protocols/dns/answer.ts';
import { LABEL_MAX, MESSAGE_MAX, NAME_MAX } from '../../../firmware/protocols/dns/message.ts';
import { fromHex, query, wireName, word } from './queries.ts';

const ask = (message: string): string => answer(message, '\xc0\xa8\x04\x01', 'wifiprov-0000aa');
const said = (message: string): string => `${ask(message).charCodeAt(3) & 15}, ${ask(message).charCodeAt(7)} answers`;
const ADDRESS = '0, 1 answers';
const FORMAT_ERROR = '1, 0 answers';

describe('the limits', () => {
  it.each([
    [LABEL_MAX - 1, ADDRESS],
    [LABEL_MAX, ADDRESS],
    [LABEL_MAX + 1, FORMAT_ERROR],
  ])('a label of %i bytes is answered %s', (length, reply) => {
    expect(said(query(`www.${'x'.repeat(length)}.com`))).toBe(reply);
  });

  it.each([
    [NAME_MAX - 1, ADDRESS],
    [NAME_MAX, ADDRESS],
    [NAME_MAX + 1, FORMAT_ERROR],
  ])('a name of %i bytes is answered %s', (length, reply) => {
    const long = 'x'.repeat(LABEL_MAX);
    const name = `${long}.${long}.${long}.${'y'.repeat(length - 3 * (LABEL_MAX + 1) - 2)}`;
    expect(wireName(name)).toHaveLength(length);
    expect(said(query(name))).toBe(reply);
  });

  it.each([
    [MESSAGE_MAX - 1, ADDRESS],
    [MESSAGE_MAX, ADDRESS],
    [MESSAGE_MAX + 1, FORMAT_ERROR],
  ])('a message of %i bytes is answered %s', (length, reply) => {
    expect(said(query('a.b').padEnd(length, '\0'))).toBe(reply);
  });
});

describe('whatever comes', () => {
  /** Nothing of it but id and question may come back, and never much. */
  function check(message: string): void {
    const reply = ask(message);
    if (!reply) return;
    expect(reply.length).toBeLessThanOrEqual(MESSAGE_MAX);
    expect(reply.slice(0, 2)).toBe(message.slice(0, 2));
    expect(reply.charCodeAt(2) & 0x80).toBe(0x80);
    const hasQuestion = reply.slice(4, 6) === word(1);
    const record = reply.slice(6, 8) === word(1) ? fromHex('c00c 0001 0001 0000000a 0004 c0a80401') : '';
    const question = reply.slice(12, reply.length - record.length);
    expect(reply.slice(8)).toBe(`\0\0\0\0${question}${record}`);
    expect(question).toBe(hasQuestion ? message.slice(12, 12 + question.length) : '');
  }
  const bytes = (maxLength: number): fc.Arbitrary<string> =>
    fc.uint8Array({ maxLength }).map((array) => Buffer.from(array).toString('latin1'));

  it('no bytes make it throw or send back what is not theirs', () => {
    fc.assert(fc.property(bytes(600), check), { numRuns: 2_000 });
  });

  it('nor does anything behind the header of a query', () => {
    const header = fromHex('7419 0100 0001 0000 0000 0001');
    fc.assert(
      fc.property(bytes(600), (rest) => check(header + rest)),
      { numRuns: 2_000 },
    );
  });

  it('nor a query with one byte changed', () => {
    const whole = query('captive.apple.com', { opt: true });
    const at = fc.nat(whole.length - 1);
    fc.assert(
      fc.property(at, fc.integer({ min: 0, max: 255 }), (i, byte) =>
        check(whole.slice(0, i) + String.fromCharCode(byte) + whole.slice(i + 1)),
      ),
      { numRuns: 2_000 },
    );
  });
});
