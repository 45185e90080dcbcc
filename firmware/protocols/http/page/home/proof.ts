// Proves to know the setup code without sending it: the client's proof of PROVLAN1, for another purpose.

import { compress, digest, hmac, keyed, type Sum, toHex } from './sha256.ts';

/** What the device gives for it. */
export interface Offer {
  id: string;
  salt: string;
  it: number;
  dn: string;
}

/** Iterations in a row before the page may draw: some milliseconds. */
const SLICE = 250;
/** Fewer would make the proof a help for guessing, more would stop the browser. */
const [ITERATIONS_MIN, ITERATIONS_MAX] = [5_000, 200_000];
/** Behind the 32 bytes of a hash that follow a key's block: padding, and the length of 96 bytes. */
const PADDING = [0x80000000 | 0, 0, 0, 0, 0, 0, 0, 768];

function hexOf(text: string): string {
  return Array.from(text, (c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

/** PBKDF2 with one block. `told` gets the share that is done, and is waited for. */
async function stretched(code: string, { salt, it }: Offer, told: (share: number) => Promise<void>): Promise<string> {
  const [inner, outer] = keyed(hexOf(code));
  let last = hmac([inner, outer], `${salt}00000001`);
  let all: Sum = last;
  for (let i = 1; i < it; i++) {
    if (i % SLICE === 0) await told(i / it);
    last = compress(outer, compress(inner, last.concat(PADDING)).concat(PADDING));
    all = all.map((word, at) => word ^ (last[at] as number));
  }
  return toHex(all);
}

/** The key for any nonce of this device's; undefined when it asks for what is not safe. */
export function keyFor(
  code: string,
  offer: Offer,
  told: (share: number) => Promise<void>,
): Promise<string> | undefined {
  const isSafe = offer.it >= ITERATIONS_MIN && offer.it <= ITERATIONS_MAX && /^[0-9a-f]{32}$/.test(offer.salt);
  return isSafe ? stretched(code, offer, told) : undefined;
}

/** `cn`: 16 bytes of our own in hex. */
export function proofOf(key: string, { id, salt, it, dn }: Offer, cn: string): string {
  const seen = hexOf('PROVOPEN') + it.toString(16).padStart(8, '0') + salt + cn + dn + hexOf(id);
  const hash = toHex(digest(seen));
  // The seventh of the keys that PROVLAN1 makes.
  const proofKey = toHex(hmac(keyed(key), `${hash}00000007`));
  return toHex(hmac(keyed(proofKey), `${hash}00000001`)).slice(0, 32);
}
