// Mutated streams through the TCP door of a running device: each frame gets its reply, and the one that the pure modules give.

import { connect, type Socket } from 'node:net';
import { isFault } from '../../../firmware/lib/result.ts';
import { applyChanges } from '../../../firmware/protocols/tcp/apply.ts';
import { type Frame, type FrameState, nextFrame } from '../../../firmware/protocols/tcp/frame.ts';
import { answerRequest } from '../../../firmware/provisioning/request.ts';
import { contextOf } from '../context.ts';
import { same } from '../parser.ts';
import { STATIONS } from '../parsers/request.ts';
import type { Door } from './door.ts';

/** Ends whatever was begun: NUL is legal nowhere. */
const TAIL = '\n\0\n{"cmd":"ping"}\n';
const REPLY_MS = 60_000;

interface Line {
  socket: Socket;
  lines: string[];
  isOver: boolean;
  wake(): void;
}

function open(port: number): Promise<Line> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const line: Line = { socket, lines: [], isOver: false, wake: () => undefined };
  let rest = '';
  socket.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString('latin1')).split('\n');
    rest = parts.pop() ?? '';
    line.lines.push(...parts.filter((part) => !part.startsWith('{"event"')));
    line.wake();
  });
  const end = (): void => {
    line.isOver = true;
    line.wake();
  };
  socket.on('error', end).on('close', end).on('end', end);
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(line));
    socket.once('error', reject);
  });
}

function framesOf(text: string): Frame[] {
  const frames: Frame[] = [];
  let state: FrameState = { text, drop: 'start' };
  for (;;) {
    const cut = nextFrame(state, false);
    state = cut.rest;
    if (cut.frame.type === 'wait') return frames;
    frames.push(cut.frame);
    if (cut.frame.type === 'fault' && cut.frame.code === 'too_large') return frames;
  }
}

type Reply = { ok: boolean; code?: string; offset?: number };
const shortOf = (reply: Reply): string => (reply.ok ? 'ok' : `${reply.code}@${reply.offset ?? ''}`);

/** What the device must say; undefined where it depends on what it has. */
function wanted(frame: Frame): string | undefined {
  if (frame.type === 'fault') return `${frame.code}@${frame.code === 'bad_json' ? frame.offset : ''}`;
  const said = STATIONS.map((now) => {
    let reply: object = {};
    const context = contextOf(now, true);
    if (frame.type === 'json') answerRequest(context, frame.text, frame.keys, 'anonymous', (given) => (reply = given));
    else if (frame.type === 'apply') {
      const changes = applyChanges(frame.text);
      if (isFault(changes)) reply = changes;
      else context.put(changes, (given) => (reply = given));
    }
    return shortOf(reply as Reply);
  });
  const isSure = said.every((one) => one === said[0]) && !said[0]?.startsWith('missing_field');
  return isSure ? said[0] : undefined;
}

async function replies(line: Line, count: number): Promise<string[]> {
  const end = Date.now() + REPLY_MS;
  while (line.lines.length < count && !line.isOver && Date.now() < end) {
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, end - Date.now());
      line.wake = () => {
        clearTimeout(late);
        resolve();
      };
    });
  }
  return line.lines.splice(0);
}

export function tcpDoor(port: number): Door {
  let line: Line | null = null;
  return {
    async send(inputs) {
      const text = inputs.join('\n') + TAIL;
      const frames = framesOf(text);
      if (line?.isOver !== false) line = await open(port);
      line.socket.write(Buffer.from(text, 'latin1'));
      const got = (await replies(line, frames.length)).map((reply) => shortOf(JSON.parse(reply) as Reply));
      // What is still on its way when the device closes resets the connection, and the last reply may go with it.
      const isTooLarge = frames.at(-1)?.type === 'fault' && got.length === frames.length - 1;
      if (!isTooLarge || line.isOver === false) same('number of replies', got.length, frames.length);
      for (const [i, frame] of frames.entries()) {
        const want = wanted(frame);
        if (want !== undefined && i < got.length) same(JSON.stringify(frame), got[i], want);
      }
      if (frames.at(-1)?.type === 'fault') this.close();
    },
    answers: (input) => framesOf(`${input}\n`).length,
    close() {
      line?.socket.destroy();
      line = null;
    },
  };
}
