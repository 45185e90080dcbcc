// `wifiprov flash`: the firmware onto a board, with Espruino or without.

import { InvalidArgumentError, Option } from 'commander';
import { LEAST_ESPRUINO } from '../../../firmware/runtime/boot/least.ts';
import type { Installed } from '../../flash/empty.ts';
import { usage } from '../exit.ts';
import { plain } from '../print.ts';
import type { Answer, Call, Subcommand } from '../subcommand.ts';
import { yesOption } from '../sure.ts';

const BAUDS = [115_200, 230_400, 460_800, 921_600];

function baud(text: string): number {
  if (BAUDS.includes(Number(text))) return Number(text);
  throw new InvalidArgumentError(`It must be one of ${BAUDS.join(', ')}.`);
}

/** The status has the name once the access point is up, which may be later. */
export function networkIn(wifi: string): string {
  const [, name = ''] = /;S:((?:\\.|[^;\\])*)/.exec(`;${wifi.replace(/^WIFI:/, '')}`) ?? [];
  return name.replace(/\\(.)/g, '$1');
}

/** What to do with a board that has just got everything. */
function next(call: Call, { setup }: Installed): string {
  const code = setup.code.replaceAll('-', '');
  const fromHere = `From here: wifiprov join --port ${plain(call.options['port'])}`;
  // A build that never opens an access point.
  if (setup.wifi_qr === undefined) return [`setup code: ${plain(setup.code)}`, fromHere].join('\n');
  return [
    `setup code: ${plain(setup.code)}`,
    '',
    'Scan this with the camera of a phone to join the network of the device; its setup page opens:',
    ...setup.wifi_qr,
    `By hand: join the network ${plain(networkIn(setup.wifi ?? ''))} with the password ${plain(code)}`,
    fromHere,
  ].join('\n');
}

async function withEspruino(call: Call): Promise<Answer> {
  const { flashEmpty } = await import('../../flash/empty.ts');
  const { contentsOf } = await import('../../flash/contents.ts');
  const done = await flashEmpty(call);
  const { chip, bytes, status, setup } = done;
  const data = { board: chip, espruino: status.espruino, uploaded: bytes, code: setup.code, wifi: setup.wifi };
  const firmware = contentsOf(call.options['buildDir']) ?? `wifiprov ${status.firmware}`;
  const ready = `ready: ${chip}, Espruino ${status.espruino}, ${firmware}, ${bytes} bytes checked`;
  return { json: { ok: true, data }, text: `${plain(ready)}\n${next(call, done)}` };
}

async function firmwareOnly(call: Call): Promise<Answer> {
  const { flashAnswer } = await import('../../flash/main.ts');
  const { contentsOf } = await import('../../flash/contents.ts');
  const data = await flashAnswer(call);
  const what = data.uploaded ? `${data.uploaded} bytes sent` : 'firmware already up to date';
  const ble = data.ble ? ', Bluetooth is on' : '';
  const contents = contentsOf(call.options['buildDir']);
  const ready = `ready: ${data.board}, Espruino ${data.espruino}, ${what}${ble}`;
  return { json: { ok: true, data }, text: plain(contents ? `${ready} (${contents})` : ready) };
}

export const flash: Subcommand = {
  doors: ['port'],
  options: [
    new Option(
      '--espruino <path>',
      "for an empty board: Espruino's download for the ESP32 (.zip, .tgz or its folder); it erases the board",
    ),
    yesOption(),
    new Option('--keep-settings', 'with --espruino: keep the settings and the setup code of the device'),
    new Option('--baud <number>', 'with --espruino: speed of the port').argParser(baud).default(460_800),
    new Option('--keep-ble', 'leave Bluetooth as it is; by default it is turned off to free memory'),
    new Option('--compact', 'reclaim erased space in Storage if needed; power must not fail meanwhile'),
    new Option('--build-dir <folder>', 'built firmware to use instead of the one in this package'),
  ],
  examples: ['flash --port /dev/ttyUSB0', 'flash --port COM3 --keep-ble --json'],
  notes: [
    "For a board that is empty or runs another program, add --espruino with the download. The command writes and checks everything through the chip's ROM loader, restarts the board, and shows its setup code and the QR code to join it. You can repeat it at any time: what is already in flash is not sent again.",
    `On a board that runs Espruino ${LEAST_ESPRUINO} or newer, without --espruino, only the firmware is sent and the settings stay. The new firmware is written beside the old one, checked, and then put in place in one step: if you pull the cable, the board has the old or the new firmware. If there is not enough room, the command says so and changes nothing; --compact reclaims erased space. The board may show its prompt, run wifiprov, or be in safe mode.`,
  ],
  stopped:
    'stopped; run the same command again: with --espruino it goes on where it was, without it the board has the old or the new firmware',
  run: async (call) => {
    if (call.options['espruino'] !== undefined) return withEspruino(call);
    if (call.options['keepSettings'])
      throw usage('--keep-settings goes with --espruino: otherwise they are kept anyway');
    return firmwareOnly(call);
  },
};
