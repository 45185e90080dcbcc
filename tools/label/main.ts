// The work of `wifiprov label`: what was typed, or stands in a file, to labels, and these to one file.

import { readBrand } from '../build/brand/brand.mjs';
import { EXIT, usage } from '../cli/exit.ts';
import { writeOutput } from '../cli/output.ts';
import { apPwd } from '../cli/passwords.ts';
import { counted, plain, quoted } from '../cli/print.ts';
import { askSetupCode } from '../cli/setup-code.ts';
import type { Answer, Call } from '../cli/subcommand.ts';
import { deviceError } from '../client/errors.ts';
import { faultText } from '../fleet/answer.ts';
import { readBytes, textOf } from '../fleet/file.ts';
import type { FileFault } from '../fleet/types.ts';
import { labelOf } from './check.ts';
import { labelsIn } from './csv.ts';
import { draw } from './draw.ts';
import { openFonts } from './font.ts';
import { pdfOf } from './pdf.ts';
import { SHEETS, type Sheet } from './sheets.ts';
import { pngOf, svgOf } from './svg.ts';
import type { Drawing, Label } from './terms.ts';

const SINGLE = { width: 63.5, height: 38.1 };
/** For a file of devices. */
const USUAL_SHEET = 'L7160';
const FAULTS_MAX = 50;

interface Flags {
  out: string;
  csv?: string;
  ssid?: string;
  name?: string;
  brand?: string;
  apPolicy: string;
  open?: boolean;
  sheet?: string;
  skip: number;
  outline?: boolean;
  dpi: number;
  font?: string;
}

/** The words that are about one device, as commander names them. */
const ABOUT_ONE = ['ssid', 'name', 'open', 'code', 'codeStdin', 'apPwd'];

/** What a brand puts on each label. */
function brandOf({ brand }: Flags): Pick<Label, 'name' | 'link'> {
  if (brand === undefined) return { name: '', link: '' };
  try {
    const { product, link } = readBrand(brand);
    return { name: product, link: link.replace(/^https?:\/\//, '').replace(/\/$/, '') };
  } catch (error) {
    throw usage(`--brand: ${(error as Error).message}`);
  }
}

const hasAp = ({ apPolicy }: Flags): boolean => apPolicy !== 'never';

async function typedLabel(call: Call, flags: Flags): Promise<Label> {
  const { ssid = '', name = '', open } = flags;
  if (ssid === '' && hasAp(flags))
    throw usage("the name of the device's own network is missing: use --ssid, or --csv for many devices");
  const code = await askSetupCode(call);
  const given = call.options['apPwd'];
  if (open && given !== undefined) throw usage('--open cannot be combined with --ap-pwd');
  const password = typeof given === 'string' ? given : ((await apPwd(call)) ?? '');
  const label = labelOf({ ssid, name, code, password, auth: open ? '1' : '' }, hasAp(flags));
  if (!Array.isArray(label)) return label;
  const [wrong] = label;
  throw deviceError('usage', wrong?.code ?? 'usage', wrong?.message ?? '', { field: wrong?.meaning ?? '' });
}

function refusal(path: string, all: FileFault[]): Answer {
  const faults = all.slice(0, FAULTS_MAX);
  const message = `${plain(path)} has ${counted(all.length, 'fault')}; no label was made`;
  const text = [message, ...faults.map(faultText)].join('\n');
  return { json: { ok: false, code: 'bad_file', message, faults }, text, exit: EXIT.usage };
}

async function labelsOf(call: Call, flags: Flags): Promise<Label[] | FileFault[]> {
  const { csv } = flags;
  if (csv === undefined) return [await typedLabel(call, flags)];
  if (ABOUT_ONE.some((name) => call.options[name] !== undefined))
    throw usage('--csv cannot be combined with options for a single label');
  const text = textOf(readBytes(csv));
  if (typeof text !== 'string') return [text];
  const { labels, faults } = await labelsIn(text, hasAp(flags));
  return faults.length > 0 ? faults : labels;
}

function sheetOf({ sheet, csv }: Flags): Sheet | undefined {
  const name = sheet ?? (csv === undefined ? undefined : USUAL_SHEET);
  return name === undefined ? undefined : SHEETS[name];
}

type Kind = 'svg' | 'png' | 'pdf';

function kindOf({ out, csv, sheet }: Flags): Kind {
  const [, kind = ''] = /\.(svg|png|pdf)$/i.exec(out) ?? [];
  if (kind === '') throw usage(`--out ${out} must end in .svg, .png or .pdf`);
  if (kind.toLowerCase() !== 'pdf' && (csv !== undefined || sheet !== undefined))
    throw usage(`--out ${out} holds one label; --sheet and --csv need .pdf`);
  return kind.toLowerCase() as Kind;
}

async function drawAll(labels: readonly Label[], flags: Flags): Promise<Drawing[]> {
  const fonts = await openFonts(flags.font);
  const size = sheetOf(flags)?.label ?? SINGLE;
  return labels.map((label) => {
    const drawing = draw(fonts, label, size);
    if (drawing) return drawing;
    throw usage(`the QR code of ${quoted(label.ssid)} needs a larger label; choose another --sheet`);
  });
}

async function fileOf(kind: Kind, drawings: readonly Drawing[], flags: Flags): Promise<string | Uint8Array> {
  const [first] = drawings;
  if (kind === 'pdf' || !first)
    return pdfOf(drawings, { sheet: sheetOf(flags), skip: flags.skip, hasOutline: flags.outline === true });
  return kind === 'svg' ? svgOf(first) : pngOf(first, flags.dpi);
}

/** The QR code is right all the same. */
function notesOf(labels: readonly Label[], drawings: readonly Drawing[]): string[] {
  return drawings.flatMap(({ lacking }, i) => {
    if (lacking.length === 0) return [];
    const missing = [...new Set(lacking)].map((char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()}`);
    const name = quoted(labels[i]?.ssid ?? '');
    return [
      `${name}: the font lacks ${missing.join(', ')}; they are printed as ?. The QR code is right. --font sets another font`,
    ];
  });
}

export async function labelAnswer(call: Call): Promise<Answer> {
  const flags = call.options as unknown as Flags;
  const kind = kindOf(flags);
  const found = await labelsOf(call, flags);
  const isWrong = (one: Label | FileFault): one is FileFault => 'message' in one;
  if (found.some(isWrong)) return refusal(flags.csv ?? '', found.filter(isWrong));
  const brand = brandOf(flags);
  const labels = (found as Label[]).map((label) => ({ ...label, ...brand, name: label.name || brand.name }));
  const drawings = await drawAll(labels, flags);
  // A label has the setup code on it.
  writeOutput(flags.out, await fileOf(kind, drawings, flags), { isSecret: true });
  const notes = notesOf(labels, drawings);
  if (!call.isJson) for (const note of notes) call.io.err(`note: ${note}\n`);
  const text = `${plain(flags.out)}: ${counted(labels.length, 'label')}`;
  return { json: { ok: true, data: { file: flags.out, labels: labels.length, notes } }, text };
}
