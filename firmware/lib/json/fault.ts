// The error for a text that is not a request, the same at every door that takes JSON.

import { type Fault, fault } from '../result.ts';

const SENTENCES = {
  bad_json: 'not JSON: check the byte at this offset, and the quotes and commas before it',
  too_deep: 'more than 4 levels of { and [',
  invalid_request: 'a request is one JSON object, like {"cmd":"status"}',
};

/** `offset` (bytes) is told with `bad_json`. */
export function jsonFault(code: keyof typeof SENTENCES, offset: number): Fault {
  const reply = fault(code, SENTENCES[code]);
  if (code === 'bad_json') reply.offset = offset;
  return reply;
}
