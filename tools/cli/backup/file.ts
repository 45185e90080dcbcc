// The file of a backup: a config as the device shows it, and its secrets where they were asked for.

import type { Config } from '../../client/api.ts';
import { usage } from '../exit.ts';

export const VERSION = 1;

export interface Secrets {
  /** The setup code, XXXX-XXXX-XXXX. */
  code?: string;
  'STA.PWD'?: string;
  'AP.PWD'?: string;
}

export interface Backup {
  wifiprov: 'backup';
  version: number;
  time: string;
  /** As the device is called on a network: wifiprov-000110.local. */
  device: string;
  firmware: string;
  config: Config;
  secrets?: Secrets;
}

function isConfig(config: Partial<Config> | undefined): boolean {
  return (
    typeof config?.mode === 'number' && typeof config.STA?.SSID === 'string' && typeof config.AP?.SSID === 'string'
  );
}

export function readBackup(text: string, path: string): Backup {
  let found: Partial<Backup> | null = null;
  try {
    found = JSON.parse(text) as Partial<Backup> | null;
  } catch {
    // Said below.
  }
  if (found?.wifiprov !== 'backup' || !isConfig(found.config))
    throw usage(`${path} is no backup of \`wifiprov backup\``);
  if (found.version !== VERSION)
    throw usage(`${path} is a backup of version ${found.version}; this wifiprov reads version ${VERSION}`);
  return found as Backup;
}
