// The serial ports of this machine: which of them may be an ESP32, and why one does not open.

import { readFileSync, statSync } from 'node:fs';
import { linuxPorts } from './linux-ports.ts';
import { optional } from './optional.ts';

export interface Port {
  path: string;
  /** The chip behind the port, where it is known: `CP210x`. */
  chip?: string;
  /** Boards with an ESP32 have such a chip. */
  isLikely: boolean;
}

/** What `serialport` tells of one. */
export interface Found {
  path: string;
  vendorId?: string | undefined;
  productId?: string | undefined;
  manufacturer?: string | undefined;
  pnpId?: string | undefined;
}

/** By the USB vendor. */
const CHIPS: { [vendor: string]: string } = {
  '10c4': 'CP210x',
  '1a86': 'CH340',
  '0403': 'FTDI',
  '067b': 'PL2303',
  '303a': 'Espressif USB',
};

function portOf({ path, vendorId, manufacturer }: Found): Port {
  const known = CHIPS[vendorId?.toLowerCase() ?? ''];
  const chip = known ?? (vendorId ? manufacturer || `USB ${vendorId}` : undefined);
  return { path, isLikely: known !== undefined, ...(chip ? { chip } : {}) };
}

/** Boards come by USB; a machine's own ports are left out when there are others. */
export function portsOf(found: readonly Found[]): Port[] {
  const ports = found.map(portOf).sort((a, b) => Number(b.isLikely) - Number(a.isLikely) || (a.path < b.path ? -1 : 1));
  const byUsb = ports.filter(({ chip }) => chip !== undefined);
  return byUsb.length ? byUsb : ports.filter(({ path }) => !/^\/dev\/ttyS\d+$/.test(path));
}

/** Linux tells without a package. */
export async function listPorts(platform = process.platform): Promise<Port[]> {
  if (platform === 'linux') return portsOf(linuxPorts());
  const { SerialPort } = await optional('The list of serial ports', ['serialport'], () => import('serialport'));
  return portsOf(await SerialPort.list());
}

/** The group that may open the port. */
function groupOf(path: string): string {
  try {
    const { gid } = statSync(path);
    const line = readFileSync('/etc/group', 'utf8')
      .split('\n')
      .find((row) => row.split(':')[2] === String(gid));
    return line?.split(':')[0] ?? 'dialout';
  } catch {
    return 'dialout';
  }
}

function permissionHelp(path: string, platform = process.platform, group = groupOf(path)): string {
  if (platform !== 'linux') return 'close the program that has it open, and check the permissions';
  return `you may not open it: sudo usermod -a -G ${group} $USER, then log out and in again`;
}

/** Where a port that should be there is not. */
export function driverHelp(platform = process.platform): string {
  const cable = 'Is the cable one for data, not only for charging?';
  if (platform === 'linux') return `${cable} \`sudo dmesg | tail\` says what the system sees when you plug it in.`;
  return `${cable} The board's USB chip may need a driver: CP210x (silabs.com) or CH340 (wch-ic.com).`;
}

function listed(ports: readonly Port[]): string {
  const rows = ports.map(({ path, chip }) => (chip ? `${path} (${chip})` : path));
  return rows.length ? `Ports here: ${rows.join(', ')}` : 'There is no serial port here';
}

/** Why `path` does not open, and what helps. `said` is the system's sentence. */
export function openFailure(path: string, said: string, ports: readonly Port[], platform = process.platform): string {
  const isThere = ports.some((port) => port.path.toLowerCase() === path.toLowerCase());
  if (/permission denied|EACCES/i.test(said)) return `${path}: ${permissionHelp(path, platform)}`;
  if (/busy|cannot lock|access denied|temporarily unavailable/i.test(said))
    return `${path}: another program has the port open (a serial monitor, an IDE): close it`;
  if (!isThere && /no such file|file not found|ENOENT|cannot find/i.test(said))
    return `there is no port ${path}. ${listed(ports)}.${ports.length ? '' : ` ${driverHelp(platform)}`}`;
  return `${path} does not open (${said}). ${listed(ports)}.`;
}
