// A phone's camera for QR codes that were drawn with half blocks: the program zbarimg, which knows nothing of ours.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Pixels a module. */
const SCALE = 4;
const DARK = 0;
const LIGHT = 255;
const DRAWN = /^[█▀▄ ]+$/;

const found = !spawnSync('zbarimg', ['--version']).error;
if (!found) process.stderr.write('no zbarimg here (Debian package zbar-tools): the rows that scan are skipped\n');

/** Rows that need it are skipped where it is missing; under CI they run, and fail. */
export const canScan = found || process.env['CI'] === '1';

/** UTF-8 bytes of the UART as text. */
export function decoded(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Rows of modules, true for dark; what is printed is light, as on a dark terminal. */
export function modulesOf(lines: string[]): boolean[][] {
  return lines.flatMap((line) => {
    const halves = [...line];
    return [halves.map((half) => half === '▄' || half === ' '), halves.map((half) => half === '▀' || half === ' ')];
  });
}

/** The drawings in a text, each with its quiet zone. */
export function drawingsIn(text: string): string[][] {
  const drawings: string[][] = [];
  let isDrawing = false;
  for (const line of text.replaceAll('\r', '').split('\n')) {
    const isDrawn = DRAWN.test(line) && line.trim() !== '';
    if (isDrawn && !isDrawing) drawings.push([]);
    if (isDrawn) drawings.at(-1)?.push(line);
    isDrawing = isDrawn;
  }
  return drawings;
}

/** Dark modules around a drawing: the rest of a dark terminal. */
const AROUND = 6;

function onTerminal(drawn: boolean[][]): boolean[][] {
  const dark = (times: number): boolean[] => Array<boolean>(times).fill(true);
  const rows = drawn.map((row) => [...dark(AROUND), ...row, ...dark(AROUND)]);
  const above = Array<boolean[]>(AROUND).fill(dark((rows[0] ?? []).length));
  return [...above, ...rows, ...above];
}

function picture(drawn: boolean[][]): Buffer {
  const modules = onTerminal(drawn);
  const size = (modules[0]?.length ?? 0) * SCALE;
  const rows = modules.flatMap((row) => {
    const pixels = row.flatMap((dark) => Array<number>(SCALE).fill(dark ? DARK : LIGHT));
    return Array<number[]>(SCALE).fill(pixels);
  });
  return Buffer.concat([Buffer.from(`P5 ${size} ${rows.length} 255\n`), Buffer.from(rows.flat())]);
}

/** The bytes in the only QR code of a drawing. */
export function scan(lines: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'wifiprov-scan-'));
  try {
    const path = join(folder, 'code.pgm');
    writeFileSync(path, picture(modulesOf(lines)));
    const args = ['--quiet', '--raw', '--nodbus', '-Sdisable', '-Sqrcode.enable', '-Sbinary', path];
    const run = spawnSync('zbarimg', args, { encoding: 'latin1' });
    if (run.error || run.status !== 0) throw new Error(`zbarimg: ${run.error ?? run.stderr} (status ${run.status})`);
    return run.stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
