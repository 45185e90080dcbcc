// The known networks in flash: that of the config stands in its record, the others in one of their own.
//
// When another network takes over, the record of the others is written first: wherever the power fails, each known network
// stands in one of the two.

import { type Known, knownOf, NO_NETWORK, packKnown, withNetwork } from '../config/known.ts';
import type { Config } from '../config/schema.ts';
import type { Fault } from '../lib/result.ts';
import { payloadOf } from './config-record.ts';
import { CONFIG, OTHERS } from './store.ts';

export interface KnownStore {
  config(): Config;
  worked(): boolean;
  read(kind: number): string;
  put(kind: number, payload: string): Fault | undefined;
}

/** That of the config, then the others, the one that was used last first. In statements: reading goes deep. */
export function knownIn(store: KnownStore): Known[] {
  const config = store.config();
  const worked = store.worked();
  const others = store.read(OTHERS);
  return knownOf(config, worked, others);
}

/** Those but for that one. */
export function othersIn(store: KnownStore, ssid: string): Known[] {
  return knownIn(store).filter((one) => one.ssid !== ssid);
}

/** In flash alone: the network in use is none of its business. */
export function forgetIn(store: KnownStore, ssid: string): Fault | undefined {
  const config = store.config();
  const old = config['STA.SSID'];
  const others = knownIn(store).filter((one) => one.ssid !== ssid && one.ssid !== old);
  const wrong = store.put(OTHERS, packKnown(others));
  if (wrong || old !== ssid) return wrong;
  const next = others[0];
  return store.put(CONFIG, payloadOf(withNetwork(config, next || NO_NETWORK), !!next));
}
