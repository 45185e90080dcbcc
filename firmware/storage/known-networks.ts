// The known networks in flash: that of the config stands in its record, the others in one of their own.
//
// When another network takes over, the record of the others is written first: wherever the power fails, each known network
// stands in one of the two. One that stands in both is that of the config.

import { type Known, NO_NETWORK, networkOf, packKnown, unpackKnown, withNetwork } from '../config/known.ts';
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

/**
 * That of the config, then the others, the one that was used last first. With auto 0 a network is stored before it has
 * worked; one with auto 1 has worked, or was put in at flashing.
 */
/* @shared */
export function knownIn(store: KnownStore): Known[] {
  const config = store.config();
  const ssid = config['STA.SSID'];
  const isKnown = ssid !== '' && (config['STA.auto'] === 1 || store.worked());
  const others = unpackKnown(store.read(OTHERS)).filter((one) => one.ssid !== ssid);
  return (isKnown ? [networkOf(config)] : []).concat(others).slice(0, BUILD_NETWORKS);
}

/** Those but for that one. */
/* @shared */
export function othersIn(store: KnownStore, ssid: string): Known[] {
  return knownIn(store).filter((one) => one.ssid !== ssid);
}

/**
 * The record of the others before the config's network becomes `ssid`; undefined: as it is. The one that it was is known from
 * then on, unless it `isForgotten`.
 */
export function othersBefore(store: KnownStore, ssid: string, isForgotten: boolean): string | undefined {
  const old = store.config()['STA.SSID'];
  if (old === ssid) return undefined;
  return packKnown(knownIn(store).filter((one) => !isForgotten || one.ssid !== old));
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
