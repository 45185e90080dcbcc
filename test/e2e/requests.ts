// Requests that several rows send.

export const HOME_LINE = 'wifiprov set 0 1 0 1 4 "Home" "correct horse"';
export const HOME = { STA: { SSID: 'Home', PWD: 'correct horse' } };
export const CAFE = { STA: { SSID: 'Cafe', auth: 1 } };
export const WRONG = { STA: { SSID: 'Neighbour', PWD: 'not the password' } };
export const REFUSED_SENTENCE = 'The network refused the password; check it, including upper and lower case.';

/** What `wifiprov get` shows once Home is set. */
export const HOME_MASKED = [
  'mode=0',
  'save_config=1',
  'countrycode="GEN"',
  'STA.ch=0',
  'STA.auto=1',
  'STA.auth=4',
  'STA.SSID="Home"',
  'STA.PWD="********"',
  'AP.ch=1',
  'AP.ssidv=1',
  'AP.auth=4',
  'AP.SSID="PROV_000110"',
  'AP.PWD="********"',
  'OK',
];

/** As the original documents it, with its WEP; the documented copy lacks the quote before the first password too. */
export const ORIGINAL = `{
  "mode": 0,
  "save_config": 1,
  "countrycode": "GEN",
  "STA": {
    "ch": 1,
    "auto": 1,
    "auth": 2,
    "SSID": "DEMO_AP",
    "PWD": "password"
  },
  "AP": {
    "ch": 2,
    "ssidv": 1,
    "auth": 4,
    "SSID": "DEMO_AP_SOFTAP",
    "PWD": "password"
  }
}`;

export const HOME_POINT = {
  ssid: 'Home',
  bssid: '02:00:00:00:00:01',
  channel: 6,
  rssi: -48,
  auth: 'wpa2',
  password: 'correct horse',
};
/** An open network that turns everybody away at once: a failure that takes no time. */
export const FULL_POINT = {
  ssid: 'Full',
  bssid: '02:00:00:00:00:07',
  channel: 1,
  auth: 'open',
  fault: 'refuse',
  joinMs: 50,
};

/** Settings that the radio need not try: auto 0. */
export const still = (more: object): object => ({ STA: { auto: 0, SSID: 'Net', PWD: 'long enough', ...more } });
