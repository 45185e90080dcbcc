// Two firmwares that say which one they are, small enough that every byte of a change can be tried.

import type { Firmware } from '../../tools/flash/firmware.ts';
import type { BootFiles } from '../../tools/sim/engine.ts';

export type Build = 'OLD' | 'NEW';

const PAGES: Record<Build, string> = { OLD: 'wifiprov.0000000a', NEW: 'wifiprov.0000000b' };

const guard = (build: Build): string => `print("guard ${build}");`;

function code(build: Build, filler: number): string {
  const page = `(require("Storage").read("${PAGES[build]}")||require("Storage").read("wifiprov.page"))`;
  return `print("code ${build} page "+${page});print("# ready");//${'x'.repeat(filler)}`;
}

/** `filler`: so many bytes more of code. */
export function firmwareOf(build: Build, filler = 0): Firmware {
  const file = (name: string, text: string): { name: string; bytes: Buffer } => ({ name, bytes: Buffer.from(text) });
  return {
    boot: [file('.boot0', guard(build)), file('.bootcde', code(build, filler))],
    page: file(PAGES[build], build),
  };
}

/** As an image or somebody's upload has put it there. */
export function bootFilesOf(build: Build, filler = 0): Omit<BootFiles, '.boot1'> {
  return { '.boot0': guard(build), '.bootcde': code(build, filler), 'wifiprov.page': build };
}

/** Which firmware this start was; its page is its own. Undefined: none came up. */
export function startedIn(output: string): Build | undefined {
  const [, build, page] = /code (OLD|NEW) page (\w+)\r?\n# ready\r?\n/.exec(output) ?? [];
  return build === page ? (build as Build | undefined) : undefined;
}

/** The guard may be the other one's for one start: the two are exchanged one after the other. */
export function guardIn(output: string): string | undefined {
  return /guard (OLD|NEW)/.exec(output)?.[1];
}
