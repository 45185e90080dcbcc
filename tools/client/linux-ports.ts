// Serial ports as Linux shows them in its file systems: no package and no `udevadm` is needed to ask.

import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Found } from './ports.ts';

/** By USB, of a Raspberry Pi, by Bluetooth; the 32 `ttyS` that Linux always has are no board's. */
const NAMES = /^(tty(USB|ACM|AMA|WCHUSB|XRUSB)|rfcomm)\d+$/;
/** Folders between that of the port and that of the USB device. */
const LEVELS_MAX = 4;

function idIn(folder: string, name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** What stands some folders above the port. */
function usbOf(link: string): Omit<Found, 'path'> {
  let folder: string;
  try {
    folder = realpathSync(link);
  } catch {
    return {};
  }
  for (let i = 0; i < LEVELS_MAX; i++) {
    const vendorId = idIn(folder, 'idVendor');
    if (vendorId !== undefined) return { vendorId, manufacturer: idIn(folder, 'manufacturer') };
    folder = dirname(folder);
  }
  return {};
}

export function linuxPorts(dev = '/dev', sys = '/sys/class/tty'): Found[] {
  const names = readdirSync(dev).filter((name) => NAMES.test(name));
  return names.map((name) => ({ path: join(dev, name), ...usbOf(join(sys, name, 'device')) }));
}
