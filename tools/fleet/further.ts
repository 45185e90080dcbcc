// Networks that every device is to know beside that of its row: it joins them one after the other, and its own last.

import { isFault } from '../../firmware/lib/result.ts';
import { usage } from '../cli/exit.ts';
import type { Device, Outcome, Progress } from '../client/api.ts';
import { fromBytes } from '../client/text.ts';
import { knownIn } from '../image/preload.ts';

export interface Further {
  /** A WIFI: text. */
  text: string;
  ssid: string;
}

/** A WIFI: text a line, as for `wifiprov image --known`; `from` names the file. */
export function furtherIn(file: string, from: string): Further[] {
  const found = knownIn(file, '');
  if (isFault(found)) throw usage(`${from}: ${found.message}`);
  return found.map(({ text, ssid }) => ({ text, ssid: fromBytes(ssid) }));
}

/** The outcome that is none; undefined: it knows them all. What it knows already is not joined again. */
export async function learn(
  device: Device,
  further: readonly Further[],
  onProgress: (progress: Progress) => void,
): Promise<Outcome | undefined> {
  const known = further.length ? (await device.networks()).map(({ ssid }) => ssid) : [];
  for (const { text, ssid } of further.filter((one) => !known.includes(one.ssid))) {
    const outcome = await device.provision({ wifi: text }, { onProgress });
    if (!outcome.ok) return { ...outcome, ssid };
  }
  return undefined;
}
