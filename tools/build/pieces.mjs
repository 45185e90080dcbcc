// What a build can leave out.

/** @typedef {import('./options.mjs').BuildOptions} BuildOptions */

/** What a build can leave out (no pieces in the sense of `@shared`), the constant that is false then, and the modules that are gone whole. */
export const PIECES = {
  tcp: {
    define: 'BUILD_TCP',
    modules: ['tcp', 'session', 'update', 'proof'],
    what: 'JSON on TCP, including sealed sessions',
  },
  sealed: { define: 'BUILD_SEALED', modules: ['session', 'update', 'proof'], what: 'the sealed session' },
  http: {
    define: 'BUILD_HTTP',
    modules: ['http', 'form', 'dns', 'espressif', 'openByCode'],
    what: "HTTP and DNS: the setup page and Espressif's endpoints",
  },
  home: { define: 'BUILD_HOME', modules: ['openByCode'], what: 'the home page, and the setup code as a key there' },
  espressif: { define: 'BUILD_ESPRESSIF', modules: ['espressif'], what: "Espressif's endpoints" },
  captive: {
    define: 'BUILD_CAPTIVE',
    modules: ['dns'],
    what: 'what makes phones open the page by themselves: DNS, and the answers to their connectivity checks',
  },
  improv: { define: 'BUILD_IMPROV', modules: ['improv'], what: 'Improv Serial on the UART' },
  signal: {
    define: 'BUILD_SIGNAL',
    modules: [],
    what: 'the signal in words, and the advice where it is too weak to last',
  },
  led: { define: 'BUILD_LED', modules: ['led'], what: 'the status LED' },
  qr: { define: 'BUILD_QR', modules: [], what: 'the QR codes of `wifiprov code`' },
  update: {
    define: 'BUILD_UPDATE',
    modules: ['update', 'proof'],
    what: 'the update over the network, and the slots for it',
  },
  'uart-set': { define: 'BUILD_UART_SET', modules: [], what: '`wifiprov set` and `join` on the UART' },
};

/** Without an access point there is nothing to join: no QR code, no sign-in sheet, and Espressif's apps find nothing. */
const NEEDS_AP = ['captive', 'espressif', 'qr'];

/** The pieces that the build leaves out. @param {BuildOptions} options @returns {string[]} */
export function withoutOf(options) {
  const without = /** @type {string[]} */ (options['without'] ?? []);
  return options['apPolicy'] === 'never' ? [...new Set([...without, ...NEEDS_AP])] : without;
}

/** @param {string} text */
export function piecesIn(text) {
  const names = text.split(',');
  return names.every((name) => name in PIECES) ? names : undefined;
}

/** It comes in sealed sessions. @param {readonly string[]} without */
export const hasUpdate = (without) => !without.some((piece) => ['update', 'sealed', 'tcp'].includes(piece));
