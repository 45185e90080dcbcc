// `/api/...` for programs and the page's script: the requests and replies of TCP.

import { jsonFault } from '../../lib/json/fault.ts';
import { readJson } from '../../lib/json/read.ts';
import type { HttpDeps } from './deps.ts';
import type { Request } from './request-state.ts';

/** The body is one whole JSON value and nothing else, behind a byte order mark at most; `take` gets it and its number of keys. */
function readBody(body: string, take: (text: string, keys: number) => void, reply: (given: object) => void): void {
  const text = body.replace(/^\xef\xbb\xbf/, '').replace(/^[ \t\r\n]+/, '');
  const before = body.length - text.length;
  // A number ends where something else begins.
  const reading = readJson(`${text}\n`);
  if (reading.at === 'begun') {
    // Of what is neither object nor array the reader never says that it is whole.
    const isScalar = text !== '' && text.charAt(0) !== '{' && text.charAt(0) !== '[';
    return reply(jsonFault(isScalar ? 'invalid_request' : 'bad_json', body.length));
  }
  if (reading.at === 'fault') return reply(jsonFault(reading.code, before + Math.min(reading.offset, text.length)));
  const rest = text.slice(reading.end).replace(/^[ \t\r\n]+/, '');
  if (rest) return reply(jsonFault('bad_json', body.length - rest.length));
  take(text.slice(0, reading.end), reading.keys);
}

/** A GET asks for a nonce, a POST brings a proof. */
/* @rare */
function answerOpen(request: Request, deps: HttpDeps, reply: (given: object) => void): void {
  if (request.method !== 'POST') return deps.openByCode(undefined, reply);
  readBody(request.body, (text) => deps.openByCode(JSON.parse(text) as { [key: string]: unknown }, reply), reply);
}

/** A GET is a command, of which `scan` shows the last one and `scan?fresh` makes one; a POST is what its body says. */
/* @rare */
export function answerApi(request: Request, deps: HttpDeps, reply: (given: object) => void): void {
  const name = request.path.slice(5);
  if (BUILD_HOME && name === 'open') return answerOpen(request, deps, reply);
  if (BUILD_APP && BUILD_HOME && name === 'app' && deps.shown) return reply({ ok: true, data: deps.shown() });
  const requests = deps.requests();
  if (request.method === 'POST')
    return readBody(request.body, (text, keys) => requests.answer(text, keys, 'anonymous', reply), reply);
  if (name === 'scan' && request.query !== 'fresh')
    return reply(requests.refuse('anonymous') || { ok: true, data: requests.scanData() });
  requests.answer(`{"cmd":"${name === 'config' ? 'get' : name}"}`, -1, 'anonymous', reply);
}
