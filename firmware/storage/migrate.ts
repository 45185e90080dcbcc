// Turns a config payload of an older firmware into the present one; a new version is one more row.

/** The version that is written today. */
export const CONFIG_VERSION = 2;

type Step = (payload: string) => string | undefined;

// Version 1 had the original's flat layout and no country: {"mode":0,"sta_ch":0,"sta_auto":1,...,"ap_pwd":"..."}.
const FLAT_STA = { sta_ch: 'ch', sta_auto: 'auto', sta_auth: 'auth', sta_ssid: 'SSID', sta_pwd: 'PWD' };
const FLAT_AP = { ap_ch: 'ch', ap_ssidv: 'ssidv', ap_auth: 'auth', ap_ssid: 'SSID', ap_pwd: 'PWD' };

type Flat = { [key: string]: unknown };

function block(flat: Flat, names: { [flatKey: string]: string }): Flat {
  const out: Flat = {};
  Object.keys(names).forEach((key) => {
    if (flat[key] !== undefined) out[names[key] as string] = flat[key];
  });
  return out;
}

function nestAndAddCountry(payload: string): string | undefined {
  let flat: Flat;
  try {
    flat = JSON.parse(payload) as Flat;
  } catch {
    return undefined;
  }
  if (typeof flat !== 'object' || flat === null) return undefined;
  const sta = block(flat, FLAT_STA);
  const ap = block(flat, FLAT_AP);
  return JSON.stringify({ mode: flat['mode'], save_config: 1, countrycode: 'GEN', STA: sta, AP: ap });
}

/** One step each: version n to n + 1. */
const steps: { [version: number]: Step } = { 1: nestAndAddCountry };

/** The present form of a stored payload, or undefined for a version that this firmware does not know. */
export function migrate(version: number, payload: string): string | undefined {
  let text: string | undefined = payload;
  for (let from = version; from !== CONFIG_VERSION; from++) {
    const step: Step | undefined = steps[from];
    text = step && text !== undefined ? step(text) : undefined;
    if (text === undefined) return undefined;
  }
  return text;
}
