// Texts in quotes, as Espruino writes them.

const SHORT: Record<string, string> = {
  '\n': '\\n',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
  '\r': '\\r',
  '\\': '\\\\',
  '"': '\\"',
};

/** Outside printable ASCII: `prefix` and the byte in capital hex digits, so many of them. */
function quoted(text: string, short: Record<string, string>, prefix: string, digits: number): string {
  const shown = (ch: string): string => {
    const code = ch.charCodeAt(0) & 0xff;
    const isPlain = code >= 32 && code < 127;
    return short[ch] ?? (isPlain ? ch : `\\${prefix}${code.toString(16).toUpperCase().padStart(digits, '0')}`);
  };
  return `"${Array.from(text, shown).join('')}"`;
}

export const quoteJson = (text: string): string => quoted(text, SHORT, 'u', 4);

export const quoteShown = (text: string): string => quoted(text, { ...SHORT, '\v': '\\v' }, 'x', 2);
