// The parser of HTTP requests: what it takes, what it refuses, and that no way of cutting the bytes matters.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { header, keptOf, UNSORTED_MAX } from '../../../firmware/protocols/http/header.ts';
import { awaitsContinue, readRequest } from '../../../firmware/protocols/http/request.ts';
import {
  BODY_MAX,
  HEAD_MAX,
  newRequestState,
  type RequestState,
} from '../../../firmware/protocols/http/request-state.ts';
import { eachOnChip } from '../../fakes/chip.ts';
import { onInterpreters } from '../../interpreters.ts';

const NAMES = [
  'host',
  'content-length',
  'content-type',
  'transfer-encoding',
  'origin',
  'expect',
  'accept-encoding',
  'accept-language',
  'cookie',
];

/** What it has understood. */
function known({ at, method, path, query, host, head, body }: RequestState): unknown {
  const headers = NAMES.map((name) => header(head, name) ?? null);
  return at === 'bad' ? at : [method, path, query, host, headers, body];
}

function feed(pieces: string[]): RequestState {
  return pieces.reduce(readRequest, newRequestState());
}

/** A reading in short. */
function word(now: RequestState): string {
  const { method, path, query, host, body } = now;
  if (now.at === 'bad') return `${now.status}`;
  if (now.at !== 'whole') return now.at;
  const parts = [method, host, path, query && `?${query}`, body && JSON.stringify(body), now.status || ''];
  return parts.filter((part) => part !== '').join(' ');
}

const get = (...headers: string[]): string =>
  `GET / HTTP/1.1\r\nHost: h\r\n${headers.map((h) => `${h}\r\n`).join('')}\r\n`;
const post = (body: string, ...headers: string[]): string =>
  get(`Content-Length: ${body.length}`, ...headers).replace('GET', 'POST') + body;

const chunked = (body: string): string => get('Transfer-Encoding: chunked').replace('GET', 'POST') + body;
const CHUNK_OF_1K = `400\r\n${'x'.repeat(1_024)}\r\n`;

