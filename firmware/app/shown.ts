// What an app shows on the home page: lines of a label and a text, and a link. Pure.

import { oneLine } from './lines.ts';

export const SHOWN_MAX = 6;
/** Bytes; what is longer is cut. */
export const LABEL_MAX = 24;
export const TEXT_MAX = 64;
/** A link that is cut would lead elsewhere: it is refused. */
export const URL_MAX = 120;

export interface Shown {
  lines: { label: string; text: string }[];
  link?: { url: string; text: string };
}

/** Not in the middle of a character. */
function cut(text: string, max: number): string {
  const line = oneLine(text);
  const head = line.slice(0, max);
  return /^[\x80-\xbf]/.test(line.charAt(max)) ? head.replace(/[\xc0-\xff][\x80-\xbf]*$/, '') : head;
}

/** Label, text, label, text; undefined: there are as many as may be. An empty text takes the line away. */
export function withLine(shown: string[], label: string, text: string): string[] | undefined {
  const name = cut(label, LABEL_MAX);
  const line = cut(text, TEXT_MAX);
  const next: string[] = [];
  let isNew = true;
  shown.forEach((one, i) => {
    if (i % 2) return;
    const isIt = one === name;
    if (isIt) isNew = false;
    const kept = isIt ? line : (shown[i + 1] as string);
    if (kept) next.push(one, kept);
  });
  if (isNew && line) next.push(name, line);
  return next.length > 2 * SHOWN_MAX ? undefined : next;
}

/** Address and text; none where the address is empty; undefined: it is not one for a browser. */
export function linkOf(url: string, text: string): string[] | undefined {
  if (!url) return [];
  const rest = url.replace(/^http:\/\//, '').replace(/^https:\/\//, '');
  if (url.length > URL_MAX || !rest || rest === url || /[^!-~]|["<>]/.test(url)) return undefined;
  return [url, cut(text, TEXT_MAX) || url];
}

export function shownOf(shown: string[], link: string[]): Shown {
  const all: Shown = { lines: [] };
  shown.forEach((label, i) => {
    if (i % 2 === 0) all.lines.push({ label, text: shown[i + 1] as string });
  });
  if (link.length) all.link = { url: link[0] as string, text: link[1] as string };
  return all;
}
