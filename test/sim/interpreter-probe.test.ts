// What the simulator finds out about an interpreter, what it refuses, and that no interpreter outlives it.

import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { faultOf, holdsAsserts, namedInterpreters, probeInterpreter } from '../../tools/sim/espruino/interpreter.ts';
import { differences, type Facts, likenessLine } from '../../tools/sim/espruino/likeness.ts';
import { onInterpreters } from '../interpreters.ts';

const folder = mkdtempSync(join(tmpdir(), 'wifiprov-probes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CHIP: Facts = {
  release: '2v27',
  variables: 7300,
  variableBytes: 14,
  byteStrings: true,
  isMapped: true,
  calls: 46,
};

describe('an interpreter is compared with the chip', () => {
  const ROWS: [what: string, more: Partial<Facts>, differs: string[]][] = [
    ['like the chip', {}, []],
    ['two calls more', { calls: 48 }, []],
    ['three calls more', { calls: 49 }, ['stack: r() from a timer reaches 49 calls, 46 on the chip']],
    ['three calls fewer', { calls: 43 }, ['stack: r() from a timer reaches 43 calls, 46 on the chip']],
    ['variables of 16 bytes', { variableBytes: 16 }, ['a variable has 16 bytes, 14 on the chip']],
    ['as many variables as the chip', { variables: 5900 }, []],
    ['one variable fewer', { variables: 5899 }, ['it has 5899 variables, some 5900 on the chip']],
    ['Unicode strings', { byteStrings: false }, ['strings are Unicode, on the chip they are bytes']],
    ['flash in a file', { isMapped: false }, ['flash is a file, on the chip it is mapped into memory']],
  ];
  it.each(ROWS)('%s', (_what, more, differs) => {
    expect(differences({ ...CHIP, ...more })).toEqual(differs);
  });

  it('and told about in one line', () => {
    expect(likenessLine('/a', CHIP)).toBe('/a: Espruino 2v27, 7300 variables, like the chip');
    expect(likenessLine('/a', { ...CHIP, isMapped: false, calls: 1470 })).toBe(
      '/a: Espruino 2v27, 7300 variables, not like the chip: flash is a file, on the chip it is mapped into memory; stack: r() from a timer reaches 1470 calls, 46 on the chip',
    );
  });
});

describe('ESPRUINO names interpreters', () => {
  const ROWS: [env: NodeJS.ProcessEnv, paths: string[]][] = [
    [{ ESPRUINO: '/a' }, ['/a']],
    [{ ESPRUINO: '/a:/b:/c' }, ['/a', '/b', '/c']],
    [{ ESPRUINO: ':/a:' }, ['/a']],
    [{ ESPRUINO: 'none', PATH: '/bin' }, []],
    [{ PATH: '/nowhere' }, []],
    [{}, []],
  ];
  it.each(ROWS)('%j', (env, paths) => expect(namedInterpreters(env)).toEqual(paths));
});

/** A script in place of an interpreter. */
function program(name: string, body: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** Until a program that hangs is refused: it hangs however long it is given. */
const PROBE_MS = 300;

describe('an interpreter is refused with a sentence', () => {
  const ROWS: [what: string, path: () => string, why: RegExp][] = [
    ['that is not there', () => join(folder, 'nothing'), /not an executable program$/],
    ['that is another program', () => program('other', 'echo hello'), /not an Espruino interpreter for Linux$/],
    ['that hangs', () => program('hangs', 'while :; do :; done'), /hangs at its first commands.*RELEASE=1$/],
    [
      'with an assert that fails',
      () => program('fails', 'echo "ASSERT(x) FAILED AT a:1"'),
      /built with asserts.*RELEASE=1$/,
    ],
  ];
  it.each(ROWS)('%s', async (_what, path, why) => {
    await expect(probeInterpreter(path(), PROBE_MS)).rejects.toThrow(why);
  });

  it('with asserts that have not failed yet, by the text of one in the program', () => {
    expect(holdsAsserts(Buffer.from('\0jsvGetLocks(var)>0\0'))).toBe(true);
    expect(holdsAsserts(Buffer.from('\0jsvGetLocks\0'))).toBe(false);
    expect(faultOf({ output: '@interpreter{}@', isLate: false, hasAsserts: true })).toContain('built with asserts');
    expect(faultOf({ output: '@interpreter{}@', isLate: false, hasAsserts: false })).toBe('');
  });
});

/** So many looks, one every few milliseconds, until the kernel has ended a process that was killed. */
const LOOKS = 600;
const LOOK_MS = 10;

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** False also for one that has ended and that nobody has asked about yet. */
function isRunning(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && !/\) [ZX]/.test(readFileSync(stat, 'latin1'));
}

async function looked(condition: () => boolean): Promise<boolean> {
  for (let i = 0; i < LOOKS; i++) {
    if (condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return false;
}

/** The children of a process that run this program. */
function childrenOf(pid: number, program: string): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ').map(Number);
  return children.filter((child) => child > 0 && readFileSync(`/proc/${child}/cmdline`, 'latin1').startsWith(program));
}

function startSimulator(path: string): ChildProcess {
  const ports = ['--tcp-port', '0', '--http-port', '0', '--dns-port', '0'];
  const child = spawn(process.execPath, ['build/tools/sim.mjs', '--engine', 'espruino', ...ports], {
    env: { ...process.env, ESPRUINO: path },
  });
  running.push(child);
  return child;
}

describe('a simulator that is killed with SIGKILL takes its interpreter with it', { timeout: 60_000 }, () => {
  it('while it is being probed, in an endless loop', async () => {
    const note = join(folder, 'pid');
    const simulator = startSimulator(program('spins', `echo $$ > ${note}\nwhile :; do :; done`));
    expect(await looked(() => existsSync(note) && readFileSync(note, 'latin1').endsWith('\n'))).toBe(true);
    const pid = Number(readFileSync(note, 'latin1'));
    expect(isRunning(pid)).toBe(true);
    // The shell that watches is started right after the child.
    expect(await looked(() => childrenOf(simulator.pid ?? 0, 'sh\0').length > 0)).toBe(true);
    simulator.kill('SIGKILL');
    expect(await looked(() => !isRunning(pid))).toBe(true);
  });

  onInterpreters((path) => {
    it('while it runs the firmware, in an endless loop', async () => {
      const simulator = startSimulator(path);
      let said = '';
      simulator.stderr?.on('data', (bytes) => (said += bytes));
      expect(await looked(() => said.includes('READY'))).toBe(true);
      simulator.stdout?.on('data', (bytes) => (said += bytes));
      simulator.stdin?.write('wifiprov repl\r');
      expect(await looked(() => /\nOK/.test(said))).toBe(true);
      simulator.stdin?.write('print("go"+"ne");for(;;);\n');
      expect(await looked(() => said.includes('gone'))).toBe(true);
      const [pid = 0] = childrenOf(Number(simulator.pid), path);
      expect(isRunning(pid)).toBe(true);
      simulator.kill('SIGKILL');
      expect(await looked(() => !isRunning(pid))).toBe(true);
    });
  });
});
