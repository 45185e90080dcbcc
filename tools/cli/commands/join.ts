// `wifiprov join`: a network by name and password, or chosen from those that the device sees.

import { Argument, Option } from 'commander';
import { wifiText } from '../../../firmware/config/wifi-text.ts';
import type { Network, Scan } from '../../client/api.ts';
import { usage } from '../exit.ts';
import { followOutcome } from '../outcome.ts';
import { PWD_VARIABLE, secret } from '../passwords.ts';
import { plain, quoted } from '../print.ts';
import { signalShown, weakNote } from '../signal-text.ts';
import type { Call, Subcommand } from '../subcommand.ts';
import { table } from '../table.ts';

const OPEN = 'open';
const EMPTY = 'the name of the network is empty (an unset variable?); `wifiprov forget` forgets a network';

interface Choice {
  ssid: string;
  /** As the scan shows it; undefined for a name that was typed. */
  auth?: string;
}

function listOf(call: Call, { networks }: Scan): string {
  const rows = networks.map(({ ssid, rssi, auth }, i) => [i + 1, quoted(ssid), signalShown(rssi), plain(auth)]);
  return table(call.io, ['', 'network', 'signal', 'security'], rows) + weakNote(networks);
}

/** A number of the list, or the name of a network that is hidden. */
export function choiceOf(typed: string, networks: readonly Network[]): Choice {
  const text = typed.trim();
  const picked = /^\d+$/.test(text) ? networks[Number(text) - 1] : networks.find(({ ssid }) => ssid === text);
  return picked ?? { ssid: text };
}

async function choose(call: Call): Promise<Choice> {
  if (!call.io.isPerson) throw usage('which network? give its name: wifiprov join NAME');
  const scan = await (await call.device()).scan();
  call.io.err(`${listOf(call, scan)}\n`);
  const choice = choiceOf(await call.io.question('Network, by its number or name:'), scan.networks);
  if (choice.ssid === '') throw usage('no network was chosen; nothing was changed');
  return choice;
}

async function passwordFor(call: Call, { ssid, auth }: Choice): Promise<string> {
  const { pwd, pwdStdin } = call.options;
  if (typeof pwd === 'string') return pwd;
  if (pwdStdin) return call.nextLine();
  if (auth === OPEN) return '';
  const hint = `the password is missing: use ${PWD_VARIABLE} or --pwd-stdin, or --pwd '' for an open network`;
  return secret(call, PWD_VARIABLE, `Password of ${quoted(ssid)} (empty: an open network):`, hint);
}

export const join: Subcommand = {
  doors: ['host', 'port'],
  args: [new Argument('[name]', 'the network; without it you choose from those that the device sees')],
  options: [
    new Option('--pwd <password>', 'its password; other users of this computer can see it, so better:'),
    new Option('--pwd-stdin', `read the password from standard input; or ${PWD_VARIABLE}, or a prompt`),
  ],
  examples: ['join Home --port /dev/ttyUSB0', 'join Home --host wifiprov-000110.local'],
  notes: [
    'The short way to `wifiprov set --ssid`: the device joins the network, keeps it in flash and connects to it at each start. A network without a password is open; the kind of security comes from what the device saw in its last scan.',
    'The command shows the attempts and ends when the device is online, or with the reason why not. Ctrl-C stops waiting, not the device: the command says what the device does then, and ends with status 3. So it does when the device is not heard for 9 s. Where the device has left your network to try the new one, it cannot be heard: the command says so, and waits 30 s, since the device has 20 s there and then comes back.',
  ],
  run: async (call) => {
    const [given] = call.args as [string | undefined];
    if (given === '') throw usage(EMPTY);
    const choice = given === undefined ? await choose(call) : { ssid: given };
    const wifi = wifiText(choice.ssid, await passwordFor(call, choice));
    return followOutcome(call, (device, options) => device.provision({ wifi }, options));
  },
};
