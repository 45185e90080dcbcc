// What one call of a JavaScript function takes of an interpreter's stack, and so how many bytes stand for the chip's.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHIP_CALLS } from './likeness.ts';
import { markStack, stackUsed } from './stack.ts';
import { endWithUs } from './watcher.ts';

export interface StackUnit {
  /** Bytes that each further call of a plain function takes. */
  callBytes: number;
  /** Bytes in which the calls fit that fit into the chip's stack. */
  wholeBytes: number;
}

/** Two depths that every interpreter of use reaches. */
const [FEW, MANY] = [10, 30];
const LIMIT_MS = 10_000;
/** The typed line begins with it so that it is not echoed. */
const NO_ECHO = '\x10';

/** `f30` calls `f29`, and so on: the same frames as of a function that calls itself. */
const SCRIPT = `${Array.from({ length: MANY - 1 }, (_, i) => `function f${i + 2}(){n++;f${i + 1}();}\n`).join('')}
var n=0;
function f1(){n++;}
function told(){print("@"+n+"@");n=0;}
function go(f){setTimeout(f,1);setTimeout(told,1);}
setInterval("",1000);
told();
`;

/** Runs the interpreter once. Rejects where the system gives no view of another process's stack. */
export async function measureStackUnit(path: string): Promise<StackUnit> {
  const folder = mkdtempSync(join(tmpdir(), 'wifiprov-stack-'));
  writeFileSync(join(folder, 'calls.js'), SCRIPT, 'latin1');
  const child = spawn(path, ['calls.js'], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
  endWithUs(child);
  try {
    const told = hearCounts(child.stdout);
    await told();
    const pid = Number(child.pid);
    const depthOf = async (calls: number): Promise<number> => {
      markStack(pid);
      child.stdin.write(`${NO_ECHO}go(f${calls})\n`);
      if ((await told()) !== calls) throw new Error(`${path}: ${calls} calls do not fit`);
      return stackUsed(pid);
    };
    return unitOf(await depthOf(FEW), await depthOf(MANY));
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where in the call that did not fit any more the chip's limit lies is not known: half of it is counted. */
function unitOf(few: number, many: number): StackUnit {
  const callBytes = (many - few) / (MANY - FEW);
  return { callBytes, wholeBytes: Math.round(few + (CHIP_CALLS - FEW) * callBytes + callBytes / 2) };
}

function hearCounts(output: NodeJS.ReadableStream): () => Promise<number> {
  let text = '';
  let wake: () => void = () => undefined;
  output.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    wake();
  });
  return () =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no answer in ${JSON.stringify(text)}`)), LIMIT_MS);
      wake = () => {
        const [whole, count] = /@(\d+)@/.exec(text) ?? [];
        if (whole === undefined) return;
        clearTimeout(late);
        wake = () => undefined;
        text = text.slice(text.indexOf(whole) + whole.length);
        resolve(Number(count));
      };
      wake();
    });
}
