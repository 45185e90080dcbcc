// Texts and the bytes that they are on the wire: strings whose characters are bytes.

export function toBytes(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}

/** Bytes that are not UTF-8 become U+FFFD. */
export function fromBytes(bytes: string): string {
  return new TextDecoder().decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0)));
}

const ESCAPED = /\\(["\\])/g;

/** A word as the device's command line reads it. */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** What the device has shown in quotes, or the bare word. */
export function unquote(word: string): string {
  return word.length > 1 && word.startsWith('"') && word.endsWith('"')
    ? word.slice(1, -1).replace(ESCAPED, '$1')
    : word;
}
