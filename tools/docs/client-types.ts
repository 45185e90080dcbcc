// The client library's types of the config, written out from the schema: who uses the library reads plain interfaces.

import { FIELDS, type Field, type Path } from '../../firmware/config/schema.ts';
import { MEANINGS } from '../../firmware/protocols/http/page/field-texts.ts';

const PSK_NOTE = '. Comes as `********` when one is set; sent back so it means "keep it"';
const BLOCKS = { STA: 'StationConfig', AP: 'ApConfig' };

/** Of the fields outside of the blocks for ''. */
function fieldsOf(block: string): Field[] {
  const isIn = (path: string): boolean => (block ? path.startsWith(`${block}.`) : !path.includes('.'));
  return Object.values(FIELDS).filter(({ path }) => isIn(path));
}

function typeOf({ kind, fallback }: Field): string {
  return kind === 'auth' ? 'Auth' : typeof fallback;
}

const keyOf = (path: Path): string => path.split('.').pop() ?? '';

function property(field: Field, mark: string): string {
  const note = `${MEANINGS[field.path]}${field.kind === 'psk' ? PSK_NOTE : ''}`;
  return `  /** ${note} */\n  ${keyOf(field.path)}${mark}: ${typeOf(field)};\n`;
}

function properties(block: string, mark = ''): string {
  return fieldsOf(block)
    .map((field) => property(field, mark))
    .join('');
}

const OWN = 'Fields of an app that was built on top of the firmware.';

/** From the first interface to the last. */
export function clientTypes(): string {
  const names = Object.entries(BLOCKS);
  const blocks = names.map(([block, name]) => `export interface ${name} {\n${properties(block)}}\n`);
  const whole = names.map(([block, name]) => `  ${block}: ${name};\n`).join('');
  const parts = names.map(([block, name]) => `  ${block}?: Partial<${name}>;\n`).join('');
  return [
    ...blocks,
    `export interface Config {\n${properties('')}${whole}  /** ${OWN} */\n  app?: AppConfig;\n}\n`,
    `/** What is not named keeps its value. */\nexport interface FieldChanges {\n${properties('', '?')}${parts}  app?: AppConfig;\n}`,
  ].join('\n');
}
