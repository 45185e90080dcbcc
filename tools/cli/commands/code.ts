// `wifiprov code`: the setup code and the QR codes, which the device shows at its serial line only.

import { plain } from '../print.ts';
import type { Subcommand } from '../subcommand.ts';

export const code: Subcommand = {
  doors: ['port'],
  examples: ['code --port /dev/ttyUSB0'],
  notes: ['This works only with the device in hand, at a serial port; there is no --host.'],
  run: async (call) => {
    const data = await (await call.device()).code();
    const lines = [`code=${data.code}`, `wifi=${data.wifi}`, ...(data.wifi_qr ?? [])];
    const more = data.espressif === undefined ? [] : [`espressif=${data.espressif}`, ...(data.espressif_qr ?? [])];
    return { json: { ok: true, data }, text: [...lines, ...more].map(plain).join('\n') };
  },
};
