// What a name server says that knows one address: every name leads to the device, so that every phone's probe does.

import {
  FORMAT_ERROR,
  HEADER_BYTES,
  IS_REPLY,
  NAME_ERROR,
  NO_ERROR,
  NOT_IMPLEMENTED,
  OPCODE,
  type Question,
  questionOf,
  replyTo,
} from './message.ts';

const A = 1;
const ANY = 255;
const INTERNET = 1;
/** A pointer to the question's name, A, IN, 10 s to live, 4 bytes: short, so that no phone keeps it when it has left. */
const RECORD = '\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x0a\x00\x04';
const LOCAL = '.local';
const WPAD = '.wpad.';

/** "No such name" for these: Firefox, iOS and macOS then ask us for all others, and clients don't look for a proxy here. */
function isRefused(name: string): boolean {
  const canaries = ['.use-application-dns.net', '.mask.icloud.com', '.mask-h2.icloud.com'];
  return canaries.indexOf(name) >= 0 || `${name}.`.slice(0, WPAD.length) === WPAD;
}

function isOurs(question: Question, host: string): boolean {
  if (question.net !== INTERNET && question.net !== ANY) return false;
  if (question.type !== A && question.type !== ANY) return false;
  return question.name.slice(-LOCAL.length) !== LOCAL || question.name === `.${host.toLowerCase()}${LOCAL}`;
}

/** The reply to a datagram, '' for none; `address` has 4 bytes, `host` is the device's own name before `.local`. */
/* @hot */
export function answer(query: string, address: string, host: string): string {
  const flags = query.charCodeAt(2);
  if (query.length < HEADER_BYTES || flags & IS_REPLY) return '';
  if (flags & OPCODE) return replyTo(query, NOT_IMPLEMENTED, '', '');
  const question = questionOf(query);
  if (!question) return replyTo(query, FORMAT_ERROR, '', '');
  if (isRefused(question.name)) return replyTo(query, NAME_ERROR, question.bytes, '');
  return replyTo(query, NO_ERROR, question.bytes, isOurs(question, host) ? RECORD + address : '');
}
