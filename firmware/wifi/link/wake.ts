// When the machine must be asked again.

import { AP_START_MS, AP_TRUST_MS, FALLBACK_AP_MS, HEAL_MS, POLL_MS } from './limits.ts';
import type { LinkState } from './state.ts';
/** When the machine must be asked again at the latest; 0: only an event can change anything. */
export function wakeMs(state: LinkState, nowMs: number): number {
  const times = [state.radioFreeAtMs, state.holdEndMs, state.apEndMs, state.apKeepMs, state.scanEndMs];
  if (state.sta === 'waiting') times.push(state.nextMs > nowMs ? state.nextMs : nowMs + POLL_MS, state.jobEndMs);
  if (state.sta === 'joining') times.push(nowMs + POLL_MS);
  if (state.sta === 'joining' || state.sta === 'online') times.push(state.staDeadlineMs);
  if (state.job === 'known' && state.sta !== 'online') times.push(state.lostMs + FALLBACK_AP_MS);
  if (state.ap === 'starting') times.push(state.apEndMs - AP_START_MS + AP_TRUST_MS);
  if (state.scan === 'lost') times.push(state.scanEndMs + HEAL_MS);
  const ahead = times.filter((time) => time > nowMs);
  return ahead.length ? ahead.reduce((a, b) => Math.min(a, b)) : 0;
}
