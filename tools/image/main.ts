// The work of `wifiprov image`: what was typed to files, and a report of them.

import { formatCode } from '../../firmware/security/code.ts';
import { usage } from '../cli/exit.ts';
import { plain } from '../cli/print.ts';
import { askSetupCode } from '../cli/setup-code.ts';
import type { Answer, Call } from '../cli/subcommand.ts';
import { table } from '../cli/table.ts';
import { contentsOf } from '../flash/contents.ts';
import { pageFiles } from '../installer/files.ts';
import { brandOfBuild } from './brand.ts';
import { configInput, fileText } from './config-input.ts';
import type { Part } from './espruino.ts';
import { esptoolLine, manifestOf } from './manifest.ts';
import { checkFolder, IGNORE, writeFolder } from './output-folder.ts';
import { buildFolder, partsOf, SIMULATOR, simulatorFile, unfaulted, type Wanted } from './parts.ts';
import { type Prepared, prepareConfig, prepareKnown, stationOf } from './preload.ts';
import { randomCode } from './records.ts';

async function codeFor(call: Call): Promise<string | undefined> {
  const { code, codeStdin, randomCode: isRandom } = call.options;
  if ([code, codeStdin, isRandom].filter((way) => way !== undefined).length > 1)
    throw usage('use only one of --code, --code-stdin and --random-code');
  if (isRandom) return randomCode();
  return code === undefined && !codeStdin ? undefined : askSetupCode(call);
}

async function configFor(call: Call): Promise<Prepared | undefined> {
  const input = await configInput(call);
  return input && unfaulted(prepareConfig(input.json), input.from);
}

/** Other networks need one in the config: that is the one which a device without several knows. */
function knownFor(call: Call, config: Prepared | undefined): { known?: string } {
  const { known } = call.options;
  if (typeof known !== 'string') return {};
  if (!config || !stationOf(config)) throw usage('--known adds to the network of a config: give that too, like --ssid');
  return { known: unfaulted(prepareKnown(fileText(known), stationOf(config)), `${known}: `).payload };
}

function wantedOf(call: Call, config: Prepared | undefined, code: string | undefined): Wanted {
  const { espruino, buildDir, keepBle } = call.options;
  return {
    preload: {
      ...(config ? { config: config.payload } : {}),
      ...knownFor(call, config),
      ...(code === undefined ? {} : { code }),
    },
    keepBle: keepBle === true,
    ...(typeof espruino === 'string' ? { espruino } : {}),
    ...(typeof buildDir === 'string' ? { buildDir } : {}),
  };
}

function write(call: Call, parts: readonly Part[], { espruino, buildDir }: Wanted): string[] {
  const hasEspruino = espruino !== undefined;
  const brand = brandOfBuild(buildFolder(buildDir));
  const manifest = manifestOf(brand.product, brand.version || BUILD_VERSION, parts, hasEspruino);
  const files = new Map<string, string | Uint8Array>(parts.map(({ name, bytes }) => [name, bytes]));
  files.set('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
  if (call.options['page']) for (const [name, content] of pageFiles(hasEspruino, brand)) files.set(name, content);
  if (call.options['simulator']) files.set(SIMULATOR, simulatorFile(parts));
  writeFolder(String(call.options['out']), files);
  return [...files.keys()].filter((name) => name !== IGNORE);
}

interface Report {
  folder: string;
  parts: readonly Part[];
  files: string[];
  esptool: string;
  hasEspruino: boolean;
  /** The new one. */
  code?: string;
}

function textOf(call: Call, { folder, parts, files, esptool, hasEspruino, code }: Report): string {
  const rows = parts.map(({ name, offset, bytes }) => [name, `0x${offset.toString(16)}`, `${bytes.length} bytes`]);
  const others = files.filter((name) => parts.every((part) => part.name !== name));
  const lacks = 'These files do not include Espruino, so the board must run it already; --espruino adds it.';
  const contents = contentsOf(call.options['buildDir']);
  return [
    ...(contents ? [`firmware: ${plain(contents)}`] : []),
    `in ${plain(folder)}: ${others.join(', ')}, and for the board:`,
    table(call.io, ['file', 'place', 'size'], rows),
    ...(hasEspruino ? [] : [lacks]),
    ...(code === undefined ? [] : [`setup code: ${formatCode(code)}`]),
    `with the board at PORT:\n${esptool}`,
  ].join('\n');
}

function answerOf(call: Call, report: Report, warnings: object[]): Answer {
  const { folder, parts, files, esptool, hasEspruino, code } = report;
  const data = {
    folder,
    files,
    parts: parts.map(({ name, offset, bytes }) => ({ name, offset, bytes: bytes.length })),
    espruino: hasEspruino,
    ...(code === undefined ? {} : { code: formatCode(code) }),
    esptool,
  };
  return { json: { ok: true, data, warnings }, text: textOf(call, report) };
}

export async function imageAnswer(call: Call): Promise<Answer> {
  checkFolder(String(call.options['out']), call.options['force'] === true);
  const code = await codeFor(call);
  const config = await configFor(call);
  const wanted = wantedOf(call, config, code);
  const parts = await partsOf(wanted);
  const hasEspruino = wanted.espruino !== undefined;
  const folder = String(call.options['out']);
  const files = write(call, parts, wanted);
  const warnings = config?.warnings ?? [];
  if (!call.isJson)
    for (const { field, message } of warnings) call.io.err(`warning: ${plain(field)}: ${plain(message)}\n`);
  const esptool = esptoolLine(parts, folder, hasEspruino);
  const isNew = call.options['randomCode'] === true && code !== undefined;
  return answerOf(call, { folder, parts, files, esptool, hasEspruino, ...(isNew ? { code } : {}) }, warnings);
}
