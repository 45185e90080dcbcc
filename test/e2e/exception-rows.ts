// Where a fault is put, and what is asked of the device then: each module, and each door that uses it.

import type { Injection } from './inject.ts';

export interface Row extends Injection {
  /** A name of `acts`. */
  act: string;
  /** The answer, where it is another than the door's own. */
  first?: string;
}

const row = (module: string, how: Injection['how'], act: string, method?: string, first?: string): Row => ({
  module,
  how,
  act,
  ...(method === undefined ? {} : { method }),
  ...(first === undefined ? {} : { first }),
});

/** Doors that ask the request handler for an answer, for a change, for a form. */
const ASKERS = ['TCP asks for status', 'the API asks for status'];
const CHANGERS = ['TCP applies a line', 'the UART sets fields', 'Improv provisions'];
const SCANNERS = [
  'TCP scans',
  'the API scans',
  'the plain page scans',
  'the UART scans',
  'Improv scans',
  'Espressif scans',
];

const DESK: Row[] = [
  ...ASKERS.flatMap((act) => [
    row('requests', 'load', act),
    row('requests', 'create', act),
    row('requests', 'call', act, 'answer'),
    row('requests', 'reply', act, 'answer'),
    row('requests', 'call', act, 'status'),
  ]),
  ...['TCP sets fields', 'the API sets fields'].flatMap((act) => [
    row('requests', 'load', act),
    row('requests', 'reply', act, 'answer'),
    row('connection', 'load', act),
    row('connection', 'call', act, 'apply'),
    row('connection', 'after', act, 'apply'),
  ]),
  ...CHANGERS.flatMap((act) => [
    row('requests', 'load', act),
    row('requests', 'call', act, 'change'),
    row('requests', 'reply', act, 'change'),
    row('connection', 'call', act, 'apply'),
    row('connection', 'after', act, 'apply'),
  ]),
  row('requests', 'load', 'a form is sent'),
  row('requests', 'call', 'a form is sent', 'submit'),
  row('requests', 'reply', 'a form is sent', 'submit'),
  row('connection', 'after', 'a form is sent', 'apply'),
  row('requests', 'load', 'the plain page is fetched'),
  row('requests', 'call', 'the plain page is fetched', 'status'),
  row('requests', 'call', 'the UART asks for get', 'config'),
  row('requests', 'after', 'the UART asks for get', 'config'),
];

/** A method of the request handler that is only asked once the scan is over. */
const SCANS: Row[] = [
  ...SCANNERS.flatMap((act) => [
    row('connection', 'load', act),
    row('connection', 'call', act, 'scan'),
    row('connection', 'reply', act, 'scan'),
  ]),
  ...['TCP scans', 'the API scans', 'the UART scans', 'the plain page scans'].map((act) =>
    row('requests', 'call', act, 'scanData'),
  ),
  row('requests', 'call', 'Improv scans', 'networks'),
];

const ERRANDS: Row[] = [
  ...(['load', 'create', 'call', 'after'] as const).flatMap((how) => [
    row('commands', how, 'TCP asks for status'),
    row('checkCommand', how, 'the API asks for status'),
    row('parse', how, 'TCP writes it oddly'),
    row('validate', how, 'TCP sets fields with a warning'),
    row('wifiUri', how, 'TCP sets a WIFI: text'),
    row('form', how, 'a form is sent'),
    row('status', how, 'the UART asks for status'),
    row('status', how, 'TCP asks for status'),
    row('window', how === 'call' ? 'create' : how, 'the UART opens the window'),
  ]),
  row('code', 'load', 'the UART draws the code'),
  row('code', 'create', 'the UART draws the code'),
  row('window', 'call', 'TCP opens the window', 'open'),
  row('window', 'after', 'TCP opens the window', 'open'),
  row('store', 'load', 'the UART sets fields'),
  row('store', 'call', 'TCP sets fields', 'keep'),
  row('store', 'after', 'the API sets fields', 'keep'),
];

