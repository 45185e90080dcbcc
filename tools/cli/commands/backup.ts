// `wifiprov backup`: the settings of a device into a file.

import { existsSync } from 'node:fs';
import { Argument, Option } from 'commander';
import { wifiTextChanges } from '../../../firmware/config/wifi-text.ts';
import { isFault } from '../../../firmware/lib/result.ts';
import { fromBytes, toBytes } from '../../client/text.ts';
import { type Backup, type Secrets, VERSION } from '../backup/file.ts';
import { usage } from '../exit.ts';
import { writeOutput } from '../output.ts';
import { AP_PWD_VARIABLE, PWD_VARIABLE } from '../passwords.ts';
import { plain, quoted } from '../print.ts';
import type { Call, Subcommand } from '../subcommand.ts';

/** A password that the device never tells: from the environment or a person; undefined when nobody knows it. */
async function known(call: Call, variable: string, question: string): Promise<string | undefined> {
  const value = call.io.env[variable] ?? (call.io.isPerson ? await call.io.ask(question) : '');
  return value.replace(/\r?\n$/, '') || undefined;
}

/** The password of the text that joins the device's own network. */
function passwordIn(wifi: string): string {
  const changes = wifiTextChanges(toBytes(wifi), () => 0);
  return isFault(changes) ? '' : fromBytes(String((changes['STA'] as { PWD?: string }).PWD ?? ''));
}

async function shownAtCable(call: Call): Promise<Secrets> {
  const { code, wifi } = await (await call.device()).code();
  return wifi === undefined ? { code } : { code, 'AP.PWD': passwordIn(wifi) };
}

async function secretsOf(call: Call, ssid: string): Promise<Secrets> {
  const own = call.options['port']
    ? await shownAtCable(call)
    : { 'AP.PWD': await known(call, AP_PWD_VARIABLE, "Password of the device's own network (empty: leave it out):") };
  const question = `Password of ${quoted(ssid)} (empty: leave it out):`;
  const station = ssid === '' ? undefined : await known(call, PWD_VARIABLE, question);
  const all = { ...own, 'STA.PWD': station };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value)) as Secrets;
}

function noteOf({ config, secrets }: Backup): string {
  if (!secrets) return 'Without passwords: this device can take it back, another one asks for them.';
  const lacks = config.STA.SSID !== '' && config.STA.auth !== 1 && secrets['STA.PWD'] === undefined;
  const missing = lacks ? ` The password of ${quoted(config.STA.SSID)} is not in it: the device never tells it.` : '';
  return `It has secrets in plain text: keep it like a key.${missing}`;
}

async function backupOf(call: Call): Promise<Backup> {
  const device = await call.device();
  const [config, { host = '', firmware }] = [await device.get(), await device.status()];
  const secrets = call.options['secrets'] ? { secrets: await secretsOf(call, config.STA.SSID) } : {};
  const time = new Date().toISOString();
  return { wifiprov: 'backup', version: VERSION, time, device: host, firmware, config, ...secrets };
}

export const backup: Subcommand = {
  doors: ['host', 'port'],
  args: [new Argument('[file]', 'where to; default: the name of the device and .backup.json')],
  options: [
    new Option('--secrets', 'with the passwords, as far as they are known, and at a serial port the setup code'),
    new Option('--force', 'replace the file if it exists'),
  ],
  examples: [
    'backup lamp.backup.json --host wifiprov-000110.local',
    'backup lamp.backup.json --secrets --force --port /dev/ttyUSB0',
  ],
  notes: [
    `A device never tells the password of the network that it joins. With --secrets it comes from ${PWD_VARIABLE} or a prompt; that of the device's own network from the device at a serial port, else from ${AP_PWD_VARIABLE} or a prompt. Only you can read the file (mode 0600).`,
    'A backup has the settings that `wifiprov get` shows. Further networks that the device knows are not in it.',
  ],
  run: async (call) => {
    const [file] = call.args as [string | undefined];
    const isTaken = (path: string): boolean => existsSync(path) && !call.options['force'];
    const taken = (path: string): Error => usage(`${path} exists; --force replaces it, or name another file`);
    if (file !== undefined && isTaken(file)) throw taken(file);
    if (call.options['secrets'] && call.options['plain'])
      throw usage('--secrets needs the setup code or the cable, not --plain');
    const made = await backupOf(call);
    const path = file ?? `${made.device.replace(/\.local$/, '') || 'device'}.backup.json`;
    if (isTaken(path)) throw taken(path);
    writeOutput(path, `${JSON.stringify(made, null, 2)}\n`, { isSecret: true });
    const data = { file: path, secrets: Object.keys(made.secrets ?? {}) };
    return { json: { ok: true, data }, text: `${plain(path)} is written. ${noteOf(made)}` };
  },
};
