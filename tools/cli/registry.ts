// All subcommands, in the order of `wifiprov --help`.
//
// To add one: write tools/cli/commands/<name>.ts, which exports a Subcommand (subcommand.ts says what belongs to it),
// and put a row here. Flags, --help, --json, exit codes, closing the device, the manual (`npm run docs`) and the test
// that plays its examples come with that. A subcommand gets a Call and gives an Answer: it writes nothing itself but
// what must be seen while it works (live.ts), and knows no exit code but that of a defeat it reports. A command is loaded
// when it is named; libraries that take long to load belong into an `import()` inside `run`.

import type { CommandRow } from './subcommand.ts';

export const SUBCOMMANDS: readonly CommandRow[] = [
  {
    name: 'join',
    summary: 'join a Wi-Fi network: by name, or chosen from those that the device sees',
    load: async () => (await import('./commands/join.ts')).join,
  },
  {
    name: 'set',
    summary: 'change settings, wait for the outcome, explain a failure',
    load: async () => (await import('./commands/set.ts')).set,
  },
  {
    name: 'get',
    summary: 'the settings; passwords are masked',
    load: async () => (await import('./commands/get.ts')).get,
  },
  {
    name: 'status',
    summary: 'what the device is doing',
    load: async () => (await import('./commands/status.ts')).status,
  },
  {
    name: 'scan',
    summary: 'the networks that the device sees, strongest first',
    load: async () => (await import('./commands/scan.ts')).scan,
  },
  {
    name: 'connect',
    summary: 'join the stored network (what `auto` 0 waits for), wait for the outcome',
    load: async () => (await import('./commands/connect.ts')).connect,
  },
  {
    name: 'disconnect',
    summary: 'leave the network',
    load: async () => (await import('./commands/disconnect.ts')).disconnect,
  },
  {
    name: 'networks',
    summary: 'the networks that the device knows, the one in use first',
    load: async () => (await import('./commands/networks.ts')).networks,
  },
  {
    name: 'forget',
    summary: 'forget a network; the other settings stay',
    load: async () => (await import('./commands/forget.ts')).forget,
  },
  {
    name: 'open',
    summary: 'open the setup window, to allow changes without proof',
    load: async () => (await import('./commands/open.ts')).openWindow,
  },
  {
    name: 'close',
    summary: 'close the setup window',
    load: async () => (await import('./commands/close.ts')).closeWindow,
  },
  {
    name: 'code',
    summary: 'the setup code, and the QR codes to the device’s own network',
    load: async () => (await import('./commands/code.ts')).code,
  },
  {
    name: 'history',
    summary: 'the last ten attempts to connect, newest first',
    load: async () => (await import('./commands/history.ts')).history,
  },
  {
    name: 'backup',
    summary: 'write the settings into a file; with passwords only if asked for',
    load: async () => (await import('./commands/backup.ts')).backup,
  },
  {
    name: 'restore',
    summary: 'bring the settings of a backup back; shows first what changes',
    load: async () => (await import('./commands/restore.ts')).restore,
  },
  {
    name: 'reset',
    summary: 'forget the Wi-Fi settings and restart',
    load: async () => (await import('./commands/reset.ts')).reset,
  },
  {
    name: 'monitor',
    summary: 'print events as they happen, until Ctrl-C',
    load: async () => (await import('./commands/monitor.ts')).monitor,
  },
  {
    name: 'fleet',
    summary: 'set up many devices at once from a CSV file',
    load: async () => (await import('./commands/fleet.ts')).fleet,
  },
  {
    name: 'image',
    summary: 'write the files for a board: firmware, and optionally a config and setup code',
    load: async () => (await import('./commands/image.ts')).image,
  },
  {
    name: 'flash',
    summary: 'install or update the firmware on a board at a serial port; empty boards too',
    load: async () => (await import('./commands/flash.ts')).flash,
  },
  {
    name: 'update',
    summary: 'update the firmware of a device over the network',
    load: async () => (await import('./commands/update.ts')).update,
  },
  {
    name: 'installer',
    summary: 'write a web page that puts the firmware onto boards, or serve it',
    load: async () => (await import('./commands/installer.ts')).installer,
  },
  {
    name: 'label',
    summary: 'make labels with network, setup code and QR code: SVG, PNG, or PDF sheets from a CSV file',
    load: async () => (await import('./commands/label.ts')).label,
  },
  {
    name: 'new',
    summary: 'make a project for an app of your own, with a test on a simulated board',
    load: async () => (await import('./commands/new.ts')).newProject,
  },
  {
    name: 'ports',
    summary: 'the serial ports of this computer, and which may be a board',
    load: async () => (await import('./commands/ports.ts')).ports,
  },
  {
    name: 'discover',
    summary: 'the devices on the local network',
    load: async () => (await import('./commands/discover.ts')).discover,
  },
  {
    name: 'completion',
    summary: 'a script that completes commands and flags in bash, zsh or fish',
    load: async () => (await import('./commands/completion.ts')).completion,
  },
];
