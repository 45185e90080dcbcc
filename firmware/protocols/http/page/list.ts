// The list of networks, strongest first as the device sends it, with the age of the scan.

import { barsOf } from '../../../lib/signal.ts';
import { askScan, type Network, type Scan, send } from './api.ts';
import { byId, copyOf, put, say, tell } from './dom.ts';

const TICK_MS = 5_000;
const STALE_S = 300;
/** The row "Other network…" has no name. */
export const OTHER = '';

let networks: Network[] = [];
let scannedMs = 0;

export function seen(ssid: string): Network | undefined {
  return networks.filter((network) => network.ssid === ssid)[0];
}

export function isWeak(ssid: string): boolean {
  const network = seen(ssid);
  return BUILD_SIGNAL && network !== undefined && barsOf(network.rssi) === 1;
}

function part(root: Element, selector: string): Element {
  return root.querySelector(selector) as Element;
}

function noteOf(network: Network, isUsed: boolean, bars: number): string {
  if (isUsed) return say('inUse');
  if (BUILD_KNOWN && network.known) return say('known');
  return !BUILD_SIGNAL || bars > 1 ? '' : say('weak');
}

function rowOf(network: Network, isUsed: boolean): Element {
  const item = copyOf('row');
  const button = part(item, 'button') as HTMLElement;
  // What is known and not heard has none.
  const bars = network.rssi && barsOf(network.rssi);
  const note = noteOf(network, isUsed, bars);
  // The drawn row has icons; a screen reader gets words.
  const locked = network.auth === 'open' ? say('free') : say('locked');
  const words = [network.ssid, note, say('signal', `${bars}`), locked];
  button.dataset['ssid'] = network.ssid;
  button.setAttribute('aria-label', words.filter(Boolean).join(', '));
  part(button, 'span').textContent = network.ssid;
  part(button, 'small').textContent = ` ${note}`;
  part(button, 'svg').classList.add(`s${bars}`);
  if (network.auth === 'open') part(button, '.lock').remove();
  return item;
}

function tellAge(): void {
  if (!scannedMs) return;
  const age = (Date.now() - scannedMs) / 1000;
  tell('age', age < 60 ? say('justNow') : say('minutes', `${Math.floor(age / 60)}`));
}

function draw(used: string | undefined): void {
  byId('list').append(byId('panel'));
  const rows = networks.map((network) => rowOf(network, network.ssid === used));
  put('rows', [...rows, copyOf('otherRow')]);
  tell('none', networks.length ? '' : say('nothing'));
}

/** `keep`: a network that stays, whether this scan has seen it or not. */
function take(scan: Scan, keep: string): void {
  const kept = seen(keep);
  networks = scan.networks;
  if (kept && !seen(keep)) networks.push(kept);
  scannedMs = Date.now() - scan.age_s * 1000;
}

/** Those that the device does not hear come last. */
async function markKnown(): Promise<void> {
  const known = (await send({ cmd: 'networks' })) || {};
  for (const { ssid } of known.networks || []) {
    if (!seen(ssid)) networks.push({ ssid, rssi: 0, auth: '' });
    (seen(ssid) as Network).known = true;
  }
}

/** False: the device has not answered. `isNew`: it knows no network. */
export async function fillList(
  fresh: boolean,
  isNew: boolean,
  used: string | undefined,
  keep: string,
): Promise<boolean> {
  const button = byId('rescan') as HTMLButtonElement;
  button.disabled = true;
  tell('age', say('scanning'));
  let scan = await askScan(fresh);
  // None was made yet, or what it has seen may be gone.
  if (scan && (scan.age_s < 0 || scan.age_s > STALE_S)) scan = await askScan(true);
  button.disabled = false;
  tell('age', '');
  if (!scan?.networks) return false;
  take(scan, keep);
  if (BUILD_KNOWN && !isNew) await markKnown();
  draw(used);
  tellAge();
  return true;
}

setInterval(tellAge, TICK_MS);
