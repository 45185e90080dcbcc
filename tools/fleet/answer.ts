// What a run, or a file with faults, comes to: for people, for scripts, and as an exit status. Pure.

import { EXIT } from '../cli/exit.ts';
import { counted, plain } from '../cli/print.ts';
import type { Answer } from '../cli/subcommand.ts';
import type { Ran } from './run.ts';
import { exitOfAll, type Summary, sentenceOf, summaryOf } from './summary.ts';
import type { FileFault, Job } from './types.ts';

/** More of them are only counted. */
export const FAULTS_MAX = 50;

/** Where in the file it is, and what. */
export function faultText({ line, column, head, message }: FileFault): string {
  const place = column === undefined ? '' : `, column ${column}${head ? ` (${head})` : ''}`;
  return plain(`line ${line}${place}: ${message}`);
}

export function refusal(path: string, all: FileFault[]): Answer {
  const faults = all.slice(0, FAULTS_MAX);
  const more = all.length - faults.length;
  const message = `${plain(path)} has ${counted(all.length, 'fault')}; no device was contacted`;
  const lines = faults.map((fault) => `${plain(path)}: ${faultText(fault)}`);
  const text = [message, ...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
  return { json: { ok: false, code: 'bad_file', message, faults }, text, exit: EXIT.usage };
}

function textAfter(sum: Summary, lost: Error | undefined, exit: number, resume: string | undefined): string {
  const again = exit !== EXIT.done && resume !== undefined ? [`continue with: ${resume}`] : [];
  const broken = lost ? [`can't write the report any more (${lost.message})`] : [];
  return [sentenceOf(sum), ...broken, ...again].map(plain).join('\n');
}

interface Finished {
  ran: Ran;
  /** Done in a former run. */
  skipped: readonly Job[];
  seconds: number;
  /** The line that continues it, where there is a report. */
  resume: string | undefined;
}

export function answerOf({ ran, skipped, seconds, resume }: Finished): Answer {
  const sum = summaryOf(ran.endings, skipped.length, ran.left.length, seconds);
  const isCut = ran.left.length > 0;
  const exit = ran.lost ? EXIT.refused : exitOfAll(ran.endings, isCut);
  const code = ran.lost ? 'report_failed' : isCut ? 'interrupted' : 'failed';
  const isDone = exit === EXIT.done;
  return {
    json: { ok: isDone, ...(isDone ? {} : { code, ...(resume ? { resume } : {}) }), ...sum },
    text: textAfter(sum, ran.lost, exit, resume),
    exit,
  };
}
