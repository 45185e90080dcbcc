// Requests of real clients, byte for byte, and the answers that they accepted. BSSIDs are left out of ours.

import { describe, expect, it } from 'vitest';
import { VERSION } from '../../../firmware/protocols/espressif/answer.ts';
import {
  ask,
  factsOf,
  failureOf,
  HOME,
  hex,
  online,
  onTrial,
  post,
  type Station,
  set,
  unhex,
} from '../../fakes/esp-device.ts';

const SET = '080262150a07486f6d654e6574120a73336372657470617373';
const STATUS = '5200';

/** HomeNet has been set and applied; this became of it. */
function statusAfterApply(station: Station): string {
  const facts = factsOf();
  ask(facts, '/prov-config', SET);
  ask(facts, '/prov-config', '0804');
  set(facts, station);
  return ask(facts, '/prov-config', STATUS);
}

describe('esp_prov', () => {
  it('asks for the version and gets 76 bytes of JSON', () => {
    const answer = post(factsOf(), '/proto-ver', 'none')[0];
    expect(answer).toMatchObject({ status: 200, body: VERSION });
    expect(VERSION).toHaveLength(76);
    expect(JSON.parse(VERSION)).toEqual({
      prov: { ver: 'v1.1', sec_ver: 0, cap: ['no_sec', 'wifi_prov', 'wifi_scan'] },
    });
  });

  it.each([
    ['/prov-session', 'handshake', '5203a20100', '52050801aa0100'],
    ['/prov-scan', 'status', '0802', '08036a0408011002'],
    [
      '/prov-scan',
      'result (0, 2)',
      '080472021002',
      '08057a30 0a18 0a07486f6d654e6574 1006 18d0ffffffffffffffff01 2803 0a14 0a054775657374 1001 18b9ffffffffffffffff01',
    ],
    ['/prov-config', 'set', SET, '08036a00'],
    ['/prov-config', 'status before an apply', STATUS, '08015a021002'],
    ['/prov-ctrl', 'reset', '0801', '08026200'],
    ['/prov-ctrl', 'reprov', '0803', '08047200'],
  ])('%s %s: %s -> %s', (path, _what, request, answer) => {
    expect(ask(factsOf(), path, request)).toBe(answer.replaceAll(' ', ''));
  });

  it('starts a scan and is answered when it is over', () => {
    const facts = factsOf();
    const answers = post(facts, '/prov-scan', unhex('5206080118052078'));
    expect(answers).toEqual([]);
    for (const done of facts.scans) done();
    expect(answers.map((answer) => hex(answer.body))).toEqual(['08015a00']);
  });

  it('applies what it has set as one change, and both are answered', () => {
    const facts = factsOf();
    expect(ask(facts, '/prov-config', SET)).toBe('08036a00');
    expect(facts.changes).toEqual([]);
    expect(ask(facts, '/prov-config', '0804')).toBe('08057a00');
    const STA = { auto: 1, auth: 4, SSID: 'HomeNet', PWD: 's3cretpass' };
    expect(facts.changes).toEqual([{ mode: 0, save_config: 1, STA }]);
  });

  it.each([
    ['connecting', onTrial('HomeNet'), '08015a0410015a00'],
    ['connected', online('HomeNet'), '08015a1d 5a1b 0a0c3139322e3136382e312e3530 1003 1a07486f6d654e6574 2806'],
    ['a wrong password', { failed: failureOf('wrong_password') }, '08015a0410035000'],
    ['no such network', { failed: failureOf('not_found') }, '08015a0410035001'],
    ['another failure', { failed: failureOf('no_ip') }, '08015a021002'],
  ] as [string, Station, string][])('asks for the status: %s', (_what, station, answer) => {
    expect(statusAfterApply(station)).toBe(answer.replaceAll(' ', ''));
  });

  it('encodes names in Latin-1, the apps in UTF-8: bytes are bytes', () => {
    const facts = factsOf({ networks: [{ ...HOME, ssid: 'B\xe4r' }] });
    expect(ask(facts, '/prov-scan', '080472021001')).toBe(
      '08057a16 0a14 0a0342e472 1006 18d0ffffffffffffffff01 2803'.replaceAll(' ', ''),
    );
    expect(ask(facts, '/prov-config', '0802 6205 0a03 42e472')).toBe('08036a00');
    ask(facts, '/prov-config', '0804');
    expect(facts.changes[0]).toMatchObject({ STA: { SSID: 'B\xe4r', PWD: '', auth: 1 } });
  });
});
