// `wifiprov code`: the setup code and the QR codes, which the device shows at its serial line only.

import { Option } from 'commander';
import type { SetupCode } from '../../client/api.ts';
import { deviceError } from '../../client/errors.ts';
import { plain } from '../print.ts';
import type { Subcommand } from '../subcommand.ts';

const CAMERA = "To join the device's own network, scan this with the camera of a phone:";
const NO_APPS = "this build has no part for Espressif's apps";

const NO_AP = 'this build never opens an access point: there is no network to join';

function forCamera({ code, wifi, wifi_qr = [] }: SetupCode): string[] {
  if (wifi === undefined) return [`code=${code}`, NO_AP];
  return [`code=${code}`, `wifi=${wifi}`, CAMERA, ...wifi_qr];
}

function forApps({ espressif, espressif_qr = [] }: SetupCode): string[] {
  if (espressif === undefined) throw deviceError('refused', 'not_supported', NO_APPS);
  return [`espressif=${espressif}`, ...espressif_qr];
}

export const code: Subcommand = {
  doors: ['port'],
  options: [new Option('--app', "the QR code for Espressif's apps instead")],
  examples: ['code --port /dev/ttyUSB0', 'code --app --port /dev/ttyUSB0'],
  notes: ['This works only with the device in hand, at a serial port; there is no --host. --json has both QR codes.'],
  run: async (call) => {
    const data = await (await call.device()).code();
    const lines = call.options['app'] ? forApps(data) : forCamera(data);
    return { json: { ok: true, data }, text: lines.map(plain).join('\n') };
  },
};
