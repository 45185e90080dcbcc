// Several known networks: what the state says of a round of the search for them, see search.ts. Pure.

import type { LinkState, Target } from './state.ts';

/** Nothing is left of it: at rest a state has no password but that of the network in use. */
export function endRound(state: LinkState): void {
  if (!state.queue) return;
  delete state.queue;
  delete state.listened;
}

/** One has been joined. */
export function endSearch(state: LinkState): void {
  endRound(state);
  if (state.guesses) delete state.guesses;
}

/** Whether the round has another network to try; otherwise it is over. */
export function hasMore(state: LinkState): boolean {
  if (state.queue?.length) return true;
  endRound(state);
  return false;
}

/** What has been joined is known, but not the network that was kept. */
export function isSwitch(state: LinkState): boolean {
  return state.job === 'known' && state.trySsid !== state.ssid;
}

/** A round of the kept network alone, without a scan: it was there a moment ago. */
export function keptFirst(state: LinkState): void {
  if (!state.others || state.job !== 'known') return;
  state.queue = [{ ssid: state.ssid, psk: state.psk }];
  state.listened = true;
}

/** In which order they are tried: as they were heard, then the kept one, since it may be hidden. */
export function inTurn(known: Target[], kept: string, heard: string[], takesAll: boolean): Target[] {
  const first: Target[] = [];
  heard.forEach((ssid) => {
    known.forEach((one) => {
      if (one.ssid === ssid && first.indexOf(one) < 0) first.push(one);
    });
  });
  return first.concat(known.filter((one) => first.indexOf(one) < 0 && (takesAll || one.ssid === kept)));
}
