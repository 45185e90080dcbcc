// SHA-256 and HMAC in plain script: on plain http a browser has no `crypto.subtle`. Messages and keys are hex.

/** What a hash has come to: eight words of 32 bits. */
export type Sum = number[];

/** 32 bits of a root's fraction. */
const fraction = (root: number): number => ((root % 1) * 2 ** 32) | 0;

const primes: number[] = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
const ROUNDS = primes.map((prime) => fraction(prime ** (1 / 3)));
const START: Sum = primes.slice(0, 8).map((prime) => fraction(prime ** 0.5));

const turned = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));

/** One block of 16 words. */
export function compress(sum: Sum, block: number[]): Sum {
  const words = block.slice();
  let [a, b, c, d, e, f, g, h] = sum as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    if (i > 15) {
      const x = words[i - 15] as number;
      const y = words[i - 2] as number;
      const mixed = (turned(x, 7) ^ turned(x, 18) ^ (x >>> 3)) + (turned(y, 17) ^ turned(y, 19) ^ (y >>> 10));
      words[i] = ((words[i - 16] as number) + (words[i - 7] as number) + mixed) | 0;
    }
    const first = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g));
    const one = first + (ROUNDS[i] as number) + (words[i] as number);
    const two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + (sum[i] as number)) | 0);
}

function wordsOf(hex: string): number[] {
  return (hex.match(/.{8}/g) as string[]).map((word) => Number.parseInt(word, 16) | 0);
}

export function toHex(sum: Sum): string {
  return sum.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** `message` behind `before` blocks, which have come to `sum`. */
export function digest(message: string, sum: Sum = START, before = 0): Sum {
  let text = `${message}80`;
  while (text.length % 128 !== 112) text += '00';
  text += (before * 512 + message.length * 4).toString(16).padStart(16, '0');
  return (text.match(/.{128}/g) as string[]).reduce((now, block) => compress(now, wordsOf(block)), sum);
}

/** An HMAC as far as its key, of at most 64 bytes: the inner hash and the outer one. */
type Keyed = [Sum, Sum];

export function keyed(key: string): Keyed {
  const words = wordsOf(key.padEnd(128, '0'));
  return [0x36363636, 0x5c5c5c5c].map((pad) =>
    compress(
      START,
      words.map((word) => word ^ pad),
    ),
  ) as Keyed;
}

export function hmac([inner, outer]: Keyed, message: string): Sum {
  return digest(toHex(digest(message, inner, 1)), outer, 1);
}
