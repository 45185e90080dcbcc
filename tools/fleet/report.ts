// The report as CSV: a line for each device that has ended, and what a former run's report says is done. No secrets.

import { plain } from '../cli/print.ts';
import { readTable } from './table.ts';
import { targetOf } from './target.ts';
import type { Ending, Job } from './types.ts';

export const HEAD = [
  ...[
    'host',
    'port',
    'name',
    'result',
    'reason',
    'message',
    'ssid',
    'ip',
    'id',
    'tries',
    'seconds',
    'ended',
    'settings',
  ],
] as const;
const DONE = 'done';
const FAILED = 'failed';
/** What a spreadsheet takes for a formula; the writer puts an apostrophe before it. */
const ESCAPED = /^'(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/;

type Name = (typeof HEAD)[number];
type Cells = { [name in Name]: string | number };

function cellsOf(ending: Ending, endedAt: Date): Cells {
  const { job, ok, reason, message, ssid, ip, id, tries, seconds } = ending;
  return {
    ...{ host: job.host, port: job.port, name: job.name, result: ok ? DONE : FAILED, reason, message, ssid, ip, id },
    ...{ tries, seconds: seconds.toFixed(1), ended: endedAt.toISOString(), settings: job.settings },
  };
}

/** No cell has a line end of its own, so a line that is cut off is found as such. */
export async function lineWriter(): Promise<(cells: readonly (string | number)[]) => string> {
  const { stringify } = await import('csv-stringify/sync');
  return (cells) => stringify([cells.map(plain)], { escape_formulas: true });
}

export function rowOf(ending: Ending, endedAt: Date): (string | number)[] {
  const cells = cellsOf(ending, endedAt);
  return HEAD.map((name) => cells[name]);
}

/** By the job's key: what its last line says. */
export type Former = Map<string, { isDone: boolean; settings: string }>;

/** The bytes of whole lines: a run that was killed may have left half a one. */
export function wholeLines(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
}

/** undefined: it is not one of our reports. */
export async function readReport(text: string): Promise<Former | undefined> {
  const { rows, fault } = await readTable(text);
  const [head, ...body] = rows.map(({ cells }) => cells);
  if (fault || !head || HEAD.some((name, i) => head[i] !== name)) return undefined;
  const former: Former = new Map();
  for (const row of body) {
    const cell = (name: Name): string => (row[HEAD.indexOf(name)] ?? '').replace(ESCAPED, '');
    const place = targetOf({ host: cell('host'), port: cell('port'), code: '' }, { isPlain: true });
    if ('key' in place) former.set(place.key, { isDone: cell('result') === DONE, settings: cell('settings') });
  }
  return former;
}

/** Another network for the same device is not done yet. */
export function isDone(former: Former, job: Job): boolean {
  const last = former.get(job.key);
  return last?.isDone === true && last.settings === job.settings;
}
