// Module: checks settings that may lead to a fault or a warning; config/fast-path.ts has taken the others.

import { type Changes, type Checked, validateChanges } from '../config/check.ts';
import type { Config } from '../config/schema.ts';
import type { Fault } from '../lib/result.ts';
import type { ScanResult } from '../platform/ports.ts';
import { meantNames } from './meant.ts';

export function validateSettings(changes: Changes, now: Config, networks: () => ScanResult[]): Checked | Fault {
  meantNames(changes, now, networks);
  return validateChanges(changes, now);
}
