// The high-water mark of a process's stack on Linux, read from outside: any interpreter can be measured as it is.

import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';

/** Kept above the stack pointer's own place: code may use that much below it without moving it (x86-64). */
const RED_ZONE = 128;
/** Looks for the process to have stopped; one that is being killed does not. */
const MAX_LOOKS = 10_000;
const STOPPED = 'T';
/** Fields of /proc/PID/stat behind the name in brackets. */
const STATE_FIELD = 0;
const START_OF_STACK_FIELD = 25;

interface Range {
  low: number;
  high: number;
}

/** Everything below what the process uses at this moment becomes zero, so that `stackUsed` sees what is used from now on. */
export function markStack(pid: number): void {
  whileStopped(pid, () => {
    const { low } = stackRange(pid);
    const end = stackPointer(pid) - RED_ZONE;
    withMemory(pid, 'r+', (memory) => {
      for (let at = low; at < end; ) at += writeSync(memory, Buffer.alloc(end - at), 0, end - at, at);
    });
  });
}

/** The most bytes of stack in use at once since `markStack`, from the process's first frame on. */
export function stackUsed(pid: number): number {
  return whileStopped(pid, () => {
    const { low, high } = stackRange(pid);
    const bytes = Buffer.alloc(high - low);
    withMemory(pid, 'r', (memory) => {
      for (let at = 0; at < bytes.length; ) at += readSync(memory, bytes, at, bytes.length - at, low + at);
    });
    const used = bytes.findIndex((byte) => byte !== 0);
    return startOfStack(pid) - (low + Math.max(used, 0));
  });
}

function whileStopped<T>(pid: number, look: () => T): T {
  process.kill(pid, 'SIGSTOP');
  try {
    for (let i = 0; stat(pid)[STATE_FIELD] !== STOPPED; i++) if (i > MAX_LOOKS) throw new Error(`${pid} does not stop`);
    return look();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

function withMemory(pid: number, flags: 'r' | 'r+', use: (memory: number) => void): void {
  const memory = openSync(`/proc/${pid}/mem`, flags);
  try {
    use(memory);
  } finally {
    closeSync(memory);
  }
}

function stackRange(pid: number): Range {
  const line = /^([0-9a-f]+)-([0-9a-f]+) .*\[stack\]$/m.exec(readFileSync(`/proc/${pid}/maps`, 'latin1'));
  if (!line) throw new Error(`${pid} has no stack to be seen`);
  return { low: Number.parseInt(String(line[1]), 16), high: Number.parseInt(String(line[2]), 16) };
}

/** `/proc/PID/syscall`: number and arguments, or -1 outside of a call; the stack pointer and the program counter stand last. */
function stackPointer(pid: number): number {
  const words = readFileSync(`/proc/${pid}/syscall`, 'latin1').trim().split(' ');
  const pointer = Number(words.at(-2));
  if (!(pointer > 0)) throw new Error(`the stack pointer of ${pid} is not told`);
  return pointer;
}

function stat(pid: number): string[] {
  return readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /s, '')
    .split(' ');
}

const startOfStack = (pid: number): number => Number(stat(pid)[START_OF_STACK_FIELD]);
