// Finds the Espruino interpreter and asks it once what it is: size of its Storage, of its pages and of its variable pool.

import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface Interpreter {
  path: string;
  storageBytes: number;
  pageBytes: number;
  /** Variables in the pool and bytes of each; the ESP32 has 14. */
  variables: number;
  variableBytes: number;
  /** False on builds with Unicode strings, whose memory and bytes are not the ESP32's. */
  byteStrings: boolean;
}

const PROBE_MS = 10000;
const MARK = '@interpreter';
const PROBE = `var s=require("Storage").getStats(),f=require("Flash"),m=process.memory();
print("${MARK}"+JSON.stringify([s.totalBytes,f.getPage(f.getFree()[0].addr).length,m.total,m.blocksize,"\xc3\xa9".length==2])+"@");
`;

/** The path in $ESPRUINO, else `espruino` on PATH; null when there is none. */
export function findInterpreter(env: NodeJS.ProcessEnv = process.env): string | null {
  const asked = env['ESPRUINO'];
  if (asked) return isExecutable(asked) ? asked : null;
  const found = (env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'espruino'));
  return found.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export async function probeInterpreter(path: string): Promise<Interpreter> {
  const folder = mkdtempSync(join(tmpdir(), 'wifiprov-probe-'));
  writeFileSync(join(folder, 'probe.js'), PROBE, 'latin1');
  try {
    const [storageBytes, pageBytes, variables, variableBytes, byteStrings] = await runProbe(path, folder);
    return { path, storageBytes, pageBytes, variables, variableBytes, byteStrings };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Facts = [number, number, number, number, boolean];

/** Standard input stays open: at its end the interpreter would read garbage for ever. */
function runProbe(path: string, cwd: string): Promise<Facts> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, ['probe.js'], { cwd, stdio: ['pipe', 'pipe', 'ignore'] });
    const late = setTimeout(() => child.kill('SIGKILL'), PROBE_MS);
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
    });
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(late);
      const facts = text.split(MARK)[1]?.split('@')[0];
      if (facts) resolve(JSON.parse(facts) as Facts);
      else reject(new Error(`${path} is no Espruino interpreter for Linux`));
    });
  });
}
