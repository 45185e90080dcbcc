// The generated parts of the manuals: a page holds marks, and between two marks stands what the code says.
//
//   <!-- generated: limits -->
//   | what | limit |            replaced by `npm run docs`; the text around it is written by hand
//   <!-- end -->

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  AUTHS,
  COUNTRIES,
  type Config,
  FIELDS,
  type Field,
  PASSPHRASE_MAX,
  PSK_HEX,
  PSK_MIN,
} from '../../firmware/config/schema.ts';
import { connectivityChecks } from '../../firmware/protocols/http/connectivity-checks.ts';
import { MEANINGS } from '../../firmware/protocols/http/page/field-texts.ts';
import { type Reason, sentence } from '../../firmware/wifi/reasons.ts';
import { OPTIONS } from '../build/options.mjs';
import { PIECES } from '../build/pieces.mjs';
import { helpTexts } from '../cli/program.ts';
import { clientTypes } from './client-types.ts';
import { LIMITS } from './limits.ts';
import { CAUSES, CODES, STATES, WARNINGS } from './words.ts';

/** Every page that has generated parts, from the root of the repository. */
export const PAGES = [
  'firmware/docs/captive.md',
  'firmware/docs/config.md',
  'firmware/docs/errors.md',
  'firmware/docs/limits.md',
  'firmware/docs/options.md',
  'firmware/docs/reasons.md',
  'firmware/docs/states.md',
  'tools/docs/cli.md',
  'tools/docs/simulator.md',
];

/** Sources with the same marks, in comments of theirs. */
export const SOURCES = ['tools/client/data.ts'];

const REGION = /((?:<!--|\/\*) generated: (\w+).*\n)[\s\S]*?((?:<!--|\/\*) end)/g;

/** A bar would end the cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|');
const code = (text: string): string => (text === '' ? '' : `\`${text}\``);

/** Columns of even width, as the formatter wants them. */
function table(head: string[], rows: string[][]): string {
  const lines = [head, ...rows].map((row) => row.map(cell));
  const widths = head.map((_name, i) => Math.max(...lines.map((row) => (row[i] ?? '').length)));
  const rule = widths.map((width) => '-'.repeat(width));
  const padded = [...lines.slice(0, 1), rule, ...lines.slice(1)];
  return padded.map((row) => `| ${row.map((text, i) => text.padEnd(widths[i] ?? 0)).join(' | ')} |`).join('\n');
}

function range(field: Field): string {
  if (field.kind === 'int') return `${field.min}..${field.max}`;
  if (field.kind === 'auth') return AUTHS.join(', ');
  if (field.kind === 'word') return COUNTRIES.join(', ');
  if (field.kind === 'ssid' || field.kind === 'text') return `${field.min}..${field.max} bytes`;
  return `empty, ${PSK_MIN}..${PASSPHRASE_MAX} bytes, or ${PSK_HEX} hex digits`;
}

/** What stock Espruino's radio port does not carry of the range. */
function refusedOrWarned(field: Field): string {
  if (field.kind === 'word') return `other than ${field.fallback}: not_enforced`;
  if (field.kind === 'ssid' || field.kind === 'psk') return `over ${field.hi} bytes: radio_limit`;
  if (field.kind === 'auth') return `over ${field.hi}: not_enforced`;
  const isCarried = field.lo <= field.min && field.hi >= field.max;
  return isCarried ? '' : `other than ${field.fallback}: not_enforced`;
}

function fields(): string {
  const rows = Object.keys(FIELDS).map((path) => {
    const field = FIELDS[path] as Field;
    const type = typeof field.fallback === 'number' ? 'integer' : 'string';
    const fallback = field.path === 'AP.SSID' || field.path === 'AP.PWD' ? 'see meaning' : String(field.fallback);
    const meaning = MEANINGS[path as keyof Config];
    return [code(path), type, range(field), fallback || 'empty', meaning, refusedOrWarned(field)];
  });
  return table(['path', 'type', 'range', 'default', 'meaning', "beyond stock Espruino's radio port"], rows);
}

function errors(): string[][] {
  return Object.entries(CODES).map(([name, { when, help }]) => [code(name), when, help]);
}

function reasons(): string[][] {
  return Object.entries(CAUSES).map(([name, cause]) => [code(name), sentence(name as Reason), cause]);
}

function probeRows(): string[][] {
  const rows: string[][] = [];
  connectivityChecks((system, host, path, status, body, header = '') => {
    const said = `${status} ${code((body || header).trimEnd())}`.trim();
    rows.push([system, host ? code(host) : 'any', path ? code(path) : 'any', said]);
  });
  return rows;
}

function simulatorHelp(): string {
  const built = fileURLToPath(new URL('../../build/tools/sim.mjs', import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, [built, '--help'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${built} --help failed: npm run build`);
  return `\`\`\`text\n${stdout.trimEnd()}\n\`\`\``;
}

const HELP_TEXTS = await helpTexts();

function commandHelp(): string {
  return HELP_TEXTS.map(([name, text]) => `## ${name}\n\n\`\`\`text\n${text.trim()}\n\`\`\``).join('\n\n');
}

function buildOptions(): string[][] {
  const rows = Object.values(OPTIONS).map((o) => [code(`--${o.flag}`), o.allowed, String(o.fallback) || 'nothing']);
  const pieces = Object.entries(PIECES).map(([name, piece]) => [code(`--without ${name}`), piece.what, 'is in']);
  return [...rows.slice(0, -1), ...pieces];
}

const REGIONS: { [name: string]: () => string } = {
  fields,
  clientTypes,
  limits: () =>
    table(
      ['what', 'limit'],
      LIMITS.map((row) => [...row]),
    ),
  errors: () => table(['code', 'when', 'what helps'], errors()),
  warnings: () =>
    table(
      ['code', 'meaning'],
      Object.entries(WARNINGS).map(([name, meaning]) => [code(name), meaning]),
    ),
  states: () =>
    table(
      ['state', 'meaning'],
      Object.entries(STATES).map(([name, meaning]) => [code(name), meaning]),
    ),
  builds: () => table(['flag', 'value, or what goes', 'default'], buildOptions()),
  causes: () => table(['reason', 'sentence', 'when'], reasons()),
  probes: () => table(['system', 'host', 'path', 'answer when online'], probeRows()),
  simulator: simulatorHelp,
  commands: commandHelp,
};

/** The page with its generated parts made anew; throws when it has none, or names one that is not generated. */
export function fill(page: string): string {
  if (page.search(REGION) < 0) throw new Error('no <!-- generated: ... --> in it');
  return page.replace(REGION, (_all, open: string, name: string, close: string) => {
    const make = REGIONS[name];
    if (!make) throw new Error(`nothing is generated for ${name}; known: ${Object.keys(REGIONS).join(', ')}`);
    return `${open}${make()}\n${close}`;
  });
}
