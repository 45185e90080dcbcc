// Serial ports: which is a board's, and what to do about one that does not open.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { linuxPorts } from '../../tools/client/linux-ports.ts';
import { driverHelp, listPorts, openFailure, type Port, portsOf } from '../../tools/client/ports.ts';

const BOARD = { path: '/dev/ttyUSB0', vendorId: '10c4', productId: 'ea60', manufacturer: 'Silicon Labs' };
const OWN = { path: '/dev/ttyS0' };

it.each<[string, Parameters<typeof portsOf>[0], Port[]]>([
  ['a CP210x is likely', [BOARD], [{ path: '/dev/ttyUSB0', chip: 'CP210x', isLikely: true }]],
  [
    'so is a CH340, in capitals too',
    [{ path: 'COM3', vendorId: '1A86' }],
    [{ path: 'COM3', chip: 'CH340', isLikely: true }],
  ],
  [
    'another USB device comes after it, by its maker',
    [
      { path: 'COM1', vendorId: '046d', manufacturer: 'Logitech' },
      { path: 'COM9', vendorId: '303a' },
    ],
    [
      { path: 'COM9', chip: 'Espressif USB', isLikely: true },
      { path: 'COM1', chip: 'Logitech', isLikely: false },
    ],
  ],
  [
    'one without a maker has its number',
    [{ path: 'COM1', vendorId: '046d' }],
    [{ path: 'COM1', chip: 'USB 046d', isLikely: false }],
  ],
  [
    "the machine's own ports are left out beside a board",
    [OWN, BOARD],
    [{ path: '/dev/ttyUSB0', chip: 'CP210x', isLikely: true }],
  ],
  ["32 ports that Linux always has are no board's", [OWN], []],
  [
    'a port of which nothing is known is shown',
    [{ path: '/dev/ttyAMA0' }],
    [{ path: '/dev/ttyAMA0', isLikely: false }],
  ],
])('%s', (_title, found, ports) => {
  expect(portsOf(found)).toEqual(ports);
});

const HERE: Port[] = [
  { path: '/dev/ttyUSB0', chip: 'CP210x', isLikely: true },
  { path: 'COM4', isLikely: false },
];
const LINUX = 'linux' as const;
const WINDOWS = 'win32' as const;

it.each<[string, string, string, readonly Port[], NodeJS.Platform, string]>([
  [
    'a port that is not there lists those that are',
    '/dev/ttyUSB9',
    'Error: No such file or directory, cannot open /dev/ttyUSB9',
    HERE,
    LINUX,
    'there is no port /dev/ttyUSB9. Ports here: /dev/ttyUSB0 (CP210x), COM4.',
  ],
  [
    'on Windows too',
    'COM9',
    'Opening COM9: File not found',
    HERE,
    WINDOWS,
    'there is no port COM9. Ports here: /dev/ttyUSB0 (CP210x), COM4.',
  ],
  [
    'without any port it names the drivers',
    'COM9',
    'Opening COM9: File not found',
    [],
    WINDOWS,
    `there is no port COM9. There is no serial port here. ${driverHelp(WINDOWS)}`,
  ],
  [
    'without permission it names the group',
    '/dev/ttyNONE',
    'Error: Permission denied, cannot open /dev/ttyNONE',
    HERE,
    LINUX,
    '/dev/ttyNONE: you may not open it: sudo usermod -a -G dialout $USER, then log out and in again',
  ],
  [
    'a port in use says by what',
    'COM4',
    'Opening COM4: Access denied',
    HERE,
    WINDOWS,
    'COM4: another program has the port open (a serial monitor, an IDE): close it',
  ],
  [
    'so does Linux',
    '/dev/ttyUSB0',
    'Error Resource temporarily unavailable Cannot lock port',
    HERE,
    LINUX,
    '/dev/ttyUSB0: another program has the port open (a serial monitor, an IDE): close it',
  ],
  [
    'anything else is told as it was said',
    'COM4',
    'a fire',
    HERE,
    WINDOWS,
    'COM4 does not open (a fire). Ports here: /dev/ttyUSB0 (CP210x), COM4.',
  ],
])('%s', (_title, path, said, ports, platform, sentence) => {
  expect(openFailure(path, said, ports, platform)).toBe(sentence);
});

it('the drivers are named where systems need them', () => {
  expect(driverHelp('darwin')).toMatch(/CP210x.*CH340/);
  expect(driverHelp('linux')).toContain('dmesg');
});

it('Linux says without a package which ports there are, and whose chip is behind them', () => {
  const root = mkdtempSync(join(tmpdir(), 'wifiprov-ports-'));
  const usb = join(root, 'devices/usb1/1-1');
  for (const path of ['dev', 'class/ttyUSB0', 'devices/usb1/1-1/1-1:1.0/ttyUSB0'])
    mkdirSync(join(root, path), { recursive: true });
  for (const name of ['ttyUSB0', 'ttyACM1', 'ttyAMA0', 'ttyS0', 'tty1']) writeFileSync(join(root, 'dev', name), '');
  writeFileSync(join(usb, 'idVendor'), '1a86\n');
  writeFileSync(join(usb, 'manufacturer'), 'QinHeng\n');
  symlinkSync(join(usb, '1-1:1.0/ttyUSB0'), join(root, 'class/ttyUSB0/device'));
  expect(linuxPorts(join(root, 'dev'), join(root, 'class')).sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
    { path: join(root, 'dev/ttyACM1') },
    { path: join(root, 'dev/ttyAMA0') },
    { path: join(root, 'dev/ttyUSB0'), vendorId: '1a86', manufacturer: 'QinHeng' },
  ]);
  rmSync(root, { recursive: true });
});

it('other systems are asked through the package serialport', async () => {
  vi.mock('serialport', () => ({ SerialPort: { list: async () => [{ path: 'COM3', vendorId: '10c4' }] } }));
  expect(await listPorts('win32')).toEqual([{ path: 'COM3', chip: 'CP210x', isLikely: true }]);
});
