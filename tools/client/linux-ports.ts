// Serial ports by USB as Linux shows them in its file systems, where there is no `udevadm` to ask.

import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Found } from './ports.ts';

const NAMES = /^tty(USB|ACM)\d+$/;
/** Folders between that of the port and that of the USB device. */
const LEVELS_MAX = 4;

function idIn(folder: string, name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** The USB vendor stands some folders above the port. */
function vendorOf(link: string): string | undefined {
  let folder: string;
  try {
    folder = realpathSync(link);
  } catch {
    return undefined;
  }
  for (let i = 0; i < LEVELS_MAX; i++) {
    const vendor = idIn(folder, 'idVendor');
    if (vendor !== undefined) return vendor;
    folder = dirname(folder);
  }
  return undefined;
}

export function linuxPorts(dev = '/dev', sys = '/sys/class/tty'): Found[] {
  const names = readdirSync(dev).filter((name) => NAMES.test(name));
  return names.map((name) => ({ path: join(dev, name), vendorId: vendorOf(join(sys, name, 'device')) }));
}
