// Known networks: those that have worked. The one that worked last stands in the config; the others are a text of lines in a
// record of their own, the one that was used last first. Pure.

import type { Config } from './schema.ts';

export interface Known {
  ssid: string;
  psk: string;
  auth: number;
  ch: number;
}

/** Bytes of that text at most: 5 lines of the longest name and password, auth and channel, with what is between them. */
export const OTHERS_MAX = 5 * (32 + 64 + 1 + 2 + 4);

/** Neither is in a name or a password: control characters are refused there (fields.ts). */
const BETWEEN = '\t';
const LINE = '\n';

export function packKnown(known: Known[]): string {
  return known.map((one) => [one.ssid, one.psk, one.auth, one.ch].join(BETWEEN)).join(LINE);
}

export function unpackKnown(text: string): Known[] {
  if (!text) return [];
  return text.split(LINE).map((line) => {
    const parts = line.split(BETWEEN) as [string, string, string, string];
    return { ssid: parts[0], psk: parts[1], auth: +parts[2], ch: +parts[3] };
  });
}

export function networkOf(config: Config): Known {
  return { ssid: config['STA.SSID'], psk: config['STA.PWD'], auth: config['STA.auth'], ch: config['STA.ch'] };
}

/* @shared */
export function withNetwork(config: Config, known: Known): Config {
  const fields = { 'STA.SSID': known.ssid, 'STA.PWD': known.psk, 'STA.auth': known.auth, 'STA.ch': known.ch };
  return Object.assign({}, config, fields);
}

/** No network, in the place of the one that is forgotten. */
export const NO_NETWORK: Known = { ssid: '', psk: '', auth: 4, ch: 0 };

/**
 * All that are known: that of the config, then the others. With auto 0 a network is stored before it has worked; one with
 * auto 1 has worked, or was put in at flashing. One that stands in both records is that of the config.
 */
/* @shared */
export function knownOf(config: Config, worked: boolean, others: string): Known[] {
  const ssid = config['STA.SSID'];
  const isKnown = ssid !== '' && (config['STA.auto'] === 1 || worked);
  const rest = unpackKnown(others).filter((one) => one.ssid !== ssid);
  return (isKnown ? [networkOf(config)] : []).concat(rest).slice(0, BUILD_NETWORKS);
}

/** The text of the others when another takes the place of the config's network, which is known from then on. */
export function othersAfter(config: Config, worked: boolean, others: string, isForgotten: boolean): string {
  const known = knownOf(config, worked, others);
  return packKnown(isForgotten ? known.filter((one) => one.ssid !== config['STA.SSID']) : known);
}
