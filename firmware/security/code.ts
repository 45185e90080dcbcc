// The setup code: 60 bits from the hardware random register, as 12 Crockford base-32 characters.
//
// A single read proves nothing about the register, and it is random only while the radio is on. So reads are
// collected at several moments, repeats do not count, and what SHA-256 makes of 64 different ones with address, time
// and number of starts is the secret. While there are fewer there is no code, rather than a weak one.

type Sha256 = (bytes: string) => string;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const CODE_LENGTH = 12;
const GROUP = 4;
const WORD_BYTES = 4;
const MIN_READS = 64;

/** Adds one read of the register to the pool; one that is in it already tells nothing and is dropped. */
export function addRead(pool: string, read: number): string {
  const word = String.fromCharCode(read >>> 24, (read >>> 16) & 255, (read >>> 8) & 255, read & 255);
  // lastIndexOf, since Espruino's indexOf and includes also find a mere beginning of the word at the end of the pool.
  return pool.length >= MIN_READS * WORD_BYTES || pool.lastIndexOf(word) >= 0 ? pool : pool + word;
}

/** 32 secret bytes of a full pool, or undefined. `salt`: purpose (one pool, several secrets), MAC, time, starts. */
export function drawSecret(pool: string, sha256: Sha256, salt: string): string | undefined {
  return pool.length < MIN_READS * WORD_BYTES ? undefined : sha256(`${salt} ${pool}`);
}

/** A code from a secret. 32 divides 256, so the low five bits of a byte have no bias. */
export function codeFrom(secret: string): string {
  let code = '';
  for (let i = 0; i < CODE_LENGTH; i++) code += ALPHABET.charAt(secret.charCodeAt(i) & 31);
  return code;
}

/** As it is shown: XXXX-XXXX-XXXX. */
export function formatCode(code: string): string {
  return `${code.substr(0, GROUP)}-${code.substr(GROUP, GROUP)}-${code.substr(2 * GROUP, GROUP)}`;
}
