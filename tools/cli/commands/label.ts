// `wifiprov label`: what stands on the device: its network, its setup code, and a QR code to join.

import { InvalidArgumentError, Option } from 'commander';
import { SHEETS } from '../../label/sheets.ts';
import { AP_PWD_VARIABLE } from '../passwords.ts';
import type { Subcommand } from '../subcommand.ts';
import { CODE_VARIABLE } from '../target.ts';

const DPI = { least: 100, most: 1200, usual: 300 };
const SKIP_MAX = 29;

function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`It must be a whole number, ${least}..${most}.`);
    return value;
  };
}

const sheets = Object.entries(SHEETS).map(([name, { what }]) => `${name} (${what})`);

export const label: Subcommand = {
  doors: [],
  options: [
    new Option('--out <file>', 'file to write: .svg, .png or .pdf').default('label.pdf'),
    new Option('--ssid <name>', "name of the device's own network, AP.SSID"),
    new Option('--code <code>', `setup code; better from ${CODE_VARIABLE}, a prompt, or:`),
    new Option('--code-stdin', 'read the setup code from standard input'),
    new Option('--ap-pwd [password]', `password of the device's own network, if different from the setup code`),
    new Option('--open', "the device's own network is open"),
    new Option('--name <text>', 'a line on top: product, serial number; default: the product of --brand'),
    new Option('--ap-policy <policy>', 'of the build; never: the label has the setup code, and no network to join')
      .choices(['fallback', 'asked', 'never'])
      .default('fallback'),
    new Option('--brand <file>', "the build's brand file: its product on top, its link below"),
    new Option('--csv <file>', 'a label for each row; columns as for `fleet`: AP.SSID, code, AP.PWD, AP.auth, name'),
    new Option(
      '--sheet <number>',
      `PDF: sheet of labels: ${sheets.join('; ')}; with --csv the default is L7160`,
    ).choices(Object.keys(SHEETS)),
    new Option('--skip <number>', 'PDF: labels already used on the first sheet')
      .argParser(whole(0, SKIP_MAX))
      .default(0),
    new Option('--outline', 'PDF: draw a thin line around each label to cut along'),
    new Option('--dpi <number>', 'PNG: dots per inch').argParser(whole(DPI.least, DPI.most)).default(DPI.usual),
    new Option('--font <file>', 'TTF, OTF or WOFF font, for characters that DejaVu Sans lacks'),
  ],
  examples: [
    "label --ssid Lamp --name 'Lamp 1'",
    'label --ssid Lamp --out lamp.png',
    'label --csv devices.csv --out sheet.pdf --outline',
  ],
  notes: [
    `The QR code is the one of \`wifiprov code\`: with it, a phone's camera joins the device's own network. --ap-pwd alone takes ${AP_PWD_VARIABLE} or asks. With --csv, the setup codes are in the file; columns that a label does not need are ignored.`,
    'All text is drawn as outlines. Characters that the font lacks are printed as ?, with a note on standard error; the QR code is still right.',
  ],
  run: async (call) => (await import('../../label/main.ts')).labelAnswer(call),
};
