// Settings of which something may have to be said.

import { type Changes, type Checked, judgeChanges } from '../config/check.ts';
import type { Config } from '../config/schema.ts';
import type { Fault } from '../lib/result.ts';
import type { ScanResult } from '../platform/ports.ts';
import { meantNames } from './meant.ts';

export function judgeSettings(changes: Changes, now: Config, networks: () => ScanResult[]): Checked | Fault {
  meantNames(changes, now, networks);
  return judgeChanges(changes, now);
}
