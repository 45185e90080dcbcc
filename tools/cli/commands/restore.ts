// `wifiprov restore`: the settings of a backup back onto a device, or onto another one.

import { Argument } from 'commander';
import type { Config, Device, FieldChanges, Outcome, WaitOptions } from '../../client/api.ts';
import { readBytes, textOf } from '../../fleet/file.ts';
import { type Backup, readBackup, type Secrets } from '../backup/file.ts';
import { type Plan, planOf, requestsOf } from '../backup/plan.ts';
import { usage } from '../exit.ts';
import { followOutcome } from '../outcome.ts';
import { AP_PWD_VARIABLE, PWD_VARIABLE } from '../passwords.ts';
import { plain, quoted } from '../print.ts';
import type { Answer, Call, Subcommand } from '../subcommand.ts';
import { beSure, yesOption } from '../sure.ts';
import { table } from '../table.ts';

function read(path: string): Backup {
  const text = textOf(readBytes(path));
  if (typeof text !== 'string') throw usage(`${path}, line ${text.line}: ${text.message}`);
  return readBackup(text, path);
}

/** What the file lacks, if somebody here knows it. */
async function completed(call: Call, backup: Backup, device: Config): Promise<Secrets> {
  const { config, secrets = {} } = backup;
  const isNew = config.STA.SSID !== '' && config.STA.SSID !== device.STA.SSID && config.STA.auth !== 1;
  const question = `Password of ${quoted(config.STA.SSID)} (empty: leave this network out):`;
  const asked =
    isNew && secrets['STA.PWD'] === undefined && call.io.isPerson && call.io.env[PWD_VARIABLE] === undefined;
  const station = asked ? await call.io.ask(question) : call.io.env[PWD_VARIABLE];
  const own = call.io.env[AP_PWD_VARIABLE];
  return { ...(station ? { 'STA.PWD': station } : {}), ...(own ? { 'AP.PWD': own } : {}), ...secrets };
}

function planText(call: Call, { rows, left }: Plan): string {
  const shown = rows.map(([path, now, then]) => [path, plain(now), plain(then)]);
  return [
    ...(rows.length ? [table(call.io, ['field', 'now', 'then'], shown)] : []),
    ...(left.length ? ['', 'Not restored:', ...left.map((one) => `- ${plain(one)}`)] : []),
  ].join('\n');
}

/** One after the other; the first that fails ends it. */
async function apply(device: Device, parts: readonly FieldChanges[], options: WaitOptions): Promise<Outcome> {
  const [first = {}, ...others] = parts;
  const outcome = await device.provision(first, options);
  return outcome.ok && others.length ? apply(device, others, options) : outcome;
}

function withLeft(answer: Answer, left: string[]): Answer {
  return answer.json ? { ...answer, json: { ...answer.json, not_restored: left } } : answer;
}

export const restore: Subcommand = {
  doors: ['host', 'port'],
  args: [new Argument('<file>', 'a file of `wifiprov backup`')],
  options: [yesOption()],
  examples: ['restore lamp.backup.json --port /dev/ttyUSB0 --yes'],
  notes: [
    `Before anything is changed, the command shows what will change and what can't be restored, and asks. Passwords that are not in the file come from ${PWD_VARIABLE} (the network), ${AP_PWD_VARIABLE} (the device's own) or a prompt. The same device keeps those that it has. A network is tried first, as by \`wifiprov set\`.`,
    'The setup code is never restored, and on another device neither is a name with the number of the first one.',
  ],
  run: async (call) => {
    const [path] = call.args as [string];
    const backup = read(path);
    const config = await (await call.device()).get();
    const plan = planOf(backup, config, await completed(call, backup, config));
    const shown = planText(call, plan);
    if (shown && !call.isJson) call.io.err(`${shown}\n`);
    if (plan.rows.length === 0) {
      const text = 'nothing to change: the device has these settings';
      return withLeft({ json: { ok: true, unchanged: true }, text }, plan.left);
    }
    const count = plan.rows.length;
    await beSure(call, count === 1 ? 'One setting of the device changes.' : `${count} settings of the device change.`);
    const parts = requestsOf(plan.changes, call.options['port'] !== undefined);
    return withLeft(await followOutcome(call, (device, options) => apply(device, parts, options)), plan.left);
  },
};
