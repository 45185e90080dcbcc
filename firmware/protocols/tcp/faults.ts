// Errors of a stream that does not hold requests.

import { jsonFault } from '../../lib/json/fault.ts';
import { type Fault, fault, isFault } from '../../lib/result.ts';
import { applyChanges } from './apply.ts';
import { type Frame, REQUEST_MAX } from './frame.ts';

const TOO_LARGE = `the request is over ${REQUEST_MAX} bytes; the connection is closed`;

/** What is wrong with it, before the request handler sees it. */
/* @rare */
export function faultOf(frame: Frame): Fault | null {
  if (frame.type === 'apply') {
    const changes = applyChanges(frame.text);
    return isFault(changes) ? changes : null;
  }
  if (frame.type !== 'fault') return null;
  return frame.code === 'too_large' ? fault('too_large', TOO_LARGE) : jsonFault(frame.code, frame.offset);
}
