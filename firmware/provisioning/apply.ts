// Carries out a checked config request that changes something: stored at once, or put on trial. All of it or nothing.

import type { Checked } from '../config/check.ts';
import { type Known, NO_NETWORK, withNetwork } from '../config/known.ts';
import type { Config } from '../config/schema.ts';
import type { Fault, Warning } from '../lib/result.ts';
import { signalOf, WEAK_ADVICE } from '../lib/signal.ts';
import { unpack } from '../wifi/scan-results.ts';
import { type ConnectionContext, committedOf } from './connection-context.ts';
import { cancelTrial } from './outcome.ts';
import { planOf } from './plan.ts';
import { followConfig, send } from './radio.ts';

/** What a config request is answered with. */
export type Outcome =
  | Fault
  | { ok: true; unchanged: true; state: string }
  | { ok: true; state: string; saved: boolean; warnings: Warning[] };

function beginTrial(connection: ConnectionContext, config: Config): void {
  cancelTrial(connection);
  connection.state.trial = JSON.stringify(config);
  connection.state.failed = undefined;
  if (config.mode === 1) send(connection, { type: 'ap_trial' });
  else send(connection, { type: 'trial', ssid: config['STA.SSID'], psk: config['STA.PWD'] });
}

/** Another network, or none: it has not worked yet. */
function isOther(now: Config, next: Config): boolean {
  return now['STA.SSID'] !== next['STA.SSID'] || now['STA.PWD'] !== next['STA.PWD'];
}

/** A network that is forgotten gives way to the known one that was used last. */
function successor(connection: ConnectionContext, config: Config): Known | undefined {
  const ssid = committedOf(connection)['STA.SSID'];
  return !config['STA.SSID'] && ssid ? connection.others(ssid)[0] : undefined;
}

/**
 * Nothing to try first: in flash, then live. `next`: the successor of one that is forgotten. The caller looks for it, and tells
 * the link machine afterwards, since both go deep.
 */
function store(connection: ConnectionContext, asked: Config, next: Known | undefined): Fault | undefined {
  const had = connection.state.worked;
  const config = next ? withNetwork(asked, next) : asked;
  if (isOther(committedOf(connection), config)) connection.state.worked = !!next;
  const wrong = config.save_config ? connection.keep(config, !asked['STA.SSID']) : undefined;
  if (wrong) {
    connection.state.worked = had;
    return wrong;
  }
  cancelTrial(connection);
  connection.state.failed = undefined;
  connection.state.committed = JSON.stringify(config);
  connection.state.unsaved = !config.save_config;
  if (BUILD_KNOWN && !config.save_config) connection.countOthers(config['STA.SSID']);
  return undefined;
}

/** The one of the config: as an emptied STA.SSID does. */
export function forget(connection: ConnectionContext, next: Known | undefined): Fault | undefined {
  const wrong = store(connection, withNetwork(committedOf(connection), NO_NETWORK), next);
  if (!wrong) followConfig(connection);
  return wrong;
}

/** Said before it is joined, as far as the last scan has seen it. */
function weakness(connection: ConnectionContext, ssid: string): Warning[] {
  const row = unpack(connection.state.scanResults).filter((one) => one.ssid === ssid)[0];
  if (!row || signalOf(row.rssi) !== 'weak') return [];
  return [{ code: 'weak_signal', field: 'STA.SSID', message: WEAK_ADVICE }];
}

export function apply(connection: ConnectionContext, checked: Checked): Outcome {
  const state = connection.state;
  const config = checked.config;
  const now = state.trial ? (JSON.parse(state.trial) as Config) : committedOf(connection);
  const plan = planOf(now, config, state.link.sta === 'online' && !state.trial);
  const isTrial = plan === 'trial' || plan === 'ap_trial';
  if (isTrial) beginTrial(connection, config);
  else {
    const wrong = store(connection, config, BUILD_KNOWN ? successor(connection, config) : undefined);
    if (wrong) return wrong;
    followConfig(connection);
  }
  const warnings =
    BUILD_SIGNAL && plan === 'trial'
      ? checked.warnings.concat(weakness(connection, config['STA.SSID']))
      : checked.warnings;
  return { ok: true, state: state.link.word, saved: !isTrial && config.save_config === 1, warnings };
}
