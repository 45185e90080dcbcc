// `wifiprov image`: files that turn a board into a device, and how they get onto it.

import { Option } from 'commander';
import { LEAST_ESPRUINO } from '../../../firmware/boot/least.ts';
import { fieldOptions } from '../fields.ts';
import type { Subcommand } from '../subcommand.ts';
import { CODE_VARIABLE } from '../target.ts';

export const image: Subcommand = {
  doors: [],
  options: [
    new Option('--out <folder>', 'where to').default('wifiprov-image'),
    new Option('--espruino <path>', "Espruino's download for the ESP32: the .zip or .tgz, or its folder"),
    new Option('--random-code', 'put in a new setup code, and print it'),
    new Option('--code [code]', `put in this setup code; better by ${CODE_VARIABLE} or prompt (--code alone), or:`),
    new Option('--code-stdin', 'read the setup code from standard input'),
    new Option('--config <file>', 'put in a config: JSON as it goes over TCP'),
    new Option('--wifi [text]', "the config from the text of a Wi-Fi QR code: 'WIFI:T:WPA;S:Home;P:...;;'"),
    ...fieldOptions(),
    new Option('--pwd-stdin', 'read the password of the network from standard input'),
    new Option('--keep-ble', 'leave Bluetooth as it is; otherwise it is turned off, for its memory'),
    new Option('--page', 'also index.html, which flashes from a browser by ESP Web Tools'),
    new Option('--simulator', 'also simulator.bin, for `npm start -- --as-flashed --flash FILE`'),
    new Option('--build-dir <folder>', 'the built firmware, if it is not that of this package'),
  ],
  examples: [
    'image --random-code --page --espruino espruino_2v29_esp32',
    'image --out lamp --code --ssid Home --ap-ssid Lamp',
    'image --config lamp.json --simulator',
  ],
  notes: [
    'storage.bin is all of the Storage at 0x320000: what the board has there goes. records.bin, with the config and the setup code, is all of the 64 KiB at 0x310000; without one of them it is not written, and a board keeps what it has there. nvs.bin at 0x9000 turns Bluetooth off; other flags that the board has there go too. A board without a setup code makes its own at its first start.',
    'records.bin and simulator.bin hold passwords and the setup code in the clear: they do not belong on a public page.',
    "A config is checked like one that comes over TCP. Passwords come as for `set`: WIFIPROV_PWD, --pwd-stdin or a prompt, after --code-stdin from the second line. A network that is put in counts as untried: the device's setup window stays open until it has worked.",
    `manifest.json is for ESP Web Tools. Without --espruino it is for boards that run Espruino ${LEAST_ESPRUINO} or newer already, as is the line for esptool. The board must be an ESP32 with 4 MB of flash and Espruino's own partition table.`,
  ],
  run: async (call) => (await import('../../image/main.ts')).imageAnswer(call),
};
