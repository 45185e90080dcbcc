// `wifiprov flash`: the firmware onto a board that runs Espruino.

import { Option } from 'commander';
import { LEAST_ESPRUINO } from '../../../firmware/runtime/boot/least.ts';
import { plain } from '../print.ts';
import type { Subcommand } from '../subcommand.ts';

export const flash: Subcommand = {
  doors: ['port'],
  options: [
    new Option('--keep-ble', 'leave Bluetooth as it is; otherwise it is turned off, for its memory'),
    new Option('--compact', 'make room in Storage if there is none; the power must not fail meanwhile'),
    new Option('--build-dir <folder>', 'the built firmware, if it is not that of this package'),
  ],
  examples: ['flash --port /dev/ttyUSB0', 'flash --port COM3 --keep-ble --json'],
  notes: [
    'The new firmware is put beside the old one, checked, and then takes its place in one step: if the cable is pulled, the board has the old one or the new one. The config is not touched. Without --compact the command says so when there is no room, and changes nothing.',
    `Espruino itself must be on the board, ${LEAST_ESPRUINO} or newer. It does not matter whether its prompt, wifiprov, or safe mode has the line.`,
  ],
  run: async (call) => {
    const { flashAnswer } = await import('../../flash/main.ts');
    const data = await flashAnswer(call);
    const what = data.uploaded ? `${data.uploaded} bytes sent` : 'it has this firmware already';
    const ble = data.ble ? ', Bluetooth is on' : '';
    return { json: { ok: true, data }, text: plain(`ready: ${data.board}, Espruino ${data.espruino}, ${what}${ble}`) };
  },
};
