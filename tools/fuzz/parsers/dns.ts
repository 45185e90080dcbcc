// Fuzzing the name server: one datagram in, at most one out, and no more in it than RFC 1035 and the table allow.

import { answer } from '../../../firmware/protocols/dns/answer.ts';
import { holds, type Parser, same } from '../parser.ts';

const ADDRESS = '\xc0\xa8\x04\x01';
const HOST = 'wifiprov-000110';
const RECORD_BYTES = 16;
const MESSAGE_MAX = 512;

interface Asked {
  name: string;
  type: number;
  net: number;
  end: number;
}

/** Byte by byte: the one question of a query, or undefined. */
function asked(query: Buffer): Asked | undefined {
  if (query.length > MESSAGE_MAX || query.readUInt16BE(4) !== 1) return undefined;
  const labels: string[] = [];
  let at = 12;
  for (;;) {
    const size = query[at++];
    if (size === undefined || size > 63) return undefined;
    if (size === 0) break;
    labels.push(query.toString('latin1', at, at + size));
    at += size;
    if (at - 12 > 254) return undefined;
  }
  if (at + 4 > query.length) return undefined;
  const name = labels
    .map((label) => `.${label}`)
    .join('')
    .toLowerCase();
  return { name, type: query.readUInt16BE(at), net: query.readUInt16BE(at + 2), end: at + 4 };
}

const isOneOf = (value: number, ...wanted: number[]): boolean => wanted.includes(value);

function check(input: string): void {
  const query = Buffer.from(input, 'latin1');
  const text = answer(input, ADDRESS, HOST);
  const mayAnswer = query.length >= 12 && !((query[2] ?? 0) & 0x80);
  same('whether it answers', text !== '', mayAnswer);
  if (!mayAnswer) return;
  const reply = Buffer.from(text, 'latin1');
  same('id', reply.readUInt16BE(0), query.readUInt16BE(0));
  holds(((reply[2] ?? 0) & 0x80) !== 0 && reply.length <= MESSAGE_MAX + RECORD_BYTES, 'not a reply, or too long');
  const question = (query[2] ?? 0) & 0x78 ? undefined : asked(query);
  same('counts', [reply.readUInt16BE(4), reply.readUInt32BE(8)], [question ? 1 : 0, 0]);
  if (question) checkAnswer(query, reply, question);
  else holds(isOneOf((reply[3] ?? 0) & 15, 1, 4) && reply.length === 12, 'a code that fits no question');
}

function checkAnswer(query: Buffer, reply: Buffer, question: Asked): void {
  const code = (reply[3] ?? 0) & 15;
  const count = reply.readUInt16BE(6);
  const echo = reply.subarray(12, question.end);
  holds(echo.equals(query.subarray(12, question.end)), 'the question is another one');
  const isA = isOneOf(question.type, 1, 255) && isOneOf(question.net, 1, 255);
  const isLocal = question.name.endsWith('.local') && question.name !== `.${HOST}.local`;
  // A byte 0x2e in a label looks like two labels: such names may be answered either way.
  if (!echo.includes(0x2e) && code === 0) same('answers', count, isA && !isLocal ? 1 : 0);
  holds(code === 0 || (code === 3 && count === 0), `code ${code}`);
  if (count) same('the address', reply.toString('latin1').slice(-4), ADDRESS);
}

const name = (text: string): string =>
  `${text
    .split('.')
    .map((label) => String.fromCharCode(label.length) + label)
    .join('')}\0`;
const query = (text: string, type = '\0\x01', flags = '\x01\0'): string =>
  `\x12\x34${flags}\0\x01\0\0\0\0\0\0${name(text)}${type}\0\x01`;
const SEEDS = [
  query('connectivitycheck.gstatic.com'),
  query('captive.apple.com', '\0\x1c'),
  query('www.example.org', '\0\xff'),
  query('use-application-dns.net'),
  query('wpad.home'),
  query(`${HOST}.local`),
  query('printer.local'),
  query('x'.repeat(63), '\0\x41'),
  query('a.b.c.d.e.f', '\0\x0c', '\x28\0'),
  `${query('edns.example')}\0\0\x29\x04\xd0\0\0\0\0\0\0`,
  `\x12\x34\x01\0\0\x02\0\0\0\0\0\0${name('two')}\0\x01\0\x01\xc0\x0c\0\x1c\0\x01`,
  `\x12\x34\x81\x80\0\x01\0\x01\0\0\0\0${name('reply')}\0\x01\0\x01`,
];
const PIECES = [
  '\0',
  '\0\x01',
  '\0\x02',
  '\xc0\x0c',
  '\x3f',
  '\x40',
  '\xff',
  'local',
  '\x05local',
  '\x04wpad',
  '\x80',
  '\x01\0',
];

export const dns: Parser = { name: 'dns', seeds: SEEDS, pieces: PIECES, check };
