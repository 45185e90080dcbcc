// Set, apply and status as rows; the control endpoint; and what random bytes do: nothing.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fault } from '../../../firmware/lib/result.ts';
import { ask, FULL, factsOf, failureOf, hex, online, onTrial, type Station, set } from '../../fakes/esp-device.ts';

const SET = '080262150a07486f6d654e6574120a73336372657470617373';
const OK = '08036a00';
const INVALID = '08036a020804';

function part(field: number, size: number): string {
  return hex(String.fromCharCode((field << 3) | 2, size)) + '41'.repeat(size);
}

function setRequest(...parts: string[]): string {
  const inner = parts.join('');
  const size = inner.length / 2;
  return `080262${hex(String.fromCharCode(...(size > 127 ? [(size & 127) | 128, size >> 7] : [size])))}${inner}`;
}

describe('set', () => {
  it.each([
    [0, INVALID],
    [1, OK],
    [31, OK],
    [32, OK],
    [33, INVALID],
  ])('takes an SSID of %d bytes: %s', (size, answer) => {
    expect(ask(factsOf(), '/prov-config', setRequest(part(1, size), part(2, 8)))).toBe(answer);
  });

  it.each([
    [0, OK],
    [62, OK],
    [63, OK],
    [64, INVALID],
  ])('takes a passphrase of %d bytes: %s', (size, answer) => {
    expect(ask(factsOf(), '/prov-config', setRequest(part(1, 4), part(2, size)))).toBe(answer);
  });

  it.each([
    [0, OK],
    [5, INVALID],
    [6, OK],
    [7, INVALID],
    [12, INVALID],
  ])('takes a BSSID of %d bytes: %s', (size, answer) => {
    expect(ask(factsOf(), '/prov-config', setRequest(part(1, 4), part(3, size)))).toBe(answer);
  });

  it.each([
    ['no body', '0802'],
    ['a body that is cut short', '08026203 0a0741'],
  ])('refuses %s as an argument', (_what, request) => {
    expect(ask(factsOf(), '/prov-config', request)).toBe(INVALID);
  });
});

describe('apply', () => {
  it.each([
    ['nothing was set', undefined, false, '08057a020805'],
    ['the device takes it', undefined, true, '08057a00'],
    ['the password is too short', fault('invalid_value', ''), true, '08057a020804'],
    ['the radio port can not', fault('radio_limit', ''), true, '08057a020804'],
    ['the flash is full', FULL, true, '08057a020805'],
  ])('when %s', (_when, refusal, isSet, answer) => {
    const facts = factsOf({ refusal });
    if (isSet) ask(facts, '/prov-config', SET);
    expect(ask(facts, '/prov-config', '0804')).toBe(answer);
  });

  it.each([
    ['an open network without a password', 'Guest', '', 1],
    ['one that was seen, by what was seen', 'Seen', 'long enough', 3],
    ['one that was not seen', 'Elsewhere', 'long enough', 4],
    ['one seen with what the port can not name', 'New', 'long enough', 4],
  ])('takes %s', (_what, ssid, psk, auth) => {
    const networks = [
      { ssid: 'Seen', rssi: -40, channel: 1, auth: 'wpa_wpa2' },
      { ssid: 'New', rssi: -40, channel: 1, auth: 'unknown' },
    ];
    const facts = factsOf({ networks });
    const text = (field: number, value: string): string =>
      hex(String.fromCharCode((field << 3) | 2, value.length) + value);
    ask(facts, '/prov-config', setRequest(text(1, ssid), psk && text(2, psk)));
    ask(facts, '/prov-config', '0804');
    expect(facts.changes).toEqual([{ mode: 0, save_config: 1, STA: { auto: 1, auth, SSID: ssid, PWD: psk } }]);
    expect(facts.calls).toContain('change by anonymous');
  });
});

const CONNECTING = '10015a00';
const DISCONNECTED = '1002';
const CONNECTED = '5a1b 0a0c3139322e3136382e312e3530 1003 1a07486f6d654e6574 2806'.replaceAll(' ', '');

