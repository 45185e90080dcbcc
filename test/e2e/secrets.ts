// Every byte that leaves a device in these tests is looked through for the secrets that were in it or sent to it.

import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { isFault } from '../../firmware/lib/result.ts';
import { setChanges } from '../../firmware/protocols/uart/set.ts';
import { splitWords } from '../../firmware/protocols/uart/tokenize.ts';
import { openStore, SETUP_CODE } from '../../firmware/storage/store.ts';
import { crc32 } from '../fakes/flash.ts';

/** A password has at least so many bytes; what is shorter turns up by chance. */
const PSK_MIN = 8;
const MASK = '********';
const PAGE_BYTES = 4096;
const RECORD_PAGES = 14;
const CODE_BYTES = 12;

/** What came out of sockets, and what went in, in this test file; one text a connection. */
const heard: { from: string; bytes: string }[] = [];
const told: string[] = [];

/** A connection's ear: call it with all that comes. */
export function listener(from: string): (bytes: Buffer | string) => void {
  const one = { from, bytes: '' };
  heard.push(one);
  return (bytes) => {
    one.bytes += typeof bytes === 'string' ? bytes : bytes.toString('latin1');
  };
}

/** For tests of this search only. */
export function forget(): void {
  heard.length = 0;
}

/** What a test sends: passwords in it are secrets, also those that the device refuses. */
export function sent(bytes: string): void {
  told.push(bytes);
}

function valuesOf(text: string): string[] {
  const inJson = [...text.matchAll(/"PWD"\s*:\s*("(?:[^"\\]|\\.)*")/gi)].map(([, json = '""']) => parsed(json));
  return [...inJson, ...text.split(/[\r\n]+/).map(pskOf)];
}

/** The psk of a typed `wifiprov set`, or ''. */
function pskOf(line: string): string {
  const split = splitWords(line);
  if (!split.ok || split.words[1] !== 'set') return '';
  const changes = setChanges(split.words.slice(2), (key) => key);
  const blocks = isFault(changes) ? [] : Object.values(changes as { [block: string]: { PWD?: string } });
  return blocks.map((block) => block.PWD ?? '').join('');
}

function parsed(json: string): string {
  try {
    return JSON.parse(json);
  } catch {
    return '';
  }
}

/** All passwords that ever stood in the records, and the setup code. */
function storedIn(flashFile: string): string[] {
  const bytes = readFileSync(flashFile).toString('latin1');
  const area = {
    pageSize: PAGE_BYTES,
    pages: RECORD_PAGES,
    read: (offset: number, length: number) => bytes.slice(offset, offset + length),
    write: () => {},
    erase: () => {},
  };
  const at = openStore(area, RECORD_PAGES, crc32).at[SETUP_CODE];
  const code = at === undefined ? '' : (/[0-9A-Z]{12}/.exec(bytes.slice(at, at + 64))?.[0] ?? '');
  return [...valuesOf(bytes.slice(0, RECORD_PAGES * PAGE_BYTES)), code];
}

/** Without the echo of lines being typed, and without what `wifiprov code` is for. */
export function withoutEcho(output: string): string {
  const lines = output.replace(/> wifiprov code(?: app)?\r[\s\S]*?(\r\n(OK|ERROR)|$)/g, '').split(/[\r\n]+/);
  return lines.filter((line) => !line.startsWith('> ')).join('\n');
}

function leaks(where: string, text: string, secrets: string[]): string[] {
  const spellings = (secret: string): string[] => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
  ];
  return secrets.flatMap((one) => {
    const form = spellings(one).find((some) => text.includes(some));
    const line = text.split('\n').find((some) => form && some.includes(form));
    return form ? [`${where}: ${one} in ${line}`] : [];
  });
}

/** Fails when a secret of the device, or one that was sent to it, has come out of it. */
export function expectNoSecrets(flashFile: string, output: string): void {
  const all = [...new Set([...storedIn(flashFile), ...told.flatMap(valuesOf)])];
  const secrets = all.filter((one) => one.length >= PSK_MIN && one !== MASK);
  const hyphened = secrets
    .filter((one) => one.length === CODE_BYTES)
    .map((one) => one.replace(/(....)(....)/, '$1-$2-'));
  const known = [...secrets, ...hyphened];
  const found = leaks('UART', withoutEcho(output), known);
  for (const { from, bytes } of heard) found.push(...leaks(from, bytes, known));
  expect(found.join('\n')).toBe('');
}
