// `wifiprov fleet` from its words to its answer: check everything, then begin.

import { writeFileSync } from 'node:fs';
import { FIELDS } from '../../firmware/config/schema.ts';
import { usage } from '../cli/exit.ts';
import { changesOf, flagOf } from '../cli/fields.ts';
import { firmwarePath } from '../cli/firmware-path.ts';
import { counted, plain } from '../cli/print.ts';
import type { Answer, Call } from '../cli/subcommand.ts';
import { type FirmwareFile, readFirmwareFile } from '../client/firmware-file.ts';
import { fileText } from '../image/config-input.ts';
import { answerOf, refusal } from './answer.ts';
import { checkFile } from './check.ts';
import { faultsOf } from './fields.ts';
import { readBytes, textOf } from './file.ts';
import { type Further, furtherIn } from './further.ts';
import { junitOf } from './junit.ts';
import { openProgressView, type ProgressView } from './progress-view.ts';
import { isDone } from './report.ts';
import { formerOf, NO_REPORT, newReport, type Report, resumedReport } from './report-file.ts';
import { resumeLine } from './resume-line.ts';
import { realWorld, runAll } from './run.ts';
import { flagsOf, proofOf, withCommonPassword } from './secrets.ts';
import type { FileFault, Job } from './types.ts';

interface Flags {
  timeout: number;
  parallel: number;
  retries: number;
  report?: string;
  resume?: string;
  junit?: string;
  dryRun?: boolean;
  keepNetwork?: boolean;
  known?: string;
  /** true: the firmware of this package. */
  update?: string | true;
}

/** All spellings of the flags whose values nobody should read. */
function secretFlags(): string[] {
  const paths = Object.keys(FIELDS).filter((path) => ['psk', 'secret'].includes(FIELDS[path]?.kind ?? ''));
  return paths.flatMap((path) => flagOf(path).split(', '));
}

function firmwareOf({ update }: Flags): FirmwareFile | undefined {
  return update === undefined ? undefined : readFirmwareFile(readBytes(firmwarePath(update)));
}

function furtherOf({ known, keepNetwork, update }: Flags): Further[] {
  if (known === undefined) return [];
  if (keepNetwork || update !== undefined)
    throw usage('--known joins networks, and that of the row last; leave out --keep-network and --update');
  return furtherIn(fileText(known), known);
}

async function jobsOf(call: Call, path: string): Promise<{ jobs: Job[]; faults: FileFault[] }> {
  const firmware = firmwareOf(call.options as unknown as Flags);
  const proof = await proofOf(call);
  const { flags, pwd } = await flagsOf(call);
  const common = changesOf(flags);
  const [wrong] = Object.keys(common).length ? faultsOf(common) : [];
  if (wrong) throw usage(wrong.message);
  const text = textOf(readBytes(path));
  if (typeof text !== 'string') return { jobs: [], faults: [text] };
  const { timeout, keepNetwork } = call.options as unknown as Flags;
  const checked = await checkFile(text, {
    flags,
    proof,
    timeoutMs: timeout * 1_000,
    keepsNetwork: keepNetwork === true,
    firmware,
    further: furtherOf(call.options as unknown as Flags),
  });
  return checked.faults.length > 0 ? checked : withCommonPassword(call, checked.jobs, pwd);
}

interface Split {
  todo: Job[];
  skipped: Job[];
}

async function split(jobs: Job[], { resume }: Flags): Promise<Split> {
  if (resume === undefined) return { todo: jobs, skipped: [] };
  const former = await formerOf(resume);
  return {
    todo: jobs.filter((job) => !isDone(former, job)),
    skipped: jobs.filter((job) => isDone(former, job)),
  };
}

function openReport({ report, resume }: Flags): Promise<Report> {
  if (resume !== undefined) return resumedReport(resume);
  return report === undefined ? Promise.resolve(NO_REPORT) : newReport(report);
}

/** Also tried before the run, so that it can't fail for its name at the end. */
function writeXml(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw usage(`can't write ${path} (${(error as NodeJS.ErrnoException).code})`);
  }
}

async function loadConnect(): Promise<typeof import('../client/node.ts').connect> {
  return (await import('../client/node.ts')).connect;
}

const STOPPING = 'stopping after the devices in progress; press Ctrl-C again to stop at once';

function stopOn(call: Call, board: ProgressView): AbortSignal {
  const stop = new AbortController();
  call.io.onInterrupt(() => {
    stop.abort();
    board.note(STOPPING);
  });
  return stop.signal;
}

async function begin(call: Call, { todo, skipped }: Split, flags: Flags): Promise<Answer> {
  if (flags.junit !== undefined) writeXml(flags.junit, '');
  const report = await openReport(flags);
  const board = await openProgressView(call.io, call.isJson, todo.length + skipped.length);
  const world = realWorld(stopOn(call, board), await loadConnect());
  const startedAt = new Date();
  for (const job of skipped) board.skipped(job);
  const ran = await runAll(todo, flags, world, board, report);
  board.close();
  report.close();
  const seconds = (Date.now() - startedAt.getTime()) / 1_000;
  if (flags.junit !== undefined) writeXml(flags.junit, junitOf({ startedAt, seconds, skipped, ...ran }));
  const written = flags.resume ?? flags.report;
  const resume = written === undefined ? undefined : resumeLine(call.words, written, secretFlags());
  return answerOf({ ran, skipped, seconds, resume });
}

export async function fleetAnswer(call: Call): Promise<Answer> {
  const [path] = call.args as [string];
  const flags = call.options as unknown as Flags;
  if (flags.report !== undefined && flags.resume !== undefined)
    throw usage('--resume continues its own report; leave out --report');
  const { jobs, faults } = await jobsOf(call, path);
  if (faults.length > 0)
    return refusal(
      path,
      faults.sort((a, b) => a.line - b.line),
    );
  const parts = await split(jobs, flags);
  const data = { devices: jobs.length, todo: parts.todo.length, skipped: parts.skipped.length };
  const before = data.skipped ? `, ${data.skipped} of them done before` : '';
  if (flags.dryRun)
    return {
      json: { ok: true, data },
      text: `no fault in ${plain(path)}: ${counted(data.devices, 'device')}${before}`,
    };
  return begin(call, parts, flags);
}
