// `npm run many -- 200`: that many simulated devices, and a file for `wifiprov fleet` that names them.

import { writeFileSync } from 'node:fs';
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { readBundle } from './sim/firmware-install.ts';
import { MANY_MAX, type OneOfMany, startMany } from './sim/many.ts';

const USAGE_ERROR = 2;
const SPEED_MAX = 1_000;
/** The bundle lies beside the built tool's folder. */
const BUNDLE = new URL('..', import.meta.url);

function count(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > MANY_MAX)
    throw new InvalidArgumentError(`It must be a whole number, 1..${MANY_MAX}.`);
  return value;
}

function speed(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= SPEED_MAX)) throw new InvalidArgumentError(`It must be above 0, at most ${SPEED_MAX}.`);
  return value;
}

function createCommand(): Command {
  return new Command('many')
    .description('Runs many new simulated devices until Ctrl-C.')
    .addArgument(new Argument('<count>', 'how many').argParser(count))
    .option('--csv <file>', 'the CSV file to write', 'devices.csv')
    .addOption(new Option('--door <door>', 'how the CSV file addresses them').choices(['host', 'port']).default('host'))
    .option('--speed <factor>', 'run simulated time this many times faster', speed, 1)
    .allowExcessArguments(false)
    .exitOverride();
}

interface Options {
  csv: string;
  door: 'host' | 'port';
  speed: number;
}

/** By the network each gets a name for its own too, so that the file serves `wifiprov label` as well. */
function csvOf(devices: OneOfMany[], door: Options['door']): string {
  const row = ({ name, host, port, code }: OneOfMany, i: number): string[] =>
    door === 'host' ? [name, host, code, `Lamp ${i + 1}`] : [name, port];
  const head = door === 'host' ? ['name', 'host', 'code', 'AP.SSID'] : ['name', 'port'];
  return [head, ...devices.map(row)].map((cells) => `${cells.join(',')}\n`).join('');
}

async function main(): Promise<void> {
  const command = createCommand();
  try {
    command.parse(process.argv);
  } catch (error) {
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : USAGE_ERROR);
    throw error;
  }
  const { csv, door, speed } = command.opts<Options>();
  const devices = await startMany(command.processedArgs[0], { speed, bootFiles: readBundle(BUNDLE) });
  writeFileSync(csv, csvOf(devices, door));
  process.stderr.write(`READY ${JSON.stringify({ devices: devices.length, csv })}\n`);
  const end = (): never => process.exit(0);
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

await main();
