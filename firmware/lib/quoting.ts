// Text as the UART shows and reads it.

import { wellFormed } from './utf8.ts';

/** Strings in double quotes, `"` and `\` escaped, as the UART's words are read; control bytes become `?`, what is no UTF-8 U+FFFD. */
/* @shared */
export function quote(text: string): string {
  const safe = text.split('\\').join('\\\\').split('"').join('\\"');
  return ['"', wellFormed(safe.replace(/[\x00-\x1f\x7f]/g, '?')), '"'].join('');
}
