// The fields of an app that was built on top of the firmware: with build/fields.json they are fields like the others.

import { readFileSync } from 'node:fs';
import { FIELDS, type Field } from '../../firmware/config/schema.ts';
import { MEANINGS } from '../../firmware/protocols/http/page/field-texts.ts';
import type { FieldChanges } from '../client/api.ts';
import { usage } from './exit.ts';
import { keyOf } from './fields.ts';
import { secret } from './passwords.ts';
import type { Call } from './subcommand.ts';

const FIELDS_VARIABLE = 'WIFIPROV_FIELDS';
const FLAG = '--fields';

/** A row of build/fields.json, as far as it matters here. */
type Row = Field & { path: string; label: { en: string } };

/** It decides which flags there are, so it is looked for before they are read. */
export function fieldsFile(argv: readonly string[], env: { [name: string]: string | undefined }): string | undefined {
  const at = argv.findIndex((word) => word === FLAG || word.startsWith(`${FLAG}=`));
  if (at < 0) return env[FIELDS_VARIABLE] || undefined;
  return argv[at] === FLAG ? argv[at + 1] : argv[at]?.slice(FLAG.length + 1);
}

function isRow(row: Row): boolean {
  return /^app\.[a-z0-9_]+$/.test(row.path) && ['int', 'text', 'secret'].includes(row.kind) && !!row.label.en;
}

export function addFields(file: string): void {
  let rows: Row[];
  try {
    rows = JSON.parse(readFileSync(file, 'utf8')) as Row[];
    if (!rows.every(isRow)) throw new Error('rows');
  } catch {
    throw usage(`${FLAG}: ${file} is not the fields.json of a build`);
  }
  for (const row of rows) {
    FIELDS[row.path] = row;
    (MEANINGS as { [path: string]: string })[row.path] = row.label.en;
  }
}

/** Secrets whose flags stand alone, by their names. */
export function secretsOf(call: Call): string[] {
  const paths = Object.keys(FIELDS).filter((path) => FIELDS[path]?.kind === 'secret');
  return paths.filter((path) => call.options[keyOf(path)] === true).map((path) => path.slice('app.'.length));
}

/** They come from the environment or from a prompt. */
export async function withSecrets(call: Call, changes: FieldChanges): Promise<FieldChanges> {
  const app: { [name: string]: number | string } = { ...changes.app };
  for (const name of secretsOf(call)) {
    const variable = `WIFIPROV_APP_${name.toUpperCase()}`;
    app[name] = await secret(
      call,
      variable,
      `app.${name}:`,
      `app.${name} is missing: use ${variable}, or its option with a value`,
    );
  }
  return Object.keys(app).length ? { ...changes, app } : changes;
}
