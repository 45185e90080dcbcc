// Passwords of networks: by flag, standard input, environment or prompt, in this order.

import type { Device, FieldChanges, StationConfig } from '../client/api.ts';
import { usage } from './exit.ts';
import type { Call } from './subcommand.ts';

export const PWD_VARIABLE = 'WIFIPROV_PWD';
export const AP_PWD_VARIABLE = 'WIFIPROV_AP_PWD';
const OPEN = 1;
const WPA2 = 4;

export async function secret(call: Call, variable: string, question: string, missing: string): Promise<string> {
  const known = call.io.env[variable];
  // As with standard input, one line end is not part of it.
  if (known !== undefined) return known.replace(/\r?\n$/, '');
  if (call.io.isPerson) return call.io.ask(question);
  throw usage(missing);
}

/** Undefined where none is given and none is needed. */
export async function stationPwd(call: Call, sta: Partial<StationConfig>): Promise<string | undefined> {
  const given = call.options['staPwd'];
  if (typeof given === 'string') return given;
  if (call.options['pwdStdin']) return call.nextLine();
  const isNeeded = given === true || (sta.SSID && sta.auth !== OPEN);
  if (!isNeeded) return undefined;
  const question = `Password of "${sta.SSID ?? 'the network'}" (empty: an open network):`;
  const hint = `the password is missing: use ${PWD_VARIABLE} or --pwd-stdin, or --auth 1 for an open network`;
  return secret(call, PWD_VARIABLE, question, hint);
}

/** A network of which nothing is said but its name and password is not open if it has one, and open if not. */
export async function withAuth(
  reach: () => Promise<Device>,
  sta: Partial<StationConfig>,
  pwd: string,
): Promise<Partial<StationConfig>> {
  if (sta.auth !== undefined || sta.SSID === undefined) return { ...sta, PWD: pwd };
  if (pwd === '') return { ...sta, auth: OPEN, PWD: pwd };
  const now = await (await reach()).get();
  return now.STA.auth === OPEN ? { ...sta, auth: WPA2, PWD: pwd } : { ...sta, PWD: pwd };
}

export async function apPwd(call: Call): Promise<string | undefined> {
  if (call.options['apPwd'] !== true) return undefined;
  const question = "Password of the device's own network:";
  return secret(
    call,
    AP_PWD_VARIABLE,
    question,
    `the password is missing: use ${AP_PWD_VARIABLE} or --ap-pwd PASSWORD`,
  );
}

/** The changes with their passwords. */
export async function withPasswords(call: Call, changes: FieldChanges): Promise<FieldChanges> {
  const pwd = await stationPwd(call, changes.STA ?? {});
  const ap = await apPwd(call);
  return {
    ...changes,
    ...(pwd === undefined ? {} : { STA: await withAuth(call.device, changes.STA ?? {}, pwd) }),
    ...(ap === undefined ? {} : { AP: { ...changes.AP, PWD: ap } }),
  };
}
