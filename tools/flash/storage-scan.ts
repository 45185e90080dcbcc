// Storage as Espruino walks it: the heads of files, and what is neither a head nor blank.

import { deviceError } from '../client/errors.ts';
import type { Head, Write } from './atomic-swap.ts';
import type { Board } from './board.ts';
import { LOOK_BYTES, repairHeader, type TornHeader } from './repair-header.ts';
import type { Repl } from './repl.ts';

const SCAN_MS = 30_000;
/** Each round mends the first one; what stood behind it may be the next. */
const REPAIR_ROUNDS = 8;

/**
 * Where no file begins, the next page is tried once. Of files only those are told whose names begin with `.` or `w`.
 * Spoiled bytes are told up to the last one that is not blank.
 */
function walk({ storage, bytes, page }: Board): string {
  return [
    '(function(a,e,p,f){var l=[],t=[],b,n,g=0,i;while(a+32<=e){b=f.read(32,a);n=b[0]|b[1]<<8|b[2]<<16;',
    'if((n||b[3])&&(n<16777215||b[3]<255)&&a+32+n<=e){g=0;',
    'if(b[4]==46||b[4]==119)l.push([a,n,E.toString(b).substr(4).split("\\0")[0]]);a+=32+(n+3&~3)}',
    'else{if(E.toString(b).split("\\xff").join("")){n=[a,b[0],b[1],b[2],b[3]];',
    `b=f.read(${LOOK_BYTES}<e-a-32?${LOOK_BYTES}:e-a-32,a+32);for(i=b.length;i>0&&b[i-1]==255;)i--;`,
    'n.push(i);t.push(n)}if(g++)break;a+=p-a%p}}',
    `return[l,t]})(${storage},${storage + bytes},${page},require("Flash"))`,
  ].join('');
}

interface Seen {
  heads: Head[];
  torn: TornHeader[];
}

/** Unsigned, lowest byte first. */
function wordOf([a = 0, b = 0, c = 0, d = 0]: number[]): number {
  return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
}

async function look(repl: Repl, board: Board): Promise<Seen> {
  const [heads, torn] = (await repl.ask(walk(board), SCAN_MS)) as [[number, number, string][], number[][]];
  return {
    heads: heads.map(([address, size, name]) => ({ address, size, name })),
    torn: torn.map(([address = 0, ...bytes]) => ({ address, word: wordOf(bytes), spoiled: bytes[4] ?? 0 })),
  };
}

/** Of files that are not erased, in the order in which Espruino looks for one. */
export async function headsOf(repl: Repl, board: Board): Promise<Head[]> {
  return (await look(repl, board)).heads;
}

/** Asked again it does nothing: bits are only cleared. */
export async function writeWords(repl: Repl, writes: readonly Write[]): Promise<void> {
  if (writes.length === 0) return;
  const rows = writes.map(({ address, word }) => [word, address]);
  await repl.ask(`(${JSON.stringify(rows)}.forEach(w=>require("Flash").write(w[0],w[1])),1)`);
}

export async function repairStorage(repl: Repl, board: Board): Promise<void> {
  for (let i = 0; i < REPAIR_ROUNDS; i++) {
    const [torn] = (await look(repl, board)).torn;
    if (!torn) return;
    const writes = repairHeader(torn, board.storage + board.bytes);
    if (!writes) break;
    await writeWords(repl, writes);
  }
  throw deviceError('refused', 'storage', 'Storage is damaged; write everything to the board with `wifiprov image`');
}
