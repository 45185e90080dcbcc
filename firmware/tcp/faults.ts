// What is told about a stream that is no requests.

import { jsonFault } from '../core/json/fault.ts';
import { type Fault, fault } from '../core/result.ts';
import { type Frame, REQUEST_MAX } from './frame.ts';

const TOO_LARGE = `the request is over ${REQUEST_MAX} bytes; the connection is closed`;

export function frameFault(frame: Frame & { type: 'fault' }): Fault {
  return frame.code === 'too_large' ? fault('too_large', TOO_LARGE) : jsonFault(frame.code, frame.offset);
}
