// Fuzzing the reader of HTTP requests: cut up anyhow, the same request comes out, and never more than the limits allow.

import { isType, LANGUAGES, languageOf, takesGzip } from '../../../firmware/protocols/http/accept.ts';
import { HEADERS, header } from '../../../firmware/protocols/http/header.ts';
import { awaitsContinue, readRequest } from '../../../firmware/protocols/http/request.ts';
import {
  BODY_MAX,
  HEAD_MAX,
  newRequestState,
  type RequestState,
} from '../../../firmware/protocols/http/request-state.ts';
import { holds, type Parser, piecesOf, same } from '../parser.ts';
import { FORM_PIECES } from '../pieces.ts';
import { FORMS, REQUESTS } from '../seeds.ts';

/** One request each connection: what comes after it is not read. */
function read(pieces: readonly string[]): RequestState {
  let now = newRequestState();
  for (const piece of pieces) {
    now = readRequest(now, piece);
    holds(now.rest.length <= Math.max(HEAD_MAX, BODY_MAX) + piece.length, `${now.rest.length} bytes are held`);
    awaitsContinue(now);
    if (now.at === 'whole' || now.at === 'bad') break;
  }
  return now;
}

const NAMES = HEADERS.split(' ').filter((name) => name.length > 1);
const valuesOf = (head: string): (string | undefined)[] => NAMES.map((name) => header(head, name));

/** What the client acts on; of an unfinished line it may hold the name alone. */
function shown(now: RequestState): unknown {
  const isOver = now.at === 'whole' || now.at === 'bad';
  const { method, path, query, host, head, body } = now;
  if (now.at === 'bad') return [now.at, now.status];
  return [now.at, now.status, method, path, query, host, valuesOf(head), isOver ? body : ''];
}

/** What stands in the chunks behind the first empty line; undefined when they are none. */
function unchunked(input: string): string | undefined {
  const request = input.replace(/^[\r\n]+/, '');
  let rest = request.slice(request.search(/\n\r?\n/)).replace(/^\n\r?\n/, '');
  let body = '';
  for (;;) {
    const line = /^[ \t]*([0-9a-f]{1,6})[ \t\r]*(;[^\n]*)?\n/i.exec(rest);
    if (!line) return undefined;
    const size = Number.parseInt(line[1] ?? '', 16);
    if (size === 0) return body;
    body += rest.slice(line[0].length, line[0].length + size);
    rest = rest.slice(line[0].length + size).replace(/^\r?\n/, '');
  }
}

function checkWhole(now: RequestState, input: string): void {
  const { method, path, host, head, body } = now;
  holds(/^[A-Za-z-]+$/.test(method) && /^[!-~]*$/.test(path), 'a method or path that is none');
  holds(/^[a-z0-9.:_[\]-]*$/.test(host), `host ${host}`);
  for (const value of valuesOf(head)) holds(!value?.includes('\n'), 'a header with a line end in it');
  if (now.status === 0) {
    holds(body.length <= BODY_MAX, 'a body beyond its limit');
    if (header(head, 'transfer-encoding') === 'chunked') same('the body of chunks', body, unchunked(input));
    else {
      same('the body', body.length, Number(header(head, 'content-length') ?? 0));
      holds(input.includes(body), 'a body that was not sent');
      holds(header(head, 'transfer-encoding') === undefined, 'a transfer encoding that is none');
    }
  }
  isType(header(head, 'content-type'), 'application/json');
  takesGzip(header(head, 'accept-encoding'));
  holds(LANGUAGES.includes(languageOf(header(head, 'accept-language'))), 'a language that is none');
}

function check(input: string, cuts: readonly number[]): void {
  const whole = read([input]);
  if (whole.at === 'whole') checkWhole(whole, input);
  holds(whole.size <= HEAD_MAX + input.length, 'a head beyond its limit');
  same('cut up', shown(read(piecesOf(input, cuts))), shown(whole));
}

const HEAD = 'Host: 192.168.4.1\r\nUser-Agent: Mozilla/5.0 (X11)\r\nAccept: */*\r\n';
const post = (body: string, type: string): string =>
  `POST / HTTP/1.1\r\n${HEAD}Content-Type: ${type}\r\nOrigin: http://192.168.4.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const SEEDS = [
  `GET / HTTP/1.1\r\n${HEAD}Accept-Encoding: gzip, deflate\r\nAccept-Language: de-DE,de;q=0.9,en;q=0.8\r\n\r\n`,
  `GET /generate_204 HTTP/1.1\r\nHost: connectivitycheck.gstatic.com\r\nConnection: close\r\n\r\n`,
  'GET /hotspot-detect.html HTTP/1.0\r\n\r\n',
  'GET http://www.msftconnecttest.com/connecttest.txt HTTP/1.1\nHost: www.msftconnecttest.com\n\n',
  `HEAD /api/status?x=1&y HTTP/1.1\r\n${HEAD}\r\n`,
  'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n',
  ...FORMS.slice(0, 4).map((form) => post(form, 'application/x-www-form-urlencoded')),
  ...REQUESTS.slice(0, 3).map((json) => post(json, 'application/json; charset=utf-8')),
  `POST /api/config HTTP/1.1\r\n${HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`,
  `POST /api/config HTTP/1.1\r\n${HEAD}Transfer-Encoding: chunked\r\n\r\n2;x=y\r\n{}\r\n00\r\nX: y\r\n\r\n`,
  `POST /api/config HTTP/1.1\r\n${HEAD}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}`,
  `POST / HTTP/1.1\r\n${HEAD}Content-Length: 2048\r\n\r\n${'a=b&'.repeat(512)}`,
  `GET / HTTP/1.1\r\nX-Long: ${'y'.repeat(4000)}\r\nHost: a\r\n\r\n`,
  '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03',
];
const PIECES = [
  ...[
    '\r\n',
    '\n',
    '\r',
    '\r\n\r\n',
    ' ',
    '\t',
    ':',
    ': ',
    '/',
    '?',
    '%',
    'HTTP/1.1',
    'HTTP/1.0',
    'HTTP/2.0',
    'GET ',
    'POST ',
  ],
  ...[
    'Host: ',
    'Host: a\r\n',
    'Content-Length: ',
    'Content-Length: 2048\r\n',
    'Content-Length: 2049\r\n',
    'content-length: -1\r\n',
  ],
  ...[
    'Content-Length: 999999999999\r\n',
    'Transfer-Encoding: chunked\r\n',
    '0\r\n\r\n',
    '1\r\na\r\n',
    'Expect: 100-continue\r\n',
    'Origin: null\r\n',
  ],
  ...[
    'Cookie: session=7\r\n',
    'Accept-Language: es\r\n',
    ' folded: x\r\n',
    'X: y\r\n',
    '__proto__: x\r\n',
    'constructor: x\r\n',
    '\0',
    '\xff',
  ],
  ...FORM_PIECES.slice(0, 6),
];

export const http: Parser = { name: 'http', seeds: SEEDS, pieces: PIECES, check };
