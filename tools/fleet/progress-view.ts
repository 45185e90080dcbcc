// What is seen of a run: on a terminal the devices under way, in lines that change; else a line for each that has ended.

import type { Io } from '../cli/io.ts';
import { progressText } from '../cli/outcome.ts';
import { plain, quoted } from '../cli/print.ts';
import type { Progress } from '../client/api.ts';
import { type Ending, type Job, titleOf } from './types.ts';

/** More of them are only counted. */
export const SHOWN_MAX = 10;
const BAR = 30;

export interface ProgressView {
  began(job: Job): void;
  progress(job: Job, progress: Progress): void;
  retrying(job: Job, reason: string): void;
  ended(ending: Ending): void;
  skipped(job: Job): void;
  /** For people, whatever else is shown. */
  note(text: string): void;
  close(): void;
}

export function endingText(ending: Ending): string {
  const { job, ok, reason, message, ssid, ip, tries } = ending;
  const again = tries > 1 ? ` after ${tries} tries` : '';
  const where = [ssid ? quoted(ssid) : '', plain(ip)].filter((part) => part !== '').join(' ');
  const said = ok
    ? [where, plain(message)].filter((part) => part !== '').join('; ')
    : `${plain(message)} (${plain(reason)})`;
  return `${ok ? 'done  ' : 'failed'} ${plain(titleOf(job))}: ${said}${again}`;
}

export function barText(ended: number, all: number, failed: number): string {
  const full = all === 0 ? BAR : Math.floor((BAR * ended) / all);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}] ${ended}/${all}${failed ? `, ${failed} failed` : ''}`;
}

/** What is drawn: the bar, and what is under way. */
export function frame(bar: string, active: ReadonlyMap<Job, string>, width: number): string {
  const shown = [...active].slice(0, SHOWN_MAX).map(([job, text]) => `  ${plain(titleOf(job))}: ${text}`);
  const more = active.size - shown.length;
  return [bar, ...shown, ...(more > 0 ? [`  and ${more} more`] : [])]
    .map((line) => line.slice(0, width - 1))
    .join('\n');
}

function silentBoard(io: Io): ProgressView {
  const say = (object: object): void => io.out(`${JSON.stringify(object)}\n`);
  return {
    ...{ began() {}, progress() {}, retrying() {}, close() {} },
    ended({ job, json, id, tries, seconds }) {
      say({ ...where(job), ...json, ...(id ? { id } : {}), tries, seconds: Math.round(seconds * 1_000) / 1_000 });
    },
    skipped: (job) => say({ ...where(job), ok: true, skipped: true }),
    note() {},
  };
}

function where({ host, port, name }: Job): object {
  return { ...(host ? { host } : { port }), ...(name ? { name } : {}) };
}

function lineBoard(io: Io): ProgressView {
  return {
    ...{ began() {}, progress() {}, retrying() {}, close() {} },
    ended: (ending) => io.out(`${endingText(ending)}\n`),
    skipped() {},
    note: (text) => io.err(`${text}\n`),
  };
}

async function liveBoard(io: Io, all: number): Promise<ProgressView> {
  const { createLogUpdate } = await import('log-update');
  const { columns = 80, rows = 24 } = process.stderr;
  const screen = { columns, rows, write: (text: string) => io.err(text) };
  const draw = createLogUpdate(screen as unknown as NodeJS.WriteStream, { showCursor: true });
  const active = new Map<Job, string>();
  let [ended, failed] = [0, 0];
  const redraw = (): void => draw(frame(barText(ended, all, failed), active, columns));
  function show(job: Job, text: string): void {
    active.set(job, text);
    redraw();
  }
  function above(say: () => void): void {
    draw.clear();
    say();
    redraw();
  }
  return {
    began: (job) => show(job, 'connecting ...'),
    progress: (job, progress) => progress.state === 'connecting' && show(job, progressText(progress)),
    retrying: (job, reason) => show(job, `${plain(reason)}; retrying soon ...`),
    ended(ending) {
      active.delete(ending.job);
      ended++;
      if (!ending.ok) failed++;
      above(() => io.out(`${endingText(ending)}\n`));
    },
    skipped: () => void ended++,
    note: (text) => above(() => io.err(`${text}\n`)),
    close: () => draw.clear(),
  };
}

export async function openProgressView(io: Io, isJson: boolean, all: number): Promise<ProgressView> {
  if (isJson) return silentBoard(io);
  return io.isPerson ? liveBoard(io, all) : lineBoard(io);
}
