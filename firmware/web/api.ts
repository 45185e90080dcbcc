// `/api/...` for programs and the page's script: the requests and replies of TCP.

import { readJson } from '../core/json/read.ts';
import { type Fault, fault } from '../core/result.ts';
import type { Request } from './reading.ts';
import type { Site } from './site.ts';

const NO_OBJECT = 'a request is one JSON object, like {"cmd":"status"}';

function badJson(offset: number): Fault {
  const wrong = fault('bad_json', 'not JSON: look at the byte at this offset, and the quotes and commas before it');
  wrong.offset = offset;
  return wrong;
}

/** The body is one whole JSON value and nothing else. */
function answerJson(body: string, site: Site, reply: (given: object) => void): void {
  const text = body.replace(/^[ \t\r\n]+/, '');
  const before = body.length - text.length;
  // A number ends where something else begins.
  const reading = readJson(`${text}\n`);
  if (reading.at === 'begun') {
    // Of what is neither object nor array the reader never says that it is whole.
    const isScalar = text !== '' && text.charAt(0) !== '{' && text.charAt(0) !== '[';
    return reply(isScalar ? fault('invalid_request', NO_OBJECT) : badJson(body.length));
  }
  if (reading.at === 'fault')
    return reply(
      reading.code === 'too_deep'
        ? fault('too_deep', 'more than 4 levels of { and [')
        : badJson(before + Math.min(reading.offset, text.length)),
    );
  const rest = text.slice(reading.end).replace(/^[ \t\r\n]+/, '');
  if (rest) return reply(badJson(body.length - rest.length));
  site.desk().answer(text.slice(0, reading.end), reading.keys, 'stranger', reply);
}

/** A GET is a command, of which `scan` shows the last one and `scan?fresh` makes one; a POST is what its body says. */
export function answerApi(request: Request, site: Site, reply: (given: object) => void): void {
  if (request.method === 'POST') return answerJson(request.body, site, reply);
  const desk = site.desk();
  const name = request.path.slice(5);
  if (name === 'scan' && request.query !== 'fresh')
    return reply(desk.refuse('stranger') || { ok: true, data: desk.scanData() });
  desk.answer(`{"cmd":"${name === 'config' ? 'get' : name}"}`, -1, 'stranger', reply);
}
