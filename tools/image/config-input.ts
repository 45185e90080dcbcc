// The config for an image as it was typed: by the flags of `set`, as the text of a QR code, or in a file; as JSON.

import { usage } from '../cli/exit.ts';
import { changesOf } from '../cli/fields.ts';
import { apPwd, stationPwd } from '../cli/passwords.ts';
import type { Call } from '../cli/subcommand.ts';
import type { FieldChanges } from '../client/api.ts';
import { readBytes, textOf } from '../fleet/file.ts';

const OPEN = 1 as const;

/** A network without a password is open, as for `set`. */
async function changesWithPasswords(call: Call): Promise<FieldChanges> {
  const changes = changesOf(call.options);
  const sta = changes.STA ?? {};
  const pwd = await stationPwd(call, sta);
  const ap = await apPwd(call);
  const auth = pwd === '' && sta.auth === undefined && sta.SSID !== undefined ? { auth: OPEN } : {};
  return {
    ...changes,
    ...(pwd === undefined ? {} : { STA: { ...sta, ...auth, PWD: pwd } }),
    ...(ap === undefined ? {} : { AP: { ...changes.AP, PWD: ap } }),
  };
}

export function fileText(path: string): string {
  const text = textOf(readBytes(path));
  if (typeof text === 'string') return text.replace(/^\ufeff/, '');
  throw usage(`${path}, line ${text.line}: ${text.message}`);
}

async function wifiText(call: Call): Promise<string> {
  const { wifi } = call.options;
  if (typeof wifi === 'string') return wifi;
  return call.io.isPerson ? call.io.ask('Text of the QR code:') : call.nextLine();
}

/** A request as it goes over TCP, and what it came from; undefined when nothing was said of a config. */
export async function configInput(call: Call): Promise<{ json: string; from: string } | undefined> {
  const { config, wifi } = call.options;
  const ways = [config, wifi].filter((way) => way !== undefined).length;
  const hasFlags = Object.keys(changesOf(call.options)).length > 0;
  const hasSecrets = ['staPwd', 'apPwd', 'pwdStdin'].some((name) => call.options[name] !== undefined);
  if (ways + Number(hasFlags || hasSecrets) > 1)
    throw usage('use only one of --config, --wifi and the options for single settings');
  if (typeof config === 'string') return { json: fileText(config), from: `${config}: ` };
  if (wifi !== undefined) return { json: JSON.stringify({ wifi: await wifiText(call) }), from: '' };
  if (!hasFlags && !hasSecrets) return undefined;
  return { json: JSON.stringify(await changesWithPasswords(call)), from: '' };
}
