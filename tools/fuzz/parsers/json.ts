// Fuzzing the strict JSON reader: it takes what a browser's JSON.parse takes, down to four levels, and nothing else.

import { readJson } from '../../../firmware/lib/json/read.ts';
import { holds, type Parser, same } from '../parser.ts';
import { JSON_PIECES } from '../pieces.ts';
import { REQUESTS } from '../seeds.ts';

const MAX_DEPTH = 4;

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** How deep a text is nested; if it is not JSON, as far as its strings can be told. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const c of text.replace(/"(\\.|[^"\\])*("|\\?$)/gs, '')) {
    if (c === '{' || c === '[') most = Math.max(most, ++depth);
    if (c === '}' || c === ']') depth--;
  }
  return most;
}

/** The end of the legal object or array at the start; -1: there is none. Only a closing bracket can end one. */
function wantedEnd(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const c = text.charAt(at);
    if ((c === '}' || c === ']') && parses(text.slice(0, at + 1))) return at + 1;
  }
  return -1;
}

/** Enough for each bracket to be tried; the reader itself is given no more than a request has. */
const LENGTH_MAX = 2_049;
const BRACKETS_MAX = 200;

function check(input: string): void {
  const text = input.replace(/^[ \t\r\n]+/, '').slice(0, LENGTH_MAX);
  if (text === '' || text.split(/[}\]]/).length > BRACKETS_MAX) return;
  const reading = readJson(text);
  const isList = text.startsWith('{') || text.startsWith('[');
  const end = isList ? wantedEnd(text) : -1;
  const got = reading.at === 'whole' ? reading.end : -1;
  if (reading.at === 'whole')
    holds(parses(text.slice(0, got)), `taken for whole up to ${got}, and JSON.parse refuses it`);
  if (isList && end >= 0 && depthOf(text.slice(0, end)) > MAX_DEPTH)
    same('too deep', reading.at === 'fault' && reading.code, 'too_deep');
  else if (isList) same('end of the value', got, end);
  if (reading.at === 'whole' && depthOf(text.slice(0, got)) > MAX_DEPTH) throw new Error('deeper than 4 levels');
  if (reading.at === 'fault') checkFault(text, reading.offset);
}

/** The text before the first wrong byte is not a fault yet, and the text after it changes nothing. */
function checkFault(text: string, offset: number): void {
  holds(offset >= 0 && offset < text.length, `fault at ${offset} of ${text.length} bytes`);
  if (offset > 0) holds(readJson(text.slice(0, offset)).at !== 'fault', `a fault before the one at ${offset}`);
  const cut = readJson(text.slice(0, offset + 1));
  same('the fault without what follows', cut.at === 'fault' && cut.offset, offset);
}

export const json: Parser = { name: 'json', seeds: REQUESTS, pieces: JSON_PIECES, check };
