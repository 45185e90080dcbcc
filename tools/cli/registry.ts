// All subcommands, in the order of `wifiprov --help`.
//
// To add one: write tools/cli/commands/<name>.ts, which exports a Subcommand (subcommand.ts says what belongs to it),
// and put a row here. Flags, --help, --json, exit codes, closing the device, the manual (`npm run docs`) and the test
// that plays its examples come with that. A subcommand gets a Call and gives an Answer: it writes nothing itself but
// what must be seen while it works (live.ts), and knows no exit code but that of a defeat it reports. Libraries that
// take long to load belong into an `import()` inside `run`.

import { closeWindow } from './commands/close.ts';
import { code } from './commands/code.ts';
import { connect } from './commands/connect.ts';
import { disconnect } from './commands/disconnect.ts';
import { flash } from './commands/flash.ts';
import { fleet } from './commands/fleet.ts';
import { get } from './commands/get.ts';
import { history } from './commands/history.ts';
import { image } from './commands/image.ts';
import { label } from './commands/label.ts';
import { monitor } from './commands/monitor.ts';
import { openWindow } from './commands/open.ts';
import { reset } from './commands/reset.ts';
import { scan } from './commands/scan.ts';
import { set } from './commands/set.ts';
import { status } from './commands/status.ts';
import type { Subcommand } from './subcommand.ts';

export const SUBCOMMANDS: readonly Subcommand[] = [
  set,
  get,
  status,
  scan,
  connect,
  disconnect,
  openWindow,
  closeWindow,
  code,
  history,
  reset,
  monitor,
  fleet,
  image,
  flash,
  label,
];
