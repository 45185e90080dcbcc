// What the fuzzed commands act on: a device that has only a config.

import type { Config } from '../../firmware/config/schema.ts';
import type { Link } from '../../firmware/platform/ports.ts';
import type { Context } from '../../firmware/provisioning/context.ts';
import { scanOf } from '../../firmware/provisioning/scan.ts';
import type { DeviceState } from '../../firmware/provisioning/state.ts';
import { statusOf } from '../../firmware/provisioning/status.ts';
import { windowFault } from '../../firmware/provisioning/window.ts';
import { staticContext } from './static-context.ts';

/** Of a device that is online, so that a stranger could be told too much. */
const FACTS = {
  state: {
    link: { word: 'online', sta: 'online', ap: 'up', mode: 0, trySsid: 'Hidden Lane 7' },
    committed: '{"AP.SSID":"PROV_A1B2C3"}',
    host: 'wifiprov-a1b2c3',
    scannedMs: -1,
  } as DeviceState,
  link: { ssid: 'Hidden Lane 7', ip: '192.168.1.50', rssi: -40, channel: 6 } as Link,
  left: 0,
  access: 'window',
  espruino: '2v29',
  uptime_s: 1,
  freeVars: 1,
  minHeap: 1,
  writesLeft: 1,
  exceptions: 0,
  update: '',
};

/** In place of a device: the config is the reply. */
export function contextOf(now: Config, isOpen: boolean): Context {
  const connection = {
    scan: (done: () => void) => done(),
    connect: () => undefined,
    disconnect: () => undefined,
    networks: () => [{ ssid: now['STA.SSID'], in_use: true }],
    forget: (_ssid: unknown, reply: (wrong: undefined) => void) => reply(undefined),
    restart: () => undefined,
  };
  const window = { open: () => undefined, close: () => undefined };
  const networks = [{ ssid: 'Seen', rssi: -40, channel: 6, auth: 'wpa_wpa2' }];
  return staticContext(now, connection, window, {
    status: (who) => statusOf(FACTS, !isOpen && who === 'anonymous'),
    scanData: () => scanOf(FACTS.state, 1_000, networks),
    networks: () => networks,
    refuse: (who) => (isOpen || who === 'authorized' ? undefined : windowFault()),
  });
}