const GOOD: [what: string, bytes: string, want: string][] = [
  ['a GET', get(), 'GET h /'],
  ['a HEAD', get().replace('GET', 'HEAD'), 'HEAD h /'],
  ['a POST with its body', post('a=b&c'), 'POST h / "a=b&c"'],
  ['a POST without a body', post(''), 'POST h /'],
  ['a POST without a length', get().replace('GET', 'POST'), 'POST h /'],
  ['an unknown method', get().replace('GET', 'M-SEARCH'), 'M-SEARCH h /'],
  ['a path and a query', get().replace('/ ', '/a/b?plain&x=%20 '), 'GET h /a/b ?plain&x=%20'],
  ['two question marks', get().replace('/ ', '/a?b?c '), 'GET h /a ?b?c'],
  ['HTTP/1.0', get().replace('1.1', '1.0'), 'GET h /'],
  ['HTTP/1.0 without Host', 'GET / HTTP/1.0\r\n\r\n', 'GET /'],
  ['HTTP/1.1 with an empty Host', 'GET / HTTP/1.1\r\nHost:\r\n\r\n', 'GET /'],
  ['a later HTTP/1', get().replace('1.1', '1.9'), 'GET h /'],
  ['bare line feeds', get().replaceAll('\r', ''), 'GET h /'],
  ['an empty line before', `\r\n\n${get()}`, 'GET h /'],
  ['header names in any case, values with blanks around', `${get('cONTENT-lENGTH: \t 2 \t').replace('h\r', 'H.Local:80  \r')}ok`, 'GET h.local / "ok"'],
  ['a Host with the root\'s dot', get().replace(': h', ': example.COM.'), 'GET example.com /'],
  ['a Host with a port', get().replace(': h', ':127.0.0.1:8080'), 'GET 127.0.0.1:8080 /'],
  ['an IPv6 Host', get().replace(': h', ': [::1]:8080'), 'GET [::1]:8080 /'],
  ['a target as sent to a proxy: its host counts', get().replace('/ ', 'http://Other.example:80/x?y '), 'GET other.example /x ?y'],
  ['a target as sent to a proxy, without a path', get().replace('/ ', 'HTTP://other.example '), 'GET other.example /'],
  ['OPTIONS *', get().replace('GET /', 'OPTIONS *'), 'OPTIONS h *'],
  ['CONNECT', get().replace('GET /', 'CONNECT a:443'), 'CONNECT h a:443'],
  ['bytes after the body', `${post('a')}GET / HTTP/1.1\r\n`, 'POST h / "a"'],
  ['a second request behind', get() + get(), 'GET h /'],
  ['a body of any bytes', post('\x00\xff\r\n\r\n'), `POST h / ${JSON.stringify('\x00\xff\r\n\r\n')}`],
  ['unneeded header lines, of any bytes', get('X-A: \x00\xff\x01', 'Y:', 'Zz:zz: z'), 'GET h /'],
  ['two cookies', get('Cookie: a=1', 'Cookie: session=2'), 'GET h /'],
  ['Expect: 100-continue', post('a', 'Expect: 100-Continue'), 'POST h / "a"'],
  ['any Expect in HTTP/1.0', post('a', 'Expect: x').replace('1.1', '1.0'), 'POST h / "a"'],
  ['chunks', chunked('5\r\na=b&c\r\n0\r\n\r\n'), 'POST h / "a=b&c"'],
  ['chunks of any sizes, with extensions, blanks and capital digits', chunked('1\r\na\r\n000002;x=y\r\n=b\r\nA \r\n0123456789\r\n0;last\r\n\r\n'), 'POST h / "a=b0123456789"'],
  ['chunks with bare line feeds', chunked('1\na\n0\n\n'), 'POST h / "a"'],
  ['chunks of line ends', chunked('4\r\n\r\n\r\n\r\n0\r\n\r\n'), `POST h / ${JSON.stringify('\r\n\r\n')}`],
  ['chunks with trailers behind them', chunked('1\r\na\r\n0\r\nX-Sum: 1\r\nY: z\r\n\r\n'), 'POST h / "a"'],
  ['no chunk but the last', chunked('0\r\n\r\n'), 'POST h /'],
  ['a second request behind chunks', chunked('1\r\na\r\n0\r\n\r\nGET / HTTP/1.1\r\n'), 'POST h / "a"'],
  ['a length with noughts before it', `${get('Content-Length: 0003')}abc`, 'GET h / "abc"'],
]; // biome-ignore format: rows

const REFUSED: [what: string, bytes: string, want: string][] = [
  ['chunks of HTTP/1.0', chunked('1\r\na\r\n0\r\n\r\n').replace('1.1', '1.0'), 'POST h / 411'],
  ['chunks that are too large together', chunked(`${CHUNK_OF_1K.repeat(2)}1\r\na\r\n0\r\n\r\n`), 'POST h / 413'],
  ['a chunk that is too large', chunked('801\r\n'), 'POST h / 413'],
  ['trailers beyond the limit of a head', chunked(`0\r\n${'X: y\r\n'.repeat(1_000)}`), 'POST h / 431'],
  ['chunks twice', get('Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'), 'GET h / 411'],
  ['any other coding', get('Transfer-Encoding: gzip'), 'GET h / 411'],
  ['another Expect', post('a', 'Expect: 200-ok'), 'POST h / 417'],
  ['another Expect without a body', get('Expect: 200-ok'), 'GET h / 417'],
  ['two Expects', post('a', 'Expect: 100-continue', 'Expect: 100-continue'), 'POST h / 417'],
  ['a length of ten digits', get('Content-Length: 4294967299'), 'GET h / 413'],
  ['a length that wraps to 1 in 64 bits', get('Content-Length: 18446744073709551617'), 'GET h / 413'],
]; // biome-ignore format: rows

