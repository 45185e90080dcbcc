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
  args: [new Argument('<devices.csv>', 'a row for each device, the first row names the columns')],
  options: [
    new Option('--dry-run', 'only check the file: names line and column of each fault'),
    new Option('--parallel <number>', `devices at a time, up to ${PARALLEL_MAX}`)
      .argParser(whole(1, PARALLEL_MAX))
      .default(PARALLEL),
    new Option('--retries <number>', `further tries where one may help, up to ${RETRIES_MAX}`)
      .argParser(whole(0, RETRIES_MAX))
      .default(RETRIES),
    new Option('--report <file.csv>', 'a line for each device as soon as it has ended; must not be there yet'),
    new Option('--resume <file.csv>', 'go on with the report of a former run: what is done there is left out'),
    new Option('--junit <file.xml>', 'the outcome as JUnit XML, at the end'),
    timeoutOption(),
    new Option('--code-stdin', 'read the setup code of rows that have none from standard input'),
    new Option('--plain', 'rows without a setup code go in the clear: works while the setup windows are open'),
    ...fieldOptions(),
    new Option('--pwd-stdin', 'read the password of the network from standard input'),
  ],
  examples: [
    'fleet devices.csv --dry-run',
    'fleet devices.csv --ssid Home --report report.csv --junit report.xml',
    'fleet devices.csv --ssid Home --resume report.csv',
  ],
  notes: [
    `Columns: ${columnNames().join(', ')}; fields also by their names in the config (STA.SSID). Only host or port is needed. host is an address or a name, with :PORT if it is not 6666; port is a serial port; name stands in the report. The flags of fields are for all rows, a cell goes before them, and an empty cell says nothing.`,
    `A row with a host needs its setup code, in the column code, in ${CODE_VARIABLE} or by --code-stdin, if the codes are all the same. Passwords that are not in the column pwd come from WIFIPROV_PWD, --pwd-stdin or a prompt.`,
    'The whole file is checked before the first device is asked anything. A device that was not reached, did not answer, was busy or was refused by the router is tried again after some seconds; a wrong password or setup code is not. Ctrl-C lets what is under way come to its end.',
    'Exit status: 0 if all are done (now or in the report); 1 if a device refused or its network could not be joined, or the report could not be written; else 3 if one was not reached; else 4 if one did not answer; 2 if the file has a fault; 130 after Ctrl-C. With --json a line for each device, and at last one that sums up.',
  ],
  run: async (call) => (await import('../../fleet/main.ts')).fleetAnswer(call),
};
