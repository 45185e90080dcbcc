// How the image gets onto a board: the line for esptool, and what ESP Web Tools wants to know.

import type { Part } from './espruino.ts';

/** Seconds; the boot window takes two, and the first start of a fresh board has more to do. */
const IMPROV_WAIT_S = 20;

/**
 * For ESP Web Tools 9 and later. The name is what the firmware says by Improv, so that a board which has it is offered
 * an update that keeps its settings. Without Espruino among the parts the board's own must not be erased: it is asked.
 */
export function manifestOf(product: string, version: string, parts: readonly Part[], hasEspruino: boolean): object {
  return {
    name: product,
    version,
    new_install_prompt_erase: !hasEspruino,
    new_install_improv_wait_time: IMPROV_WAIT_S,
    builds: [{ chipFamily: 'ESP32', parts: parts.map(({ name, offset }) => ({ path: name, offset })) }],
  };
}

const hex = (value: number): string => `0x${value.toString(16)}`;

/** As a shell takes it. */
function word(text: string): string {
  return /^[\w./:+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** For esptool 4 and 5. `folder` is in front of each name. */
export function esptoolLine(parts: readonly Part[], folder: string, hasEspruino: boolean): string {
  const mode = hasEspruino ? ' --flash_mode dio --flash_freq 40m' : '';
  const files = parts.map(({ name, offset }) => `${hex(offset)} ${word(`${folder}/${name}`)}`);
  return `python -m esptool --chip esp32 --port PORT --baud 460800 write_flash -z${mode} ${files.join(' ')}`;
}
