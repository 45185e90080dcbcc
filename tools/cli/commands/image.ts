// `wifiprov image`: files that turn a board into a device, and how they get onto it.

import { Option } from 'commander';
import { LEAST_ESPRUINO } from '../../../firmware/runtime/boot/least.ts';
import { fieldOptions } from '../fields.ts';
import type { Subcommand } from '../subcommand.ts';
import { CODE_VARIABLE } from '../target.ts';

export const image: Subcommand = {
  doors: [],
  options: [
    new Option('--out <folder>', 'where to').default('wifiprov-image'),
    new Option('--espruino <path>', "Espruino's download for the ESP32: the .zip or .tgz, or its folder"),
    new Option('--random-code', 'include a new setup code, and print it'),
    new Option('--code [code]', `include this setup code; better from ${CODE_VARIABLE}, a prompt (--code alone), or:`),
    new Option('--code-stdin', 'read the setup code from standard input'),
    new Option('--config <file>', 'include a config: JSON as on TCP'),
    new Option('--wifi [text]', "include a config from the text of a Wi-Fi QR code: 'WIFI:T:WPA;S:Home;P:...;;'"),
    new Option('--known <file>', 'include more networks that the device may join: a WIFI: text a line, four at most'),
    ...fieldOptions(),
    new Option('--pwd-stdin', 'read the password of the network from standard input'),
    new Option('--keep-ble', 'leave Bluetooth as it is; by default it is turned off to free memory'),
    new Option('--page', 'also write index.html, which flashes from a browser with ESP Web Tools'),
    new Option('--simulator', 'also write simulator.bin, for `npm start -- --as-flashed --flash FILE`'),
    new Option('--force', 'replace the image that is in the folder already'),
    new Option('--build-dir <folder>', 'built firmware to use instead of the one in this package'),
  ],
  examples: [
    'image --random-code --page --espruino espruino_2v29_esp32',
    'image --out lamp --code --ssid Home --ap-ssid Lamp',
    'image --config lamp.json --simulator',
  ],
  notes: [
    'storage.bin replaces all of Storage at 0x320000. records.bin, with the config and the setup code, replaces all 64 KiB at 0x310000; if you include neither, it is not written and the board keeps its own. nvs.bin at 0x9000 turns Bluetooth off and replaces the other flags there. A board without a setup code makes its own at its first start.',
    'records.bin and simulator.bin hold passwords and the setup code unencrypted: do not publish them. Only you can read them (mode 0600), and a .gitignore beside them keeps them out of a repository. A folder that has files already is left alone, unless --force is given.',
    "A config is checked as on TCP. Passwords come as for `set`: WIFIPROV_PWD, --pwd-stdin or a prompt, after --code-stdin from the second line. The network in an image counts as untried: the device's setup window stays open until it has worked.",
    `manifest.json is for ESP Web Tools. Without --espruino, it and the esptool command are for boards that run Espruino ${LEAST_ESPRUINO} or newer already. The board must be an ESP32 with 4 MB of flash and Espruino's own partition table.`,
  ],
  run: async (call) => (await import('../../image/main.ts')).imageAnswer(call),
};
