// Secrets that stand not in the file: from the environment, standard input or a prompt, as for `wifiprov set`.

import { checkField } from '../../firmware/config/fields.ts';
import { FIELDS, type Field } from '../../firmware/config/schema.ts';
import { usage } from '../cli/exit.ts';
import { apPwd, PWD_VARIABLE, stationPwd } from '../cli/passwords.ts';
import type { Call } from '../cli/subcommand.ts';
import { CODE_VARIABLE } from '../cli/target.ts';
import { toBytes } from '../client/text.ts';
import { type Flags, lacksPassword } from './fields.ts';
import type { Credentials } from './target.ts';
import type { FileFault, Job } from './types.ts';

/** The setup code for rows that have none. */
export async function proofOf(call: Call): Promise<Credentials> {
  const { plain, codeStdin } = call.options;
  if (plain && codeStdin) throw usage('--plain cannot be combined with a setup code');
  if (plain) return { isPlain: true };
  const code = codeStdin ? await call.nextLine() : call.io.env[CODE_VARIABLE];
  return { code: code || undefined, isPlain: false };
}

interface Asked {
  flags: Flags;
  /** For rows that need one and have none: what was given is empty, which makes an open network of them. */
  pwd?: string;
}

/** The flags, with the passwords that they ask for. */
export async function flagsOf(call: Call): Promise<Asked> {
  const { staPwd, pwdStdin, ...rest } = call.options;
  const isAsked = pwdStdin || staPwd !== undefined;
  const pwd = isAsked ? await stationPwd(call, {}) : undefined;
  const ap = await apPwd(call);
  const flags = { ...rest, ...(pwd ? { staPwd: pwd } : {}), ...(ap === undefined ? {} : { apPwd: ap }) };
  return pwd === '' ? { flags, pwd } : { flags };
}

function missing(job: Job): FileFault {
  const { line, changes } = job;
  const message = `the password of "${changes.STA?.SSID}" is missing: use the column pwd, ${PWD_VARIABLE} or --pwd-stdin, or auth 1 for an open network`;
  return { line, code: 'missing_field', message };
}

function withPassword(job: Job, pwd: string): Job {
  return { ...job, changes: { ...job.changes, STA: { ...job.changes.STA, PWD: pwd } } };
}

function check(pwd: string): string {
  const wrong = pwd === '' ? undefined : checkField(FIELDS['STA.PWD'] as Field, toBytes(pwd));
  if (wrong) throw usage(wrong.message);
  return pwd;
}

/** One password for all rows that need one and have none; a person is asked for it only when it is for one network. */
export async function withCommonPassword(
  call: Call,
  jobs: Job[],
  given?: string,
): Promise<{ jobs: Job[]; faults: FileFault[] }> {
  const lacking = jobs.filter(({ changes }) => lacksPassword(changes));
  const names = new Set(lacking.map(({ changes }) => changes.STA?.SSID));
  if (lacking.length === 0) return { jobs, faults: [] };
  const isKnown = given !== undefined || call.io.env[PWD_VARIABLE] !== undefined;
  const isForAll = names.size === 1 && (call.io.isPerson || lacking.length === jobs.length);
  if (!isKnown && !isForAll) return { jobs: [], faults: lacking.map(missing) };
  const pwd = check(given ?? (await stationPwd(call, { SSID: [...names][0] ?? '' })) ?? '');
  return { jobs: jobs.map((job) => (lacksPassword(job.changes) ? withPassword(job, pwd) : job)), faults: [] };
}