const BAD: [what: string, bytes: string, want: string][] = [
  ['no HTTP at all', '\x16\x03\x01\x02\x00', '400'],
  ['a line of HTTP/0.9', 'GET /\r\n', '400'],
  ['four words', get().replace('/ ', '/ / '), '400'],
  ['two blanks', get().replace('GET ', 'GET  '), '400'],
  ['a blank before', ` ${get()}`, '400'],
  ['no method', get().replace('GET', ''), '400'],
  ['a method with other letters', get().replace('GET', 'G\xcbT'), '400'],
  ['a target without a slash', get().replace('/ ', 'index.html '), '400'],
  ['a target of another scheme', get().replace('/ ', 'ftp://h/ '), '400'],
  ['a target with a name before the host', get().replace('/ ', 'http://me@h/ '), '400'],
  ['a target without a host', get().replace('/ ', 'http:///x '), '400'],
  ['a control byte in the target', get().replace('/ ', '/\x07 '), '400'],
  ['a byte beyond ASCII in the target', get().replace('/ ', '/\xe4 '), '400'],
  ['another protocol', get().replace('HTTP', 'HTCP'), '400'],
  ['a version without a dot', get().replace('1.1', '11'), '400'],
  ['a version with more digits', get().replace('1.1', '1.11'), '400'],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\n', '505'],
  ['HTTP/1.1 without Host', 'GET / HTTP/1.1\r\n\r\n', '400'],
  ['HTTP/1.1 without Host, but with one in the target', 'GET http://h/ HTTP/1.1\r\n\r\n', '400'],
  ['two Hosts', get('Host: h'), '400'],
  ['a Host with a slash', get().replace(': h', ': h/x'), '400'],
  ['a Host with a name before it', get().replace(': h', ': me@h'), '400'],
  ['a Host with a list', get().replace(': h', ': h, g'), '400'],
  ['a NUL in a Host', get().replace(': h', ': h\x00'), '400'],
  ['a line that goes on from the last', get('X-A: b', ' c'), '400'],
  ['a first header that goes on', get().replace('Host', '\tHost'), '400'],
  ['a blank before the colon', get('Content-Length : 0'), '400'],
  ['a header without a colon', get('nonsense'), '400'],
  ['a header without a name', get(': x'), '400'],
  ['a name of other letters', get('X-\xe4: x'), '400'],
  ['a name with a bracket', get('X[1]: x'), '400'],
  ['two lengths', get('Content-Length: 0', 'Content-Length: 0'), '400'],
  ['a list of lengths', get('Content-Length: 0, 0'), '400'],
  ['a length with a sign', get('Content-Length: +0'), '400'],
  ['a length below nought', get('Content-Length: -1'), '400'],
  ['a length in hex', get('Content-Length: 0x1'), '400'],
  ['an empty length', get('Content-Length:'), '400'],
  ['a chunk without a size', chunked('\r\na\r\n'), '400'],
  ['a chunk whose size is no number', chunked('0x1\r\na\r\n'), '400'],
  ['a chunk with a form feed behind its size', chunked('1\f\r\na\r\n'), '400'],
  ['a chunk with a sign', chunked('-1\r\na\r\n'), '400'],
  ['a chunk with a size of seven digits', chunked('0000001\r\na\r\n'), '400'],
  ['a chunk that is longer than it says', chunked('1\r\nab\r\n'), '400'],
  ['an endless line for a size', chunked(`1;${'x'.repeat(64)}`), '400'],
  ['a length and chunks', get('Content-Length: 0', 'Transfer-Encoding: chunked'), '400'],
]; // biome-ignore format: rows

const ROWS = [...GOOD, ...REFUSED, ...BAD];

