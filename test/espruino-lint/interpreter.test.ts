// The claims of the table of rules, checked on the real interpreter: each example gives what the table says, and
// that is not what JavaScript says.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { parse } from 'acorn';
import { expect, it } from 'vitest';
import { buildFirmware } from '../../tools/build/device-bundle.mjs';
import { rules } from '../../tools/espruino-lint/check.ts';
import type { Rule } from '../../tools/espruino-lint/rule.ts';
import { pretokenise } from '../../tools/tokens/main.ts';
import { onInterpreters } from '../interpreters.ts';
import { rightCode } from './right-code.ts';

const TIMEOUT_MS = 20_000;

/** Between them they have every token, and the edges of those that carry data. */
const TOKENS = [
  '[1==1,1===1,1!=1,1!==1,1<=2,1<<3,2>=1,-9>>1,-9>>>28,true&&0,null||1]',
  'var a=5;a<<=3;a>>=1;a>>>=1;a+=7;a-=1;a++;a--;a*=3;a/=2;a%=10;a|=9;a&=13;a^=2;a',
  'var f=function(a){for(var i=0;i<9;i++){if(i==2)continue;else a+=i;if(i>5)break}do{a--}while(a>9);return a};f(1)',
  'let l=[];const c=x=>{try{if(x)throw "t";l.push(1)}catch(e){l.push(e)}finally{l.push(2)}};c(0);c(1);l',
  'var s=x=>{switch(x){case 1:return "one";case void 0:return null;default:return typeof x}};[s(1),s(),s("")]',
  'class A{static make(){return 5}x(){return 1}}class B extends A{x(){return super.x()+1}}var b=new B;[b.x(),A.make(),b instanceof A,"x" in {x:1}]',
  'var o={of:1,static:2,default:3,in:4,new:5};delete o.in;for(var k in o)o[k]++;for(var v of [7])o.of=v;[o,undefined===o.in,false]',
  '[0,1,-1,127,128,-128,-129,255,256,32767,32768,-32768,-32769,65535,65536,10,13,2147483647,1.5,1e3,1e-3]',
  'var i={0:"a",10:"b",300:"c",70000:"d"};[i[0],i[10],i["300"],i[70000],5-3,5-(-3),-5+3]',
  `["","a","${'x'.repeat(10)}","${'x'.repeat(11)}","${'x'.repeat(255)}","${'x'.repeat(256)}","${'x'.repeat(300)}".length]`,
  '["\\"","\\\\","\\n\\r\\t","a\\0b".length,\'it"s\',`plain`,`${1+1}${"in ${}"}`]',
  '"a,b;c".split(/[,;]/).map(function(x){return x+/^a$/.test(x)})',
  '[{"a long key of many characters":1,"b":2}]',
];

/** As the firmware stands in flash, in a literal. */
const asBytes = (code: string): string =>
  `"${pretokenise(code, NO_MAP).code.replace(/[^ !#-[\]-~]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`;
const NO_MAP = JSON.stringify({ version: 3, sources: [], names: [], mappings: '' });

/** Prints the program's value as JSON between marks; the marks keep it apart from the interpreter's own talk. */
const probe = (literal: string): string => `var r;
try{r=eval(${literal});r=r===undefined?"undefined":JSON.stringify(r);}
catch(e){r="throws "+(e&&e.message!==undefined?e.message:e);}
print("<<<"+r+">>>");`;

function espruino(path: string, code: string, literal = JSON.stringify(code)): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'dialect-'));
  writeFileSync(join(folder, 'probe.js'), probe(literal));
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

  it.concurrent.each(rightCode)('runs as in JavaScript once it is bytes: %s', { timeout: TIMEOUT_MS }, async (code) => {
    const program = endsInStatement(code) ? `${code}\n;"no exception"` : code;
    const seen = await espruino(path, program, asBytes(program));
    expect(/^["[{\d]/.test(seen) ? JSON.parse(seen) : seen).toEqual(JSON.parse(javaScript(program)));
  });

  it.concurrent.each(TOKENS)('knows the tokens in %s', { timeout: TIMEOUT_MS }, async (code) => {
    expect(JSON.parse(await espruino(path, code, asBytes(code)))).toEqual(JSON.parse(javaScript(code)));
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
