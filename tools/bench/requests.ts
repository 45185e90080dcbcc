// The requests of the measurements: one config request of about 200 bytes, and a mix of every kind that needs no radio.

/** What the device is set to before; sent again it changes nothing, so that no flash write is measured. */
export const CONFIG = {
  mode: 0,
  save_config: 1,
  countrycode: 'GEN',
  STA: { ch: 0, auto: 1, auth: 4, SSID: 'Home', PWD: 'correct horse' },
  AP: { ch: 1, ssidv: 1, auth: 4, SSID: 'A long name for the AP', PWD: 'a longer password of it' },
};
export const CONFIG_REQUEST = JSON.stringify(CONFIG);

/** One of each kind for the peaks: each takes minutes. */
export const PEAKS = [CONFIG_REQUEST, '{"cmd":"ping"}', '{"cmd":"get"}', '{"cmd":"status"}', '{"cmd":"help"}'];
/** Requests whose fault is explained. */
export const FAULTY_PEAKS = ['{"STA":{"ch":14}}', '{"wifi":"WIFI:T:WEP;S:x;P:12345;;"}'];

export const MIX = [
  ...PEAKS,
  ...FAULTY_PEAKS,
  '{"cmd":"history"}',
  '{"cmd":"open","minutes":5}',
  '{"cmd":"nonsense"}',
  '{"cmd":"ping","more":1}',
  '{}',
  '{"STA":{"pasword":"x"}}',
  '{"STA":{"SSID":"a","ssid":"b"}}',
  '{"__proto__":{"a":1}}',
  '{"a":{"b":{"c":{"d":{"e":1}}}}}',
  '{"STA":{"auth":"4"}}',
  '{"STA":{"PWD":"\\u00e4\\ud83d\\ude00"}}',
  '{"STA":{"SSID":"\\u0000"}}',
  '[1]',
];
