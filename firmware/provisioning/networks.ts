// Modules: the known networks as the doors show them, and the wish to forget one.

import type { Known } from '../config/known.ts';
import { type Fault, fieldFault } from '../lib/result.ts';
import type { Service } from '../runtime/service.ts';
import { forgetIn, knownIn } from '../storage/known-networks.ts';
import { meant } from './meant.ts';

/** Without secrets. */
export interface KnownNetwork {
  ssid: string;
  in_use: boolean;
}

function known(service: Service): Known[] {
  return knownIn(service.load('store')(service.state));
}

/** The one in use first: it worked last. */
export function list(service: Service): KnownNetwork[] {
  const link = service.state.link;
  return known(service).map((one) => ({ ssid: one.ssid, in_use: link.sta === 'online' && link.trySsid === one.ssid }));
}

/** One that is not in use goes from flash alone. */
function drop(service: Service, ssid: string): Fault | undefined {
  const wrong = forgetIn(service.load('store')(service.state), ssid);
  service.connection().recount();
  return wrong;
}

/** What is wrong, or how it is forgotten. */
function find(service: Service, given: unknown): Fault | (() => Fault | undefined) {
  if (given === undefined) return fieldFault('missing_field', 'ssid', 'name the network: ssid');
  if (typeof given !== 'string') return fieldFault('invalid_type', 'ssid', 'ssid must be a string');
  const kept = service.requests().config()['STA.SSID'];
  const all = known(service);
  const names = all.map((one) => one.ssid);
  const ssid = meant(given, names);
  // That of the config also where it has never worked.
  if (ssid && ssid === kept) return () => service.connection().forgetKept(all.filter((one) => one.ssid !== kept)[0]);
  if (names.indexOf(ssid) >= 0) return () => drop(service, ssid);
  return fieldFault('invalid_value', 'ssid', 'ssid is not a known network; `networks` lists those that are');
}

/** In two turns: looking for it goes deep, and so does what follows. `reply` is called once. */
export function forget(service: Service, given: unknown, reply: (wrong: Fault | undefined) => void): void {
  const found = find(service, given);
  if (typeof found === 'function')
    service.turn(() => {
      const wrong = found();
      reply(wrong);
    }, reply);
  else reply(found);
}
