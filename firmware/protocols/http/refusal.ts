// Requests that can't be served, in the words of the door that was asked.

import { type Code, fault, INTERNAL } from '../../lib/result.ts';
import { type Answer, jsonAnswer, statusText, textAnswer } from './answer.ts';
import { BODY_MAX, HEAD_MAX } from './request-state.ts';

const CODES: { [status: number]: Code } = {
  408: 'timeout',
  413: 'too_large',
  431: 'too_large',
  500: 'internal',
};
const SENTENCES: { [status: number]: string } = {
  400: 'this is no valid HTTP request; the address begins with http://, not https://',
  403: 'the request comes from another site',
  404: 'unknown path; use /, /api/status, /api/scan or /api/config',
  405: 'the path does not take this method',
  408: 'the request was not complete in time',
  411: 'send a Content-Length',
  415: 'send a form as application/x-www-form-urlencoded, JSON as application/json',
  413: `the body is over ${BODY_MAX} bytes`,
  417: 'only 100-continue can be expected',
  431: `the headers are over ${HEAD_MAX} bytes`,
  500: INTERNAL,
  505: 'use HTTP/1.1',
};

/** JSON under /api/, else a line of text. */
export function refusal(status: number, path: string): Answer {
  const sentence = SENTENCES[status] as string;
  if (path.slice(0, 5) !== '/api/') return textAnswer(status, 'text/plain', `${statusText(status)}: ${sentence}\n`);
  return jsonAnswer(status, fault(CODES[status] || 'invalid_request', sentence));
}
