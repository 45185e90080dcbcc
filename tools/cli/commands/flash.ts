// `wifiprov flash`: the firmware onto a board that runs Espruino.

import { Option } from 'commander';
import { LEAST_ESPRUINO } from '../../../firmware/runtime/boot/least.ts';
import { plain } from '../print.ts';
import type { Subcommand } from '../subcommand.ts';

export const flash: Subcommand = {
  doors: ['port'],
  options: [
    new Option('--keep-ble', 'leave Bluetooth as it is; by default it is turned off to free memory'),
    new Option('--compact', 'reclaim erased space in Storage if needed; power must not fail meanwhile'),
    new Option('--build-dir <folder>', 'built firmware to use instead of the one in this package'),
  ],
  examples: ['flash --port /dev/ttyUSB0', 'flash --port COM3 --keep-ble --json'],
  notes: [
    'The new firmware is written beside the old one, checked, and then put in place in one step: if you pull the cable, the board has the old or the new firmware. The config is not touched. If there is not enough room, the command says so and changes nothing; --compact reclaims erased space.',
    `Espruino itself must be on the board, ${LEAST_ESPRUINO} or newer. The board may show its prompt, run wifiprov, or be in safe mode.`,
  ],
  run: async (call) => {
    const { flashAnswer } = await import('../../flash/main.ts');
    const data = await flashAnswer(call);
    const what = data.uploaded ? `${data.uploaded} bytes sent` : 'firmware already up to date';
    const ble = data.ble ? ', Bluetooth is on' : '';
    return { json: { ok: true, data }, text: plain(`ready: ${data.board}, Espruino ${data.espruino}, ${what}${ble}`) };
  },
};
