// DNS messages for tests, as byte strings.

export const A = 1;
export const PTR = 12;
export const TXT = 16;
export const AAAA = 28;
export const SRV = 33;
export const SVCB = 64;
export const HTTPS = 65;
export const ANY = 255;

export const fromHex = (hex: string): string => Buffer.from(hex.replaceAll(' ', ''), 'hex').toString('latin1');
export const toHex = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('hex');
export const word = (value: number): string => String.fromCharCode(value >> 8, value & 255);

/** `www.example` as it travels. */
export function wireName(name: string): string {
  const labels = name.split('.').filter((label) => label !== '');
  return `${labels.map((label) => String.fromCharCode(label.length) + label).join('')}\0`;
}

interface Query {
  id?: string;
  /** The third and fourth byte; by default an ordinary query that asks for recursion. */
  flags?: string;
  type?: number;
  net?: number;
  /** An EDNS record behind the question. */
  opt?: boolean;
}

const OPT = fromHex('00 0029 1000 0000 0000 0000');

export function query(
  name: string,
  { id = '7419', flags = '0100', type = A, net = 1, opt = false }: Query = {},
): string {
  const counts = fromHex(`0001 0000 0000 ${opt ? '0001' : '0000'}`);
  return fromHex(id + flags) + counts + wireName(name) + word(type) + word(net) + (opt ? OPT : '');
}
