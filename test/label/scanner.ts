// A phone's camera for pictures and PDF pages: zbarimg, which knows nothing of ours, behind pdftoppm or Ghostscript.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Arguments for one PNG a page, by program. */
const RENDERERS: { [program: string]: (pdf: string, into: string, dpi: number) => string[] } = {
  pdftoppm: (pdf, into, dpi) => ['-png', '-r', String(dpi), pdf, join(into, 'page')],
  gs: (pdf, into, dpi) => [
    ...['-q', '-dSAFER', '-dNOPAUSE', '-dBATCH', '-sDEVICE=png16m'],
    ...[`-r${dpi}`, `-sOutputFile=${join(into, 'page-%03d.png')}`, pdf],
  ],
};

const renderer = Object.keys(RENDERERS).find((program) => !spawnSync(program, ['-v']).error);
if (!renderer) process.stderr.write('skipped: neither pdftoppm (Debian package poppler-utils) nor gs here\n');

/** Under CI the rows run, and fail where it is missing. */
export const canRender = renderer !== undefined || process.env['CI'] === '1';

/** PNG files, one a page. */
function render(pdf: string, into: string, dpi: number): string[] {
  const program = renderer ?? 'pdftoppm';
  const run = spawnSync(program, RENDERERS[program]?.(pdf, into, dpi) ?? []);
  if (run.error || run.status !== 0) throw new Error(`${program}: ${run.error ?? run.stderr}`);
  return readdirSync(into)
    .sort()
    .map((name) => join(into, name));
}

function zbar(path: string, ...settings: string[]): string {
  const args = ['--quiet', '--raw', '--nodbus', '-Sdisable', '-Sqrcode.enable', ...settings, path];
  const run = spawnSync('zbarimg', args, { encoding: 'latin1' });
  if (run.error || run.status !== 0) throw new Error(`zbarimg: ${run.error ?? run.stderr} (status ${run.status})`);
  return run.stdout;
}

/** The bytes of the only QR code in a PNG. */
export const scanPng = (path: string): string => zbar(path, '-Sbinary');

function withPages<T>(pdf: string, dpi: number, use: (pages: string[]) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'wifiprov-pages-'));
  try {
    return use(render(pdf, folder, dpi));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The bytes of the only QR code of a PDF. */
export function scanPdf(pdf: string): string {
  return withPages(pdf, 300, ([page = '']) => scanPng(page));
}

/** At some scales the scanner misses one of many: what it has seen at any of them is there. */
const SCALES = [200, 300, 400];

/** The ASCII texts of all QR codes of each page. */
export function scanSheets(pdf: string): string[][] {
  const pages: Set<string>[] = [];
  for (const dpi of SCALES)
    withPages(pdf, dpi, (paths) =>
      paths.forEach((path, i) => {
        pages[i] ??= new Set();
        for (const text of zbar(path).trimEnd().split('\n')) pages[i].add(text);
      }),
    );
  return pages.map((texts) => [...texts].sort());
}
