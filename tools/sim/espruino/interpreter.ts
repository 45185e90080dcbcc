// Finds the Espruino interpreters and asks each what it is: its release, Storage, pages, variables and stack.

import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Facts } from './likeness.ts';
import { endWithUs } from './watcher.ts';

export interface Interpreter extends Facts {
  path: string;
  storageBytes: number;
  pageBytes: number;
}

export const NO_INTERPRETER = 'no Espruino interpreter found; set ESPRUINO to its path';

/** `ESPRUINO=none`: none, though `espruino` may be on PATH. */
const NONE = 'none';

/** npm puts its folders on PATH, and there `espruino` is the tool of EspruinoTools. */
const OF_PACKAGES = join('node_modules', '.bin');

/** The paths in $ESPRUINO, separated by `:`, whether they are there or not; else `espruino` on PATH. */
export function namedInterpreters(env: NodeJS.ProcessEnv = process.env): string[] {
  const asked = env['ESPRUINO'];
  if (asked === NONE) return [];
  if (asked) return asked.split(delimiter).filter((path) => path !== '');
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.endsWith(OF_PACKAGES));
  const found = folders.map((folder) => join(folder, 'espruino'));
  return found.filter(isExecutable).slice(0, 1);
}

/** The first of them, whether it is there or not; null when none is named or found. */
export function findInterpreter(env: NodeJS.ProcessEnv = process.env): string | null {
  return namedInterpreters(env)[0] ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

const PROBE_MS = 10_000;
/**
 * Two copies of one file have one address only where flash is mapped. The calls are counted from a timer, as the chip's
 * own are. It also goes through what a build with asserts stumbles over: a function, a timer, an exception, a print.
 */
const PROBE = `var s=require("Storage"),f=require("Flash"),n=0,t,a,b;
function r(){n++;r();}
function told(){
var m=process.memory(),i=s.getStats();
print("@interpreter"+JSON.stringify({storageBytes:i.totalBytes,pageBytes:f.getPage(f.getFree()[0].addr).length,release:process.version,variables:m.total,variableBytes:m.blocksize,byteStrings:"\\xc3\\xa9".length==2,isMapped:E.getAddressOf(a,true)!=0&&E.getAddressOf(a,true)==E.getAddressOf(b,true),calls:n})+"@");
}
s.write("probe",(new Array(30)).join("text "));
a=s.read("probe");b=s.read("probe");
setTimeout(r,1);setTimeout(told,5);setInterval("",1000);
`;

/** Rejects, with a sentence for a person, where it cannot serve. */
export async function probeInterpreter(path: string, limitMs = PROBE_MS): Promise<Interpreter> {
  if (!isExecutable(path)) throw new Error(`${path}: not an executable program`);
  const folder = mkdtempSync(join(tmpdir(), 'wifiprov-probe-'));
  writeFileSync(join(folder, 'probe.js'), PROBE, 'latin1');
  try {
    const ran = await runProbe(path, folder, limitMs);
    const fault = faultOf(ran);
    if (fault) throw new Error(`${path}: ${fault}`);
    return { path, ...JSON.parse(factsIn(ran.output)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Ran {
  output: string;
  /** It was still silent when its time was over. */
  isLate: boolean;
  hasAsserts: boolean;
}

const RELEASE = 'build it with RELEASE=1';
/** '' until they have come whole. */
const factsIn = (output: string): string => /@interpreter({[^@]*})@/.exec(output)?.[1] ?? '';

/** Why it cannot serve, in a sentence; '' when it can. */
export function faultOf({ output, isLate, hasAsserts }: Ran): string {
  if (hasAsserts || output.includes('ASSERT')) return `built with asserts, unlike the chip, so it may hang; ${RELEASE}`;
  if (factsIn(output)) return '';
  return isLate
    ? `hangs at its first commands, like a build with asserts; ${RELEASE}`
    : 'not an Espruino interpreter for Linux';
}

/** Of a program's bytes: the text of an assert in it. Elsewhere the name of that function stands without a bracket. */
export const holdsAsserts = (program: Buffer): boolean => program.includes('jsvGetLocks(');

/** By what really runs, since the path may be that of a script; false where the system does not show it. */
function hasAsserts(pid: number | undefined): boolean {
  try {
    return holdsAsserts(readFileSync(`/proc/${pid}/exe`));
  } catch {
    return false;
  }
}

/** Standard input stays open: at its end the interpreter would read garbage for ever. */
function runProbe(path: string, cwd: string, limitMs: number): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, ['probe.js'], { cwd, stdio: ['pipe', 'pipe', 'ignore'] });
    endWithUs(child);
    const ran: Ran = { output: '', isLate: false, hasAsserts: false };
    const finish = (): void => {
      ran.hasAsserts = hasAsserts(child.pid);
      child.kill('SIGKILL');
    };
    const late = setTimeout(() => {
      ran.isLate = true;
      finish();
    }, limitMs);
    child.stdout.on('data', (chunk: Buffer) => {
      ran.output += chunk.toString('latin1');
      if (factsIn(ran.output)) finish();
    });
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(late);
      resolve(ran);
    });
  });
}
