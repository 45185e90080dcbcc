// The HTTP door's pure modules in one place for the real interpreter, and a site and connections to try it on.

import type { Connection, ConnectionHandler, ScanResult } from '../../firmware/platform/ports.ts';
import { textBody } from '../../firmware/protocols/http/answer.ts';
import type { HttpDeps } from '../../firmware/protocols/http/deps.ts';
import type { Status } from '../../firmware/provisioning/status.ts';

export { languageOf, takesGzip } from '../../firmware/protocols/http/accept.ts';
export { readRequest } from '../../firmware/protocols/http/request.ts';
export { newRequestState as newReading } from '../../firmware/protocols/http/request-state.ts';
export { formChanges, parseForm } from '../../firmware/provisioning/form.ts';

/** What the device is, and what was asked of it. */
export interface FakeSite extends HttpDeps {
  calls: string[];
  closed: boolean;
  online: boolean;
  fault: object | undefined;
  networks: ScanResult[];
  /** Ends the scans that were asked for. */
  endScan(): void;
}

const WINDOW = { ok: false as const, code: 'window_closed' as const, message: 'closed' };

export function fakeSite(): FakeSite {
  let scans: (() => void)[] = [];
  const note = (...parts: unknown[]): void => void site.calls.push(parts.map((part) => JSON.stringify(part)).join(' '));
  const outcome = (): object => site.fault ?? { ok: true, state: 'connecting', saved: false, warnings: [] };
  const site: FakeSite = {
    calls: [],
    closed: false,
    online: false,
    fault: undefined,
    networks: [],
    pageIp: '192.168.4.1',
    owns: (host) => ['192.168.4.1', 'wifiprov.local', 'own:8080'].includes(host),
    isOnline: () => site.online,
    requests: () => ({
      answer(text, keys, who, reply) {
        note('answer', text, keys, who);
        reply(site.closed && !text.includes('status') ? WINDOW : outcome());
      },
      refuse: () => (site.closed ? WINDOW : undefined),
      submit(body, who, reply) {
        note('submit', body, who);
        const fault = site.closed ? WINDOW : site.fault;
        reply({ typed: fault ? { other: 'typed' } : {}, fault: fault as never });
      },
      status: () => ({ state: 'unprovisioned' }) as Status,
      scanData: () => ({ age_s: 3, networks: site.networks }),
    }),
    scan(done) {
      note('scan');
      scans.push(done);
    },
    endScan() {
      const ended = scans;
      scans = [];
      for (const done of ended) done();
    },
    read: (offset, length) => 'abcdefghij'.repeat(1000).slice(offset, offset + length),
    gzip: (language) => [
      [{ en: 0, de: 1, es: 2 }[language], 2000],
      [5, 30],
    ],
    home: (language) => [[{ en: 3, de: 13, es: 23 }[language], 1000]],
    isClosed: () => site.closed,
    plain: (view) => textBody(JSON.stringify(view)),
    tried: () => '',
    csp: () => "default-src 'none'",
    openByCode(proof, reply) {
      note('openByCode', proof ?? null);
      reply(outcome());
    },
    provision: (_path, _body, _cookie, reply) => reply({ status: 500, body: '', setCookie: '' }),
  };
  return site;
}

export interface FakePeer {
  connection: Connection;
  handler: ConnectionHandler;
  /** All that was written. */
  received(): string;
  /** Lengths of the pieces. */
  pieces: number[];
  /** `close` and `abort`, as they were called. */
  ended: string[];
  /** Takes what was written, until nothing more comes. */
  drain(): void;
}

export function fakePeer(accept: (connection: Connection) => ConnectionHandler): FakePeer {
  let received = '';
  let waiting = 0;
  const connection: Connection = {
    write(bytes) {
      received += bytes;
      waiting += bytes.length;
      peer.pieces.push(bytes.length);
    },
    close: () => void peer.ended.push('close'),
    abort: () => void peer.ended.push('abort'),
  };
  const peer: FakePeer = {
    connection,
    handler: undefined as never,
    received: () => received,
    pieces: [],
    ended: [],
    drain() {
      while (waiting && !peer.ended.includes('close')) {
        waiting = 0;
        peer.handler.drained?.();
      }
    },
  };
  peer.handler = accept(connection);
  return peer;
}
