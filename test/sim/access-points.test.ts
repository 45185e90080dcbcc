// The description of the air: what is taken, and what is said about the rest.

import { describe, expect, it } from 'vitest';
import { checkAir } from '../../tools/sim/radio/check.ts';
import { defaultNetworks } from '../../tools/sim/radio/default-networks.ts';

const one = (row: object) => checkAir({ accessPoints: [{ ssid: 'Home', ...row }] });

describe('a radio file', () => {
  it('needs no more than names', () => {
    expect(one({})).toEqual({
      value: [
        {
          ssid: 'Home',
          bssid: expect.stringMatching(/^02(:[0-9a-f]{2}){5}$/),
          channel: 1,
          rssi: -60,
          auth: 'open',
          password: '',
          hidden: false,
          joinMs: 300,
          dhcpMs: 200,
          ip: '192.168.1.50',
          fault: null,
        },
      ],
    });
  });

  it('keeps names as UTF-8 bytes', () => {
    expect(checkAir({ accessPoints: [{ ssid: '\u20ac' }] })).toMatchObject({ value: [{ ssid: '\xe2\x82\xac' }] });
  });

  it.each([
    ['436166e9', 'Caf\xe9'],
    ['00', '\0'],
    ['FF'.repeat(32), '\xff'.repeat(32)],
  ])('takes the name %s as bytes', (ssidHex, ssid) => {
    expect(checkAir({ accessPoints: [{ ssidHex }] })).toMatchObject({ value: [{ ssid }] });
  });

  it('gives a name the same address whether it comes as text or as bytes', () => {
    const [text, bytes] = [one({}), checkAir({ accessPoints: [{ ssidHex: '486f6d65' }] })];
    expect(bytes).toEqual(text);
  });

  it.each([
    [{ ssidHex: '' }],
    [{ ssidHex: 'a' }],
    [{ ssidHex: 'zz' }],
    [{ ssidHex: 7 }],
    [{ ssidHex: '00'.repeat(33) }],
    [{ ssidHex: '00', ssid: 'Home' }],
  ])('%j is refused as a name', (row) => {
    expect(checkAir({ accessPoints: [row] })).toEqual({ error: expect.stringContaining('ssidHex') });
  });

  it.each([
    ['no_dhcp', 'no_dhcp'],
    ['refuse', 'refuse'],
    ['reject', 'reject'],
    ['silent', 'silent'],
    ['flaky:0.5', { flaky: 0.5 }],
    ['flaky:1', { flaky: 1 }],
    [null, null],
  ])('knows the fault %s', (fault, expected) => {
    expect(one({ fault })).toMatchObject({ value: [{ fault: expected }] });
  });

  it.each([
    [{ ssid: '' }, 'ssid'],
    [{ ssid: 'x'.repeat(33) }, 'ssid'],
    [{ ssid: '\u20ac'.repeat(11) }, 'ssid'],
    [{ bssid: '1:2' }, 'bssid'],
    [{ channel: 14 }, 'channel'],
    [{ channel: '6' }, 'channel'],
    [{ rssi: 5 }, 'rssi'],
    [{ auth: 'wep' }, 'auth'],
    [{ auth: 'wpa2' }, 'password'],
    [{ auth: 'wpa2', password: 'short' }, 'password'],
    [{ hidden: 1 }, 'hidden'],
    [{ joinMs: -1 }, 'joinMs'],
    [{ dhcpMs: 0.5 }, 'dhcpMs'],
    [{ fault: 'flaky' }, 'fault'],
    [{ fault: 'flaky:2' }, 'fault'],
    [{ chanel: 6 }, 'chanel'],
  ])('%j is refused by name of the field', (row, field) => {
    expect(one(row)).toEqual({ error: expect.stringContaining(field) });
    expect(one(row)).toEqual({ error: expect.stringContaining('accessPoints[0]') });
  });

  it.each([[null], [[]], [{}], [{ accessPoints: {} }], [{ accessPoints: [7] }]])(
    '%j is refused as a list of networks',
    (input) => {
      expect(checkAir(input)).toHaveProperty('error');
    },
  );

  it('has a built-in street of six: one open, one hidden, one WPA3 only', () => {
    const street = defaultNetworks();
    expect(street).toHaveLength(6);
    expect(street.filter((point) => point.auth === 'open')).toHaveLength(1);
    expect(street.filter((point) => point.hidden)).toHaveLength(1);
    expect(street.filter((point) => point.auth === 'wpa3')).toHaveLength(1);
    expect(new Set(street.map((point) => point.channel)).size).toBe(6);
  });
});
