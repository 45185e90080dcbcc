// The doors of a device whose stack is measured: each function asks one thing and resolves with the whole answer.

import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { openSession, type Session } from '../client/session.ts';
import { connectTcp } from '../client/tcp.ts';
import { answerRequest, type ControlReply } from '../sim/control.ts';
import { openLineClient } from './client.ts';
import { type BenchDevice, pause, waitFor } from './device.ts';

export interface StackDevice {
  /** Types a line; its answer to the line with OK or ERROR. */
  uart(line: string): Promise<string>;
  /** Sends bytes to the UART and waits for an answer that fits. */
  uartUntil(bytes: string, answer: RegExp): Promise<string>;
  /** Waits for a line that the UART says by itself, also one that came since the last row began. */
  said(line: RegExp): Promise<string>;
  /** Sends all lines at once on a connection of its own; their replies. */
  tcp(...lines: string[]): Promise<string>;
  /** One request on a connection of its own, without `Host` and length; the answer to its end. */
  http(request: string, headers?: string[], body?: string): Promise<string>;
  /** A post to one of Espressif's endpoints; the body in hex both ways. */
  espressif(path: string, hex: string): Promise<string>;
  /** Waits until the device has its setup code, for `sealed`; the code. */
  code(): Promise<string>;
  /** A sealed session that is open. */
  session(): Promise<Session>;
  /** A sealed session: the proof, then the request. */
  sealed(request: object): Promise<string>;
  dns(hex: string): Promise<string>;
  /** See `tools/sim/control.ts`. */
  control(request: { do: string; [key: string]: unknown }): Promise<ControlReply>;
  restart(): Promise<void>;
  /** What the UART says from now on is that of the next row. */
  begin(): void;
}

/** What a request or an event may take: three refused attempts at a network, on a slow machine. */
const ANSWER_MS = 60_000;
/** As a careful tool types. */
const BURST = 48;
const BURST_PAUSE_MS = 5;
const HOST = '127.0.0.1';

type Typist = Pick<StackDevice, 'uart' | 'uartUntil' | 'said' | 'begin'>;

function openUart({ engine }: BenchDevice): Typist {
  let output = '';
  let begun = 0;
  engine.onUart((bytes) => (output += Buffer.from(bytes).toString('latin1')));
  async function heard(answer: RegExp, from: number, ms: number): Promise<string> {
    const isThere = await waitFor(async () => answer.test(output.slice(from).replaceAll('\r', '')), ms);
    if (!isThere) throw new Error(`no ${answer}`);
    return output.slice(from);
  }
  async function uartUntil(bytes: string, answer: RegExp): Promise<string> {
    const from = output.length;
    for (let at = 0; at < bytes.length; at += BURST) {
      engine.uartWrite(Buffer.from(bytes.slice(at, at + BURST), 'latin1'));
      await pause(BURST_PAUSE_MS);
    }
    return heard(answer, from, ANSWER_MS);
  }
  return {
    uart: (line) => uartUntil(`${line}\r`, /(?:^|\n)(?:OK|ERROR)[^\n]*\n> /),
    uartUntil,
    said: (line) => heard(line, begun, ANSWER_MS),
    begin() {
      begun = output.length;
    },
  };
}

export function openStackDevice(device: BenchDevice): StackDevice {
  const { engine, doors } = device;
  const typist = openUart(device);
  let cookie = '';
  let code = '';
  const http: StackDevice['http'] = (request, headers = [], body = '') => {
    const own = headers.some((line) => line.startsWith('Host:')) ? [] : [`Host: ${HOST}:${doors.http.port}`];
    const length = body === '' ? [] : [`Content-Length: ${body.length}`];
    return exchange(doors.http.port, [`${request} HTTP/1.1`, ...own, ...headers, ...length, '', body].join('\r\n'));
  };
  const openSealed = async (): Promise<Session> =>
    openSession(await connectTcp(HOST, doors.tcp.port), code, { timeoutMs: ANSWER_MS });
  return {
    ...typist,
    tcp: (...lines) => askLines(doors.tcp.port, lines),
    http,
    async espressif(path, hex) {
      const headers = ['Content-Type: application/x-www-form-urlencoded', ...(cookie ? [`Cookie: ${cookie}`] : [])];
      const answer = await http(`POST ${path}`, headers, Buffer.from(hex, 'hex').toString('latin1'));
      cookie = /Set-Cookie: ([^;\r]*)/i.exec(answer)?.[1] ?? cookie;
      return answer;
    },
    async code() {
      const isThere = async (): Promise<boolean> => {
        code ||= /code=([0-9A-Z-]+)/.exec(await typist.uart('wifiprov code'))?.[1] ?? '';
        return code !== '';
      };
      if (!(await waitFor(isThere, ANSWER_MS))) throw new Error('no setup code');
      return code;
    },
    session: openSealed,
    async sealed(request) {
      const session = await openSealed();
      const reply = JSON.stringify(await session.request(request));
      session.close();
      return reply;
    },
    dns: (hex) => askDatagram(doors.dns.port, Buffer.from(hex.replaceAll(' ', ''), 'hex')),
    control: (request) => answerRequest(engine, request),
    async restart() {
      await engine.powerCycle();
      await device.ready();
    },
  };
}

async function askLines(port: number, lines: string[]): Promise<string> {
  const client = await openLineClient(port);
  try {
    const replies = await Promise.all(lines.map((line) => client.request(line, ANSWER_MS)));
    if (replies.includes(null)) throw new Error('no reply');
    return replies.join('\n');
  } finally {
    client.close();
  }
}

/** Sends, and collects until the device closes. */
export function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: HOST, noDelay: true });
    const parts: Buffer[] = [];
    socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error('no answer')));
    socket.on('data', (part) => parts.push(part));
    socket.on('end', () => {
      const answer = Buffer.concat(parts).toString('latin1');
      if (answer) resolve(answer);
      else reject(new Error('no answer'));
    });
    socket.on('error', reject);
    socket.write(Buffer.from(bytes, 'latin1'));
  });
}

function askDatagram(port: number, query: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    const late = setTimeout(() => reject(new Error('no answer')), ANSWER_MS);
    socket.on('message', (bytes) => {
      clearTimeout(late);
      socket.close();
      resolve(bytes.toString('hex'));
    });
    socket.send(query, port, HOST);
  });
}