describe('reading a request', () => {
  it.each(GOOD)('takes %s', (_what, bytes, want) => expect(word(feed([bytes]))).toBe(want));
  it.each(REFUSED)('refuses %s', (_what, bytes, want) => expect(word(feed([bytes]))).toBe(want));
  it.each(BAD)('finds bad: %s', (_what, bytes, want) => expect(word(feed([bytes]))).toBe(want));
  it.each(ROWS)('byte by byte: %s', (_what, bytes, want) => expect(word(feed(bytes.split('')))).toBe(want));

  it('waits at every place before the last', () => {
    const bytes = post('abc', 'Content-Type: text/plain');
    const states = bytes.split('').map((_, i) => feed([bytes.slice(0, i)]).at);
    expect([...new Set(states)]).toEqual(['line', 'head', 'body']);
    expect(feed([bytes]).at).toBe('whole');
  });

  it('keeps the headers that are asked for', () => {
    const given = {
      'Content-Type': 'a/B ; c',
      ORIGIN: 'http://h',
      Expect: '',
      'Accept-Encoding': 'gzip',
      Cookie: 'a=1; session=2',
    };
    const lines = Object.entries({ ...given, 'User-Agent': 'x', 'X-Cookie': 'y' }).map(([k, v]) => `${k}: ${v}`);
    const { head } = feed([get(...lines)]);
    for (const [name, value] of Object.entries(given))
      expect(header(head, name.toLowerCase())).toBe(value.toLowerCase());
    expect(header(head, 'host')).toBe('h');
    for (const name of ['accept-language', 'user', 'cook', 'c']) expect(header(head, name)).toBeUndefined();
  });

  it('joins those that came more than once', () => {
    const { head } = feed([
      get('Accept-Language: de', 'Origin: http://h', 'accept-language: es;q=0.5', 'Origin: http://h'),
    ]);
    expect(header(head, 'accept-language')).toBe('de,es;q=0.5');
    expect(header(head, 'origin')).toBe('http://h,http://h');
  });

  it.each([
    [UNSORTED_MAX - 1, true],
    [UNSORTED_MAX, true],
    [UNSORTED_MAX + 1, false],
  ])('of %i bytes of headers, it holds those that it does not need: %s', (size, holds) => {
    const needed = '\nhost: h';
    const kept = keptOf(`${needed}\naccept: ${'x'.repeat(size - needed.length - 9)}`);
    expect(kept).toHaveLength(holds ? size : needed.length);
    expect(header(kept, 'host')).toBe('h');
  });

  it('holds nothing of a long line that it does not need', () => {
    const long = 'x'.repeat(1500);
    const now = feed([`GET / HTTP/1.1\r\nUser-Agent: ${long}`, long]);
    expect(now.rest).toBe('User-Agent:');
    expect(now.size).toBeGreaterThan(3000);
  });
});

describe('limits', () => {
  /** A head of so many bytes, in one long line or in many short ones. */
  const headOf = (size: number, name: string): string => get(`${name}: ${'x'.repeat(size - get(`${name}: `).length)}`);
  const many = (size: number): string => {
    const lines = Array(300).fill('A: b') as string[];
    return get(...lines, `B: ${'x'.repeat(size - get(...lines, 'B: ').length)}`);
  };

  it.each([
    [HEAD_MAX - 1, 'GET h /'],
    [HEAD_MAX, 'GET h /'],
    [HEAD_MAX + 1, '431'],
  ])('a head of %i bytes: %s', (size, want) => {
    for (const bytes of [headOf(size, 'X'), headOf(size, 'Cookie'), many(size)]) {
      expect(bytes).toHaveLength(size);
      expect(word(feed([bytes]))).toBe(want);
      expect(word(feed(bytes.split('')))).toBe(want);
    }
  });

  it.each([
    ['request line', 'GET /'],
    ['header name', `${get().slice(0, -2)}X`],
    ['value', `${get().slice(0, -2)}X:`],
    ['run of empty lines', '\r\n'],
  ])('an endless %s ends at the limit', (_what, start) => {
    const fill = start === '\r\n' ? '\n' : 'x';
    const bytes = start + fill.repeat(HEAD_MAX - start.length);
    expect(feed([bytes]).at).not.toBe('bad');
    expect(word(feed([bytes + fill]))).toBe('431');
    expect(word(feed([bytes, fill]))).toBe('431');
  });

  it.each([
    [BODY_MAX - 1, 0],
    [BODY_MAX, 0],
    [BODY_MAX + 1, 413],
  ])('a body of %i bytes: %i', (size, status) => {
    const now = feed([post('x'.repeat(size))]);
    expect([now.at, now.status, now.body.length]).toEqual(['whole', status, status ? 0 : size]);
  });

  it('refuses a body that is too long before it comes', () => {
    expect(feed([post('x'.repeat(BODY_MAX + 1)).split('xx')[0] ?? '']).status).toBe(413);
  });
});