const DOORS: Row[] = [
  row('tcp', 'load', 'TCP asks for status'),
  row('tcp', 'create', 'TCP asks for status'),
  row('tcp', 'call', 'TCP asks for status', 'accept'),
  row('http', 'load', 'the page is fetched'),
  row('http', 'create', 'the plain page is fetched'),
  row('http', 'call', 'the API asks for status', 'accept'),
  // It is made anew for the same bytes.
  row('console', 'load', 'the UART asks for get', undefined, 'OK'),
  row('session', 'load', 'TCP begins a session'),
  row('session', 'create', 'TCP begins a session'),
  row('session', 'call', 'TCP begins a session', 'take'),
  // What the machine asks for is done once more.
  { ...row('eventPrinter', 'load', 'TCP leaves and joins', undefined, 'ok'), drops: 'console' },
  ...(['load', 'create'] as const).flatMap((how) => [
    row('openByCode', how, 'the setup code is asked for'),
    row('networks', how, 'TCP asks for the networks'),
    row('forget', how, 'TCP forgets a network'),
    row('update', how, 'a session asks for an update'),
    // The state is told to all others.
    row('led', how, 'the LED is set', undefined, 'ok'),
  ]),
  row('dns', 'load', 'a name is asked for'),
  row('dns', 'create', 'a name is asked for'),
  row('dns', 'call', 'a name is asked for', '()'),
  row('improv', 'load', 'Improv asks for the state'),
  row('improv', 'call', 'Improv asks for the state', 'carryOut'),
  row('improv', 'after', 'Improv scans', 'carryOut'),
  row('espressif', 'load', 'Espressif shakes hands'),
  row('espressif', 'create', 'Espressif sets a network'),
  row('espressif', 'call', 'Espressif shakes hands', '()'),
  row('espressif', 'reply', 'Espressif shakes hands', '()'),
  row('button', 'load', 'the button is pressed'),
  row('button', 'call', 'the button is pressed'),
];

const REST: Row[] = [
  row('service', 'load', 'TCP asks for status'),
  row('service', 'create', 'the API asks for status'),
  row('service', 'load', 'a name is asked for'),
  row('connection', 'call', 'the network is lost', 'onRadio'),
  row('connection', 'call', 'the network is lost', 'tick'),
];

const isSame = (one: Row, other: Row): boolean => JSON.stringify(one) === JSON.stringify(other);

export const ROWS: Row[] = [...DESK, ...SCANS, ...ERRANDS, ...DOORS, ...REST].filter(
  (one, at, all) => all.findIndex((other) => isSame(one, other)) === at,
);

/** Before the doors are open. */
export const STARTS: Injection[] = [
  { module: 'startup', how: 'load' },
  { module: 'startup', how: 'create' },
  { module: 'boot', how: 'load' },
  { module: 'boot', how: 'create' },
  { module: 'listeners', how: 'load' },
  { module: 'listeners', how: 'create' },
  { module: 'store', how: 'load' },
  { module: 'service', how: 'load' },
  { module: 'console', how: 'load' },
  { module: 'connection', how: 'create' },
];

/** Of an unprovisioned start: the setup code is made all the same, and the access point, which waits for it, opens. */
export const MAKERS: Injection[] = [
  { module: 'secrets', how: 'load' },
  { module: 'secrets', how: 'create' },
  { module: 'store', how: 'call', method: 'keepCode' },
];

/** Of a build with an embedder's app (test/app/exceptions.test.ts): while the app is asked for something on the UART. */
export const APP_ROWS: Injection[] = [
  { module: 'app', how: 'load' },
  { module: 'app', how: 'create' },
  { module: 'app', how: 'call', method: 'command' },
  { module: 'app', how: 'after', method: 'command' },
  { module: 'app', how: 'reply', method: 'command' },
];

/** Of one, before the doors are open. */
export const APP_STARTS: Injection[] = [
  { module: 'app', how: 'load' },
  { module: 'app', how: 'call', method: 'begin' },
  { module: 'watchdog', how: 'load' },
  { module: 'watchdog', how: 'create' },
];

/** What the app is given cannot be made: that costs the app alone. */
export const APP_GIFTS: Injection[] = [
  { module: 'context', how: 'load' },
  { module: 'context', how: 'create' },
];
