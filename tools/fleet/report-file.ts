// The report on disk: a line is written as soon as its device has ended, so nothing that is done is forgotten.

import { closeSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { usage } from '../cli/exit.ts';
import { type Former, HEAD, lineWriter, readReport, rowOf, wholeLines } from './report.ts';
import type { Ending } from './types.ts';

export interface Report {
  add(ending: Ending): void;
  close(): void;
}

export const NO_REPORT: Report = { add() {}, close() {} };

/** A mistake of the user's, if it does not work. */
function orUsage<T>(work: () => T, sentence: (code: string) => string): T {
  try {
    return work();
  } catch (error) {
    throw usage(sentence((error as NodeJS.ErrnoException).code ?? String(error)));
  }
}

async function writerTo(fd: number, isNew: boolean): Promise<Report> {
  const line = await lineWriter();
  if (isNew) writeSync(fd, line(HEAD));
  return {
    add: (ending) => void writeSync(fd, line(rowOf(ending, new Date()))),
    close: () => closeSync(fd),
  };
}

export function newReport(path: string): Promise<Report> {
  const fd = orUsage(
    () => openSync(path, 'ax'),
    (code) =>
      code === 'EEXIST' ? `${path} exists already; --resume ${path} continues it` : `can't write ${path} (${code})`,
  );
  return writerTo(fd, true);
}

/** What the report of a former run says; nothing is changed yet. */
export async function formerOf(path: string): Promise<Former> {
  const bytes = orUsage(
    () => readFileSync(path),
    (code) => `can't read ${path} (${code})`,
  );
  const former = await readReport(wholeLines(bytes).toString());
  if (former) return former;
  throw usage(`${path} is not a report of \`wifiprov fleet\``);
}

/** Goes on behind the last whole line. */
export function resumedReport(path: string): Promise<Report> {
  const fd = orUsage(
    () => {
      truncateSync(path, wholeLines(readFileSync(path)).length);
      return openSync(path, 'a');
    },
    (code) => `can't write ${path} (${code})`,
  );
  return writerTo(fd, false);
}
