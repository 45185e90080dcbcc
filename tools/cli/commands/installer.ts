// `wifiprov installer`: a web page that puts the firmware onto boards.

import { InvalidArgumentError, Option } from 'commander';
import { writeOutput } from '../output.ts';
import { plain } from '../print.ts';
import type { Call, Subcommand } from '../subcommand.ts';

const PORT = 8070;
const PORT_MAX = 65_535;

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > PORT_MAX) throw new InvalidArgumentError(`It must be a port, 0..${PORT_MAX}.`);
  return port;
}

function interrupted(call: Call): Promise<void> {
  return new Promise((resolve) => call.io.onInterrupt(resolve));
}

const NO_ESPRUINO =
  'These files are for boards that run Espruino already; for empty boards, name its download: --espruino espruino_2v29_esp32.tgz';
const NEXT = 'next: put the folder onto a web server with https, or look at it here: wifiprov installer --serve';

export const installer: Subcommand = {
  doors: [],
  options: [
    new Option('--out <folder>', 'where to').default('wifiprov-installer'),
    new Option(
      '--espruino <path>',
      "Espruino's download for the ESP32: the .zip or .tgz, or its folder; for empty boards",
    ),
    new Option('--serve [port]', `also serve it on this computer, until Ctrl-C; port ${PORT}, 0 for any`).argParser(
      portNumber,
    ),
    new Option('--keep-ble', 'leave Bluetooth as it is; otherwise it is turned off, for its memory'),
    new Option('--build-dir <folder>', 'the built firmware, if it is not that of this package'),
  ],
  examples: ['installer --espruino espruino_2v29_esp32.tgz --serve', 'installer --out public/install'],
  notes: [
    'The folder can be put on any web server with https: it needs nothing from elsewhere, and works without the internet. It never has settings, passwords or a setup code: each board makes its own. The page works in Chrome, Edge and Opera on a computer.',
  ],
  run: async (call) => {
    const { installerFiles } = await import('../../installer/files.ts');
    const { out, espruino, keepBle, buildDir, serve } = call.options;
    const files = await installerFiles({
      keepBle: keepBle === true,
      ...(typeof espruino === 'string' ? { espruino } : {}),
      ...(typeof buildDir === 'string' ? { buildDir } : {}),
    });
    const folder = String(out);
    for (const [name, content] of files) writeOutput(`${folder}/${name}`, content);
    const data = { folder, files: [...files.keys()], espruino: espruino !== undefined };
    const where = `in ${plain(folder)}: ${files.size} files; index.html is the page`;
    const text = data.espruino ? where : `${where}\n${NO_ESPRUINO}`;
    if (serve === undefined) return { json: { ok: true, data }, text: `${text}\n${NEXT}` };
    const { serveInstaller } = await import('../../installer/serve.ts');
    const served = await serveInstaller(files, typeof serve === 'number' ? serve : PORT);
    call.io.err(`open ${served.url} in Chrome or Edge; Ctrl-C ends\n`);
    await interrupted(call);
    served.close();
    return { json: { ok: true, data }, text };
  },
};
