// The claims of the table of rules, checked on the real interpreter: each example gives what the table says, and
// that is not what JavaScript says.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { parse } from 'acorn';
import { expect, it } from 'vitest';
import { buildFirmware } from '../../build.mjs';
import { rules } from '../../tools/dialect/check.ts';
import type { Rule } from '../../tools/dialect/rule.ts';
import { onInterpreters } from '../interpreters.ts';
import { rightCode } from './right-code.ts';

const TIMEOUT_MS = 20_000;

/** Prints the program's value as JSON between marks; the marks keep it apart from the interpreter's own talk. */
const probe = (code: string): string => `var r;
try{r=eval(${JSON.stringify(code)});r=r===undefined?"undefined":JSON.stringify(r);}
catch(e){r="throws "+(e&&e.message!==undefined?e.message:e);}
print("<<<"+r+">>>");`;

function espruino(path: string, code: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'dialect-'));
  writeFileSync(join(folder, 'probe.js'), probe(code));
  return new Promise((done) => {
    execFile(path, ['probe.js'], { cwd: folder, timeout: TIMEOUT_MS, encoding: 'latin1' }, (error, stdout) => {
      rmSync(folder, { recursive: true });
      done(/<<<([\s\S]*?)>>>/.exec(stdout)?.[1] ?? endOf(stdout, error?.signal));
    });
  });
}

/** What ends a program that cannot be caught: the interpreter itself crashes, or it stops the script. */
function endOf(stdout: string, signal: NodeJS.Signals | null | undefined): string {
  const reason = /Error: (Too much recursion[^\r\n]*)/.exec(stdout)?.[1];
  if (reason) return `dies of ${reason}`;
  return signal && signal !== 'SIGTERM' ? 'dies' : stdout;
}

/** `2v27.45` is [2, 27, 45]. */
const numbersOf = (version: string): number[] => version.split(/[v.]/).map(Number);

function isBefore(version: string, other: string): boolean {
  const [mine, theirs] = [numbersOf(version), numbersOf(other)];
  const at = theirs.findIndex((number, i) => number !== (mine[i] ?? 0));
  return at >= 0 && (mine[at] ?? 0) < (theirs[at] ?? 0);
}

async function isMended(path: string, { mendedIn }: Rule): Promise<boolean> {
  return mendedIn !== undefined && !isBefore(JSON.parse(await espruino(path, 'process.env.VERSION')), mendedIn);
}

/** What the examples name of Espruino's globals, for Node. */
const globals = { print: () => {}, setTimeout: () => 1, global: {} };

function javaScript(code: string): string {
  try {
    const value: unknown = runInNewContext(code, { ...globals });
    return value === undefined ? 'undefined' : String(JSON.stringify(value));
  } catch (error) {
    return `throws ${(error as Error).message}`;
  }
}

function endsInStatement(code: string): boolean {
  const last = parse(code, { ecmaVersion: 'latest' }).body.at(-1);
  if (last?.type !== 'ExpressionStatement') return true;
  // a function, or the call of one that gives nothing back
  return !/^["[{\d]/.test(javaScript(code)) || /print|setTimeout/.test(code);
}

onInterpreters((path) => {
  it.concurrent.each(Object.entries<Rule>(rules))(
    '%s is as the table says',
    { timeout: TIMEOUT_MS },
    async (_id, rule) => {
      const right = rule.right ?? javaScript(rule.bad);
      expect(await espruino(path, rule.bad)).toBe((await isMended(path, rule)) ? right : rule.seen);
      expect(right).not.toBe(rule.seen);
    },
  );

  it.concurrent.each(rightCode)('runs as in JavaScript: %s', { timeout: TIMEOUT_MS }, async (code) => {
    // a statement has a value of its own in each of the two, and none that matters
    const program = endsInStatement(code) ? `${code}\n;"no exception"` : code;
    const seen = await espruino(path, program);
    expect(/^["[{\d]/.test(seen) ? JSON.parse(seen) : seen).toEqual(JSON.parse(javaScript(program)));
  });

  it('reads every byte of a bundle as it was meant', async () => {
    const all = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('');
    const literal = `'${Array.from(all, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')}'`;
    const folder = mkdtempSync(join(tmpdir(), 'bytes-'));
    const entry = join(folder, 'in.ts');
    writeFileSync(entry, `(global as any).out = [${literal}, 'Grüße €', \`ä\${1}\n\`].map(btoa);`);
    await buildFirmware({ entry, outfile: join(folder, 'out.js') });
    const bundle = readFileSync(join(folder, 'out.js'), 'latin1');
    rmSync(folder, { recursive: true });
    const wanted = [Buffer.from(all, 'latin1'), Buffer.from('Grüße €'), Buffer.from('ä1\n')].map((b) =>
      b.toString('base64'),
    );
    expect(JSON.parse(await espruino(path, `${bundle};global.out`))).toEqual(wanted);
  });
});
