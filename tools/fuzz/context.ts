// What the fuzzed commands act on: a device that has only a config.

import type { Context } from '../../firmware/commands/context.ts';
import { errands } from '../../firmware/commands/errands.ts';
import { putWifiText } from '../../firmware/commands/wifi.ts';
import { type Changes, checkChanges } from '../../firmware/config/check.ts';
import type { Config } from '../../firmware/config/schema.ts';
import { isFault } from '../../firmware/core/result.ts';
import { type Who, windowFault } from '../../firmware/device/window.ts';

/** In place of a device: the config is the reply. */
export function contextOf(now: Config, isOpen: boolean): Context {
  const engine = {
    scan: (done: () => void) => done(),
    connect: () => undefined,
    disconnect: () => undefined,
    restart: () => undefined,
  };
  const gate = { left: () => (isOpen ? -1 : 0), open: () => undefined, close: () => undefined };
  const context = {
    hub: { kept: { link: { word: 'idle' } }, load: errands, gate: () => gate, engine: () => engine },
    status: () => ({ state: 'idle' }),
    scanData: () => ({ age_s: -1, networks: [] }),
    config: () => now,
    put(changes: Changes): object {
      if (changes['wifi'] !== undefined) return putWifiText(context as unknown as Context, changes);
      const checked = checkChanges(changes, now);
      return isFault(checked) ? checked : { ok: true, config: checked.config, warnings: checked.warnings };
    },
    networks: () => [{ ssid: 'Seen', rssi: -40, channel: 6, auth: 'wpa_wpa2' }],
    history: () => [],
    refuse: (who: Who) => (isOpen || who === 'proved' ? undefined : windowFault()),
  };
  return context as unknown as Context;
}
