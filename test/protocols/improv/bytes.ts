// Worked bytes of the protocol, as the SDK sends and accepts them, and how the tests spell them.

/** `49 4d …` to a byte string. */
export const bytesOf = (hex: string): string => Buffer.from(hex.replaceAll(' ', ''), 'hex').toString('latin1');
export const hexOf = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('hex');
const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
/** As the interpreter counts: bytes from 0x80 on are negative. */
export const sum = (bytes: string): number =>
  new Int8Array(Buffer.from(bytes, 'latin1')).reduce((total, byte) => total + byte, 0);

const HEAD = '49 4d 50 52 4f 56 01';
/** From client to device, the newline behind included: [what, hex, command, payload]. */
export const COMMANDS: [string, string, number, string][] = [
  ['request state', `${HEAD} 03 02 02 00 e5 0a`, 2, ''],
  ['device info', `${HEAD} 03 02 03 00 e6 0a`, 3, ''],
  ['scan', `${HEAD} 03 02 04 00 e7 0a`, 4, ''],
  ['get hostname', `${HEAD} 03 02 05 00 e8 0a`, 5, ''],
  ['set hostname lamp-7', `${HEAD} 03 08 05 06 6c 61 6d 70 2d 37 02 0a`, 5, 'lamp-7'],
  ['get name', `${HEAD} 03 02 06 00 e9 0a`, 6, ''],
  ['network state', `${HEAD} 03 02 07 00 ea 0a`, 7, ''],
  [
    'Home, wrongpass',
    `${HEAD} 03 11 01 0f 04 48 6f 6d 65 09 77 72 6f 6e 67 70 61 73 73 7c 0a`,
    1,
    '\x04Home\x09wrongpass',
  ],
  [
    'Café Ω, pässword',
    `${HEAD} 03 15 01 13 08 43 61 66 c3 a9 20 ce a9 09 70 c3 a4 73 73 77 6f 72 64 a1 0a`,
    1,
    `\x08${utf8('Café Ω')}\x09${utf8('pässword')}`,
  ],
];

/** From device to client, the newline behind included: [what, hex, type, data]. */
export const STATES: [string, string, number][] = [
  ['ready', `${HEAD} 01 01 02 e2 0a`, 2],
  ['provisioned', `${HEAD} 01 01 04 e4 0a`, 4],
];
export const ERRORS: [string, string, number][] = [
  ['error 0', `${HEAD} 02 01 00 e1 0a`, 0],
  ['error 3', `${HEAD} 02 01 03 e4 0a`, 3],
];
export const RESULTS: [string, string, number, string[]][] = [
  ['scan row', `${HEAD} 04 0f 04 0d 04 48 6f 6d 65 03 2d 34 38 03 59 45 53 1f 0a`, 4, ['Home', '-48', 'YES']],
  ['scan end', `${HEAD} 04 02 04 00 e8 0a`, 4, []],
  [
    'info',
    `${HEAD} 04 21 03 1f 0d 65 73 70 72 75 69 6e 6f 2d 70 72 6f 76 05 31 2e 30 2e 30 05 45 53 50 33 32 04 4c 61 6d 70 6d 0a`,
    3,
    ['espruino-prov', '1.0.0', 'ESP32', 'Lamp'],
  ],
  [
    'provisioned url',
    `${HEAD} 04 17 01 15 14 68 74 74 70 3a 2f 2f 31 39 32 2e 31 36 38 2e 31 2e 35 30 2f 05 0a`,
    1,
    ['http://192.168.1.50/'],
  ],
  ['provisioned, no url', `${HEAD} 04 02 01 00 e5 0a`, 1, []],
];

/** A frame as a client makes it, without the newline behind. */
export function frame(type: number, data: string, version = 1): string {
  const body = `IMPROV${String.fromCharCode(version, type, data.length)}${data}`;
  return body + String.fromCharCode(sum(body) & 255);
}

export function command(number: number, payload = ''): string {
  return frame(3, String.fromCharCode(number, payload.length) + payload);
}

export function credentials(ssid: string, psk: string): string {
  const [name, secret] = [utf8(ssid), utf8(psk)];
  return command(1, `${String.fromCharCode(name.length)}${name}${String.fromCharCode(secret.length)}${secret}`);
}