describe('the status of HomeNet', () => {
  it.each([
    ['while it is on trial', onTrial('HomeNet'), CONNECTING],
    ['again on trial, after a failure', { ...onTrial('HomeNet'), failed: failureOf('not_found') }, CONNECTING],
    ['when it works', online('HomeNet'), CONNECTED],
    ['when its password was wrong', { failed: failureOf('wrong_password') }, '10035000'],
    ['when it was not found', { failed: failureOf('not_found') }, '10035001'],
    [
      'when its new password was wrong and the old one has it online again',
      { ...online('HomeNet'), failed: failureOf('wrong_password', 'HomeNet', true) },
      '10035000',
    ],
    [
      'when it failed and the network of before is online again',
      { ...online('Old'), failed: failureOf('not_found', 'HomeNet', true) },
      '10035001',
    ],
    ...(['refused', 'no_ip', 'signal_lost', 'incompatible', 'timeout', 'cancelled'] as const).map(
      (reason): [string, Station, string] => [`when it failed: ${reason}`, { failed: failureOf(reason) }, DISCONNECTED],
    ),
    [
      'when another network failed after it had worked',
      { ...online('HomeNet'), failed: failureOf('not_found', 'Other', true) },
      CONNECTED,
    ],
    [
      'when it has worked, is lost and tried again',
      { job: 'keep', sta: 'waiting', ssid: 'HomeNet', word: 'retrying', failed: failureOf('signal_lost') },
      CONNECTING,
    ],
    ['when it is joined anew', { job: 'keep', sta: 'joining', ssid: 'HomeNet', word: 'connecting' }, CONNECTING],
    ['while another network is on trial in its place', onTrial('Other'), DISCONNECTED],
    ['when it has worked, while another one is on trial', { ...onTrial('Other'), ssid: 'HomeNet' }, CONNECTING],
    ['when another network is online', online('Other'), DISCONNECTED],
    ['when it was disconnected on request', { ssid: 'HomeNet', word: 'idle' }, DISCONNECTED],
    ['when it is about to be online', { ...online('HomeNet'), sta: 'joining', word: 'connecting' }, CONNECTING],
  ] as [string, Station, string][])('%s', (_when, station, answer) => {
    const facts = factsOf();
    ask(facts, '/prov-config', SET);
    ask(facts, '/prov-config', '0804');
    set(facts, station);
    expect(ask(facts, '/prov-config', '5200').slice(8)).toBe(answer);
  });

  it('is disconnected before it was applied, though the device is online', () => {
    const facts = factsOf();
    set(facts, online('HomeNet'));
    expect(ask(facts, '/prov-config', '5200')).toBe(`08015a02${DISCONNECTED}`);
  });

  it.each(['ff', '0801', '0803', '0805', '0806', '0808'])('%s is refused: not a request', (request) => {
    expect(ask(factsOf(), '/prov-config', request)).toBe('500');
  });
});

describe('control', () => {
  it.each([
    ['reset', '0801', '08026200', ['touch']],
    ['reprov', '0803', '08047200', ['open 15', 'touch']],
  ])('%s forgets the result, and what was set', (_what, request, answer, calls) => {
    const facts = factsOf();
    ask(facts, '/prov-config', SET);
    ask(facts, '/prov-config', '0804');
    set(facts, { failed: failureOf('wrong_password') });
    facts.calls.length = 0;
    expect(ask(facts, '/prov-ctrl', request)).toBe(answer);
    expect(facts.calls).toEqual(calls);
    expect(ask(facts, '/prov-config', '5200')).toBe(`08015a02${DISCONNECTED}`);
    expect(ask(facts, '/prov-config', '0804')).toBe('08057a020805');
  });

  it.each([
    ['0801', '080210056200'],
    ['0803', '080410057200'],
  ])('%s is an internal error while a trial runs, which goes on', (request, answer) => {
    const facts = factsOf();
    set(facts, onTrial('HomeNet'));
    expect(ask(facts, '/prov-ctrl', request)).toBe(answer);
    expect(facts.calls).toEqual(['touch']);
  });

  it.each(['ff', '0800', '0802', '0804', '0805'])('%s is refused: not a request', (request) => {
    expect(ask(factsOf(), '/prov-ctrl', request)).toBe('500');
  });
});

describe('random bytes', () => {
  const paths = fc.constantFrom('/prov-session', '/prov-scan', '/prov-config', '/prov-ctrl', '/proto-ver');
  const noise = fc.uint8Array({ minLength: 1, maxLength: 200 }).map((some) => Buffer.from(some).toString('hex'));
  /** Real requests with a byte changed get further. */
  const near = fc
    .tuple(
      fc.constantFrom(SET, '0804', '5200', '5203a20100', '080472021002', '5206080118052078'),
      fc.nat(),
      fc.nat(255),
    )
    .map(([request, at, byte]) => {
      const bytes = Buffer.from(request, 'hex');
      bytes[at % bytes.length] = byte;
      return bytes.toString('hex');
    });

  it('never throw, and have one answer at most', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(paths, fc.oneof(noise, near)), { maxLength: 8 }), (requests) => {
        const facts = factsOf();
        for (const [path, request] of requests)
          expect(ask(facts, path, request)).toMatch(/^(500|nothing yet|[0-9a-f]{2,})$/);
      }),
      { numRuns: 1000 },
    );
  });

  it('never reach the config without a set before', () => {
    fc.assert(
      fc.property(noise, (request) => {
        const facts = factsOf();
        ask(facts, '/prov-config', request);
        return facts.changes.length === 0;
      }),
    );
  });
});
