// What `help` says.

const SET = [
  'wifiprov join <ssid> [<psk>]   join a network, e.g. wifiprov join "Home" "the password"',
  'wifiprov set <bootmode> <save> [<country>] <channel> <auto or ssidv> <auth> <ssid> [<psk>]',
  '  bootmode 0 station: channel 0 (all) or 1..13, auto 0 or 1; 1 access point: channel 1..13, ssidv 0 or 1',
  '  save 0 or 1; country GEN USA EMEA JPN CUST1 CUST2; psk 8..63 bytes, left out when auth is 1',
  '  auth 1 open, 3 WPA/WPA2, 4 WPA2, 5 WPA2/WPA3, 6 WPA3',
  '  e.g. wifiprov set 0 1 "GEN" 0 1 4 "Home" "the password"',
  "wifiprov set 'WIFI:T:WPA;S:Home;P:the password;;'",
  'wifiprov set <path>=<value> ...   fields by the paths that get shows, e.g. STA.auto=0',
];

const CODE =
  BUILD_AP_POLICY === 'never'
    ? 'wifiprov code          the setup code'
    : 'wifiprov code [app]   the setup code and a QR code to join with (app: for the apps of Espressif)';

const OTHERS = [
  'wifiprov get | status | scan | history',
  CODE,
  'wifiprov connect | disconnect',
  'wifiprov open [minutes] | close   the setup window, for changes without proof',
  'wifiprov reset [all]   forget the Wi-Fi config (all: the setup code too), then restart',
  'wifiprov reboot | compact',
  'wifiprov debug level <hex> | debug flow <hex>',
  'wifiprov repl          give the UART to Espruino until reset or wifiprov()',
];

const APP = ['wifiprov app [<command> ...]   commands of the app'];

const KNOWN = ['wifiprov networks | forget <ssid>   the networks that are known'];

const REST = BUILD_KNOWN ? KNOWN.concat(OTHERS) : OTHERS;
const ALL = BUILD_UART_SET ? SET.concat(REST) : REST;
export const HELP = BUILD_APP ? ALL.concat(APP) : ALL;
