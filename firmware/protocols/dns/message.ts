// Reads a DNS query and writes the reply to it (RFC 1035 section 4). Nothing of a query but its id and its question is
// ever sent back: an OPT record echoed behind an answer makes resolvers throw all of it away.

/** A UDP message; a name on the wire, with its length bytes; one part of a name between two dots. */
export const MESSAGE_MAX = 512;
export const NAME_MAX = 255;
export const LABEL_MAX = 63;
export const HEADER_BYTES = 12;

/** In the third byte of a message. */
export const IS_REPLY = 0x80;
export const OPCODE = 0x78;
const AUTHORITATIVE = 0x04;
const RECURSION_DESIRED = 0x01;
/** In the fourth byte, above the result code. */
const RECURSION_AVAILABLE = 0x80;

export const NO_ERROR = 0;
export const FORMAT_ERROR = 1;
export const NAME_ERROR = 3;
export const NOT_IMPLEMENTED = 4;

const ONE = '\x00\x01';
const NONE = '\x00\x00';

export interface Question {
  /** In lower case, with a dot before each label. */
  name: string;
  type: number;
  net: number;
  /** As it came: resolvers compare it letter by letter. */
  bytes: string;
}

const word = (text: string, at: number): number => text.charCodeAt(at) * 256 + text.charCodeAt(at + 1);

/** The one question of a query; undefined when there is another number of them, or it is not well-formed. */
export function questionOf(query: string): Question | undefined {
  if (query.length > MESSAGE_MAX || query.slice(4, 6) !== ONE) return undefined;
  let at = HEADER_BYTES;
  let name = '';
  for (let size = query.charCodeAt(at); size !== 0; size = query.charCodeAt(at)) {
    // Neither is a pointer a length, nor what is read behind the end. The name's own end needs a byte too.
    if (!(size <= LABEL_MAX) || name.length + size + 2 > NAME_MAX) return undefined;
    name += `.${query.slice(at + 1, at + 1 + size)}`;
    at += size + 1;
  }
  const bytes = query.slice(HEADER_BYTES, at + 5);
  if (HEADER_BYTES + bytes.length < at + 5) return undefined;
  return { name: name.toLowerCase(), type: word(query, at + 1), net: word(query, at + 3), bytes };
}

/** The reply to a query with a whole header: question and record may be empty. */
export function replyTo(query: string, code: number, question: string, record: string): string {
  const kept = query.charCodeAt(2) & (OPCODE | RECURSION_DESIRED);
  const flags = String.fromCharCode(IS_REPLY | AUTHORITATIVE | kept, RECURSION_AVAILABLE | code);
  return query.slice(0, 2) + flags + (question ? ONE : NONE) + (record ? ONE : NONE) + NONE + NONE + question + record;
}
