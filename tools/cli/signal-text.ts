// The signal of networks in a list, in words where it is too weak.

import { signalOf, WEAK_ADVICE } from '../../firmware/lib/signal.ts';

export function signalShown(rssi: number): string {
  return `${rssi} dBm${signalOf(rssi) === 'weak' ? ', weak' : ''}`;
}

/** A line below the list, if one of them is weak. */
export function weakNote(networks: readonly { rssi: number }[]): string {
  const hasWeak = networks.some(({ rssi }) => signalOf(rssi) === 'weak');
  return hasWeak ? `\nweak: ${WEAK_ADVICE}` : '';
}
