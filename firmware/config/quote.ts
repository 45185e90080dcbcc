// Text as the UART shows and reads it.

/** Strings in double quotes, `"` and `\` escaped, as the UART's words are read; control bytes become `?`. */
export function quote(text: string): string {
  const safe = text.split('\\').join('\\\\').split('"').join('\\"');
  return ['"', safe.replace(/[\x00-\x1f\x7f]/g, '?'), '"'].join('');
}
