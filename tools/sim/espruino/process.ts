// One life of the interpreter, from power-on to its death: the child process, its FIFOs and its standard streams.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { createRequestReader } from './requests.ts';
import { endWithUs } from './watcher.ts';

/** What the prelude says before and after its own code while the stack is measured. */
export type Mark = '(' | ')';

interface ProcessEvents {
  /** A call of the prelude; the answer lets the interpreter go on. `null`: it is never answered (the device dies). */
  onCall(name: string, args: unknown[], payload: Buffer): Promise<Buffer | null>;
  onOutput(bytes: Buffer): void;
  onDeath(): void;
  /** The interpreter waits at the begin or the end of code that stands for native code. */
  onMark(mark: Mark): void;
}

export interface InterpreterProcess {
  /** The interpreter's process. */
  pid: number;
  /** Bytes for standard input, as they are. */
  send(bytes: Buffer): void;
  /** Makes the interpreter fetch what is waiting. */
  ring(): void;
  /** Power off; `onDeath` follows. */
  kill(): void;
}

const FIFOS = ['in', 'req', 'res', 'ev'] as const;
const LENGTH_DIGITS = 6;
const BELL = Buffer.from('!');

/** `folder` already holds `espruino.flash`. FIFOs are made anew, so that no answer of an earlier life is left in them. */
export function startProcess(path: string, folder: string, events: ProcessEvents): InterpreterProcess {
  const { in: input, req, res, ev } = openFifos(folder);
  const requests = new Socket({ fd: req, readable: true, writable: false });
  const stdin = new Socket({ fd: input, readable: false, writable: true });
  const child = spawnInterpreter(path, folder);
  let alive = true;
  const reply = (body: Buffer | null): void => {
    if (!alive || !body) return;
    writeAll(res, Buffer.concat([Buffer.from(String(body.length).padStart(LENGTH_DIGITS, '0')), body]));
  };
  const read = createRequestReader((name, args, payload) => {
    if (name === '(' || name === ')') {
      events.onMark(name);
      writeAll(res, BELL);
      return;
    }
    events.onCall(name, args, payload).then(reply);
  });
  requests.on('data', (chunk: Buffer) => alive && read(chunk));
  child.stdout?.on('data', (chunk: Buffer) => events.onOutput(chunk));
  child.on('close', () => {
    alive = false;
    requests.destroy();
    stdin.destroy();
    closeSync(res);
    closeSync(ev);
    events.onDeath();
  });
  return {
    pid: child.pid ?? 0,
    send: (bytes) => alive && stdin.write(bytes),
    ring: () => alive && writeSync(ev, BELL),
    kill: () => child.kill('SIGKILL'),
  };
}

/** Its standard input is a FIFO that it holds open itself: at an end of input it would read garbage for ever. */
function spawnInterpreter(path: string, folder: string): ChildProcess {
  const stdin = openSync(join(folder, 'in'), constants.O_RDWR);
  const child = spawn(path, [], { cwd: folder, stdio: [stdin, 'pipe', 'ignore'] });
  closeSync(stdin);
  endWithUs(child);
  return child;
}

/** For reading and writing, so that opening does not wait; the interpreter opens its ends when it runs. */
function openFifos(folder: string): Record<(typeof FIFOS)[number], number> {
  mkdirSync(folder, { recursive: true });
  const paths = FIFOS.map((name) => join(folder, name));
  for (const path of paths) rmSync(path, { force: true });
  execFileSync('mkfifo', paths);
  const open = (name: string): number => openSync(join(folder, name), constants.O_RDWR | constants.O_NONBLOCK);
  return { in: open('in'), req: open('req'), res: open('res'), ev: open('ev') };
}

/** The interpreter is waiting for these bytes, so a full pipe empties at once. */
function writeAll(fd: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}
