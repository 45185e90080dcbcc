// What is told about a stream that is no requests.

import { type Fault, fault } from '../core/result.ts';
import { type Frame, REQUEST_MAX } from './frame.ts';

const FAULTS: { [code: string]: string } = {
  bad_json: 'not JSON: look at the byte at this offset, and the quotes and commas before it',
  too_deep: 'more than 4 levels of { and [',
  too_large: `a request has at most ${REQUEST_MAX} bytes; the connection is closed`,
  invalid_request: 'a request is one JSON object, like {"cmd":"status"}',
};

export function frameFault(frame: Frame & { type: 'fault' }): Fault {
  const reply = fault(frame.code, FAULTS[frame.code] as string);
  if (frame.code === 'bad_json') reply.offset = frame.offset;
  return reply;
}
