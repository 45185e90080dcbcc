// `wifiprov set`: new settings, and how they work out.

import { Option } from 'commander';
import type { Changes } from '../../client/api.ts';
import { secretsOf, withSecrets } from '../app-fields.ts';
import { usage } from '../exit.ts';
import { changesOf, fieldOptions } from '../fields.ts';
import { followOutcome } from '../outcome.ts';
import { withPasswords } from '../passwords.ts';
import type { Call, Subcommand } from '../subcommand.ts';

async function wifiText(call: Call): Promise<string> {
  const given = call.options['wifi'];
  if (typeof given === 'string') return given;
  return call.io.isPerson ? call.io.ask('Text of the QR code:') : call.nextLine();
}

/** Nothing was said of any field. */
function isEmpty(call: Call, changes: object): boolean {
  const { staPwd, apPwd, pwdStdin } = call.options;
  return Object.keys(changes).length === 0 && !staPwd && !apPwd && !pwdStdin && secretsOf(call).length === 0;
}

async function changesFor(call: Call): Promise<Changes> {
  const changes = changesOf(call.options);
  if (changes.STA?.SSID === '')
    throw usage('--ssid is empty (an unset variable?); `wifiprov forget` forgets the network');
  const nothing = isEmpty(call, changes);
  if (call.options['wifi'] === undefined) {
    if (nothing) throw usage('nothing to set: give at least one field, like --ssid, or --wifi');
    return withSecrets(call, await withPasswords(call, changes));
  }
  if (!nothing) throw usage('--wifi cannot be combined with other settings');
  return { wifi: await wifiText(call) };
}

export const set: Subcommand = {
  doors: ['host', 'port'],
  // Made when they are asked for: a build's own fields come into the table first.
  get options() {
    return [
      ...fieldOptions(),
      new Option('--pwd-stdin', 'read the password of the network from standard input'),
      new Option('--wifi [text]', "all settings from the text of a Wi-Fi QR code: 'WIFI:T:WPA;S:Home;P:...;;'"),
      new Option('--fields <file>', "fields.json of a build with an app: adds options for the app's fields"),
    ];
  },
  examples: [
    'set --host wifiprov-000110.local --ssid Home',
    "set --port /dev/ttyUSB0 --wifi 'WIFI:T:WPA;S:Home;P:correct horse;;'",
    'set --host 192.168.1.50 --sta-auto 0 --ap-ssid Lamp',
  ],
  notes: [
    'Settings you leave out keep their values. The device tries a new network first. If it does not work, the device returns to the old one, and the exit status is 1.',
    'The password comes from WIFIPROV_PWD, --pwd-stdin or a prompt; --pwd and --ap-pwd take one too, but other users of this machine can see command lines. After --code-stdin the password is the second line of standard input. --ap-pwd alone asks, or takes WIFIPROV_AP_PWD; --wifi alone asks, or takes a line of standard input.',
    'If the device leaves the network you reach it on, the connection ends. The command then connects again, by address or device name, and reports the outcome. It cannot if this computer does not reach the new network. A device that is not heard for 9 s is given up with status 3. Where it has left your network to try the new one, it cannot be heard: the command says so, and waits 30 s. Ctrl-C ends the wait with status 3 too. The command then says what the device does by itself.',
  ],
  run: async (call) => {
    const changes = await changesFor(call);
    return followOutcome(call, (device, options) => device.provision(changes, options));
  },
};