describe('a client that waits for a word before its body', () => {
  const head = get('Content-Length: 2', 'Expect: 100-continue');
  it.each([
    ['gets it', head, true],
    ['not before its head is over', head.slice(0, -1), false],
    ['not when the body is on its way', `${head}a`, false],
    ['not without a body', head.replace('2', '0'), false],
    ['not when it is too long', head.replace('2', '4000'), false],
    ['not in HTTP/1.0', head.replace('1.1', '1.0'), false],
    ['not unasked', get('Content-Length: 2'), false],
  ])('%s', (_what, bytes, want) => expect(awaitsContinue(feed([bytes]))).toBe(want));
});

describe('any segmentation', () => {
  const header = fc.constantFrom(
    'Content-Length: 3', 'content-length:3', 'Cookie: a=b', 'User-Agent: Mozilla/5.0 (x)', 'Accept: */*', 'Origin: http://h', 'X:', 'Expect: 100-continue',
    'Host: other', ' fold', 'bad', 'Bad : x', 'Transfer-Encoding: chunked', 'Accept-Encoding: gzip, br', '', `X-Long: ${'y'.repeat(1300)}`,
  ); // biome-ignore format: one table
  const line = fc.constantFrom(
    'GET / HTTP/1.1',
    'POST /x?y HTTP/1.0',
    'GET http://a.b/ HTTP/1.1',
    'GET /',
    '',
    '\x16\x03',
    'PRI * HTTP/2.0',
  );
  const stream = fc
    .tuple(line, fc.array(header, { maxLength: 6 }), fc.constantFrom('\r\n', '\n'), fc.string({ maxLength: 8 }))
    .map(([first, headers, end, body]) => [first, 'Host: h', ...headers, '', body].join(end));

  it('gives the same reading', () => {
    fc.assert(
      fc.property(fc.oneof(stream, fc.string()), fc.array(fc.nat(), { maxLength: 20 }), (bytes, cuts) => {
        const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
        const pieces = [0, ...places].map((from, i) => bytes.slice(from, places[i] ?? bytes.length));
        expect(word(feed(pieces))).toEqual(word(feed([bytes])));
        expect(word(feed(bytes.split('')))).toEqual(word(feed([bytes])));
        expect(known(feed(pieces))).toEqual(known(feed([bytes])));
      }),
      { numRuns: 1000 },
    );
  });
  onInterpreters((path) => {
    it('gives the same in the real interpreter', { timeout: 120_000 }, async () => {
      const texts = [...ROWS.map((row) => row[1]), ...fc.sample(stream, { numRuns: 40, seed: 7 })];
      const chip = await eachOnChip(
        path,
        'test/fakes/web.ts',
        'row.split("\\n").reduce((now, one, i, all) => m.readRequest(now, one + (i < all.length - 1 ? "\\n" : "")), m.newReading())',
        texts,
      );
      const plain = (now: RequestState): unknown => JSON.parse(JSON.stringify([word(now), known(now)]));
      expect(chip.map((now, i) => [texts[i], plain(now as RequestState)])).toEqual(
        texts.map((text) => [text, plain(feed([text]))]),
      );
    });
  });
});
