// What the rows send: the longest values, and a crowd of networks.

/** The longest that the port takes. */
export const LONG = { ssid: 'A network with a very long name', password: 'p'.repeat(63) };
export const HOME = { ssid: 'Home', password: 'correct horse' };

/** 16 networks of the longest names, and some that are joined. */
export function crowdedAir(): object[] {
  const point = (ssid: string, more: object): object => ({ ssid, auth: 'wpa2', channel: 6, ...more });
  const crowd = Array.from({ length: 14 }, (_, i) =>
    point(`Network number ${i}`.padEnd(31, 'x'), { password: 'long enough', rssi: -60 - i }),
  );
  return [
    point(HOME.ssid, { password: HOME.password, rssi: -40 }),
    point(LONG.ssid, { password: LONG.password, rssi: -41 }),
    ...crowd,
  ];
}

const still = (sta: object): string => JSON.stringify({ mode: 0, save_config: 1, STA: { auto: 0, auth: 4, ...sta } });
export const LONG_STILL = still({ SSID: LONG.ssid, PWD: LONG.password });
export const LONG_CONFIG = JSON.stringify({
  ...{ mode: 0, save_config: 1, countrycode: 'USA' },
  STA: { ch: 13, auto: 0, auth: 4, SSID: LONG.ssid, PWD: LONG.password },
  AP: { ch: 13, ssidv: 1, auth: 4, SSID: 'An access point with a long name'.slice(0, 31), PWD: 'q'.repeat(62) },
});

export const pad = (text: string, bytes: number): string => text.replace(':', `:${' '.repeat(bytes - text.length)}`);
/** With its length before it. */
export const counted = (text: string): string => String.fromCharCode(text.length) + text;
