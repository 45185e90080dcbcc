// Carries out a checked config request that changes something: stored at once, or put on trial. All of it or nothing.

import type { Checked } from '../config/check.ts';
import type { Config } from '../config/schema.ts';
import type { Fault, Warning } from '../lib/result.ts';
import { committedOf, type Engine } from './engine.ts';
import { cancelTrial } from './outcome.ts';
import { planOf } from './plan.ts';
import { send, settle } from './radio.ts';

/** What a config request is answered with. */
export type Outcome =
  | Fault
  | { ok: true; unchanged: true; state: string }
  | { ok: true; state: string; saved: boolean; warnings: Warning[] };

function beginTrial(engine: Engine, config: Config): void {
  cancelTrial(engine);
  engine.kept.trial = JSON.stringify(config);
  engine.kept.failed = undefined;
  if (config.mode === 1) send(engine, { type: 'ap_trial' });
  else send(engine, { type: 'trial', ssid: config['STA.SSID'], psk: config['STA.PWD'] });
}

/** Another network, or none: it has not worked yet. */
function isOther(now: Config, next: Config): boolean {
  return now['STA.SSID'] !== next['STA.SSID'] || now['STA.PWD'] !== next['STA.PWD'];
}

/** Nothing to try first: in flash, then live. */
function store(engine: Engine, config: Config): Fault | undefined {
  const had = engine.kept.worked;
  if (isOther(committedOf(engine), config)) engine.kept.worked = false;
  const wrong = config.save_config ? engine.keep(config) : undefined;
  if (wrong) {
    engine.kept.worked = had;
    return wrong;
  }
  cancelTrial(engine);
  engine.kept.failed = undefined;
  engine.kept.committed = JSON.stringify(config);
  engine.kept.unsaved = !config.save_config;
  settle(engine);
  return undefined;
}

export function apply(engine: Engine, checked: Checked): Outcome {
  const kept = engine.kept;
  const config = checked.config;
  const now = kept.trial ? (JSON.parse(kept.trial) as Config) : committedOf(engine);
  const plan = planOf(now, config, kept.link.sta === 'online' && !kept.trial);
  const isTrial = plan === 'trial' || plan === 'ap_trial';
  if (isTrial) beginTrial(engine, config);
  else {
    const wrong = store(engine, config);
    if (wrong) return wrong;
  }
  return { ok: true, state: kept.link.word, saved: !isTrial && config.save_config === 1, warnings: checked.warnings };
}
