// The control port: one JSON request a line, one JSON answer a line, in order.

import type { Socket } from 'node:net';
import type { ControlFault, Engine, Outcome } from './engine.ts';
import { checkAir } from './radio/check.ts';

export type ControlReply = { ok: true; [key: string]: unknown } | { ok: false; code: string; message: string };

const MAX_LINE = 65536;
const MAX_MS = 31 * 24 * 3600 * 1000;

type Request = { do?: unknown; after?: unknown; ms?: unknown; accessPoints?: unknown };
type Handler = (engine: Engine, request: Request) => Promise<Outcome | ControlReply>;

const invalid = (message: string): ControlFault => ({ code: 'invalid_request', message });

function amount(value: unknown, high: number): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= high ? value : null;
}

function withMs(run: (engine: Engine, ms: number) => Promise<Outcome>): Handler {
  return async (engine, { ms }) => {
    const checked = amount(ms, MAX_MS);
    return checked === null ? invalid(`ms must be a whole number 0..${MAX_MS}`) : run(engine, checked);
  };
}

const HANDLERS: Record<string, Handler> = {
  state: async (engine) => ({ ok: true, ...(await engine.state()) }),
  'power-cycle': (engine) => engine.powerCycle(),
  crash: (engine) => engine.crash(),
  'cut-power': async (engine, { after }) => {
    const checked = amount(after, Number.MAX_SAFE_INTEGER);
    return checked === null ? invalid('after must be a whole number, 0 or more') : engine.cutPower(checked);
  },
  radio: async (engine, { accessPoints }) => {
    const air = checkAir({ accessPoints });
    return 'error' in air ? invalid(air.error) : engine.setAir(air.value);
  },
  'join-ap': (engine) => engine.joinAp(),
  'leave-ap': (engine) => engine.leaveAp(),
  button: withMs((engine, ms) => engine.button(ms)),
  advance: withMs((engine, ms) => engine.advance(ms)),
};

function fail(fault: ControlFault): ControlReply {
  return { ok: false, code: fault.code, message: fault.message };
}

/** Answers one request; never throws. */
export async function answer(engine: Engine, line: string): Promise<ControlReply> {
  let request: unknown;
  try {
    request = JSON.parse(line);
  } catch {
    return { ok: false, code: 'bad_json', message: 'the line is not JSON' };
  }
  if (typeof request !== 'object' || request === null || Array.isArray(request)) return fail(invalid('not an object'));
  return answerRequest(engine, request as Request);
}

export async function answerRequest(engine: Engine, request: Request): Promise<ControlReply> {
  const name = String(request.do);
  const handler = Object.hasOwn(HANDLERS, name) ? HANDLERS[name] : undefined;
  if (!handler) {
    return { ok: false, code: 'unknown_request', message: `"do" must be one of ${Object.keys(HANDLERS).join(', ')}` };
  }
  try {
    const result = await handler(engine, request);
    if (result === null) return { ok: true };
    return 'ok' in result ? result : fail(result);
  } catch (error) {
    return { ok: false, code: 'internal', message: String(error) };
  }
}

/** Serves one connection. Requests wait for each other, so answers keep their order. */
export function serveControl(engine: Engine, socket: Socket): void {
  let rest = '';
  let turn: Promise<void> = Promise.resolve();
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  const reply = (line: string): void => {
    turn = turn.then(async () => {
      const result = await answer(engine, line);
      if (socket.writable) socket.write(`${JSON.stringify(result)}\n`);
    });
  };
  socket.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') reply(line);
    if (rest.length > MAX_LINE) socket.destroy();
  });
}
