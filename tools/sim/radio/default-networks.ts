// The built-in street: six networks that between them show most of what a real scan shows.

import { type AccessPoint, checkAir } from './check.ts';

const STREET = {
  accessPoints: [
    { ssid: 'Home', bssid: '02:00:00:00:00:01', channel: 6, rssi: -48, auth: 'wpa2', password: 'correct horse' },
    { ssid: 'Cafe', bssid: '02:00:00:00:00:02', channel: 1, rssi: -60, auth: 'open' },
    {
      ssid: 'Neighbour',
      bssid: '02:00:00:00:00:03',
      channel: 11,
      rssi: -71,
      auth: 'wpa_wpa2',
      password: 'not your wifi',
    },
    { ssid: 'OldPrinter', bssid: '02:00:00:00:00:04', channel: 3, rssi: -77, auth: 'wpa', password: 'printer1998' },
    { ssid: 'Fortress', bssid: '02:00:00:00:00:05', channel: 9, rssi: -66, auth: 'wpa3', password: 'only sae here' },
    {
      ssid: 'Attic',
      bssid: '02:00:00:00:00:06',
      channel: 13,
      rssi: -55,
      auth: 'wpa2',
      password: 'hidden attic',
      hidden: true,
    },
  ],
};

export function defaultNetworks(): AccessPoint[] {
  const checked = checkAir(STREET);
  if ('error' in checked) throw new Error(checked.error);
  return checked.value;
}
