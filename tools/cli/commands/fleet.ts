// `wifiprov fleet`: many devices at once, from a CSV file.

import { Argument, InvalidArgumentError, Option } from 'commander';
import { columnNames } from '../../fleet/columns.ts';
import { PARALLEL, PARALLEL_MAX } from '../../fleet/pool.ts';
import { RETRIES, RETRIES_MAX } from '../../fleet/retry.ts';
import { fieldOptions } from '../fields.ts';
import type { Subcommand } from '../subcommand.ts';
import { CODE_VARIABLE, timeoutOption } from '../target.ts';

function whole(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`It must be a whole number, ${min}..${max}.`);
    return value;
  };
}

export const fleet: Subcommand = {
  doors: [],
  args: [new Argument('<devices.csv>', 'one row for each device; the first row names the columns')],
  options: [
    new Option('--dry-run', 'only check the file; names the line and column of each error'),
    new Option('--parallel <number>', `devices at the same time, up to ${PARALLEL_MAX}`)
      .argParser(whole(1, PARALLEL_MAX))
      .default(PARALLEL),
    new Option('--retries <number>', `retries for failures that may pass, up to ${RETRIES_MAX}`)
      .argParser(whole(0, RETRIES_MAX))
      .default(RETRIES),
    new Option('--report <file.csv>', 'write a line for each device as soon as it is done; the file must not exist'),
    new Option('--resume <file.csv>', 'continue an earlier run from its report: skip devices that are done'),
    new Option('--junit <file.xml>', 'write the outcome as JUnit XML at the end'),
    new Option(
      '--known <file>',
      'join these networks first, so that the devices know them too: a WIFI: text a line, four at most',
    ),
    new Option('--keep-network', 'rows may leave the network as it is, and change other settings alone'),
    new Option('--update [file]', 'instead of settings: update the firmware, by default to the one in this package'),
    timeoutOption(),
    new Option('--code-stdin', 'read the setup code of rows that have none from standard input'),
    new Option('--plain', 'use rows without a setup code unencrypted: works while the setup windows are open'),
    ...fieldOptions(),
    new Option('--pwd-stdin', 'read the password of the network from standard input'),
  ],
  examples: [
    'fleet devices.csv --dry-run',
    'fleet devices.csv --ssid Home --report report.csv --junit report.xml',
    'fleet devices.csv --ssid Home --resume report.csv',
    'fleet devices.csv --ssid Home --known more.txt',
    'fleet devices.csv --update --report update.csv',
  ],
  notes: [
    `Columns: ${columnNames().join(', ')}; fields also by their names in the config (STA.SSID). Only host or port is required. host is an address or a name, with :PORT if it is not 6666; port is a serial port; name appears in the report. Options for settings apply to all rows; a cell overrides them, and an empty cell is ignored.`,
    `A row with a host needs its setup code: in the column code, or, if all codes are the same, in ${CODE_VARIABLE} or by --code-stdin. Passwords that are not in the column pwd come from WIFIPROV_PWD, --pwd-stdin or a prompt.`,
    'With --update the columns of settings are ignored and every device gets the firmware, as by `wifiprov update`: the command waits until each has kept it. Devices must have a host and a setup code.',
    'The whole file is checked before any device is contacted. A device that was not reached, did not answer, was busy, or was refused by the router is tried again after a few seconds; after a wrong password or setup code it is not. Ctrl-C finishes the devices in progress and starts no more.',
    'Exit status: 0 if all are done (now or in the report); 1 if a device refused, its network could not be joined, or the report could not be written; else 3 if a device was not reached; else 4 if one did not answer; 2 if the file has an error; 130 after Ctrl-C, 3 after a second one. With --json, one line for each device, then a summary line.',
  ],
  run: async (call) => (await import('../../fleet/main.ts')).fleetAnswer(call),
};
