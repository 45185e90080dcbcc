// THE escape of a page: whatever comes from the air or from a request goes through it before it stands in HTML.

import { wellFormed } from '../core/utf8.ts';

const ENTITIES: { [special: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** For the text of an element and for an attribute in quotes. UTF-8 stays, as the pages say: what is none becomes U+FFFD. */
export function escapeHtml(text: string): string {
  return wellFormed(text).replace(/[&<>"']/g, (special) => ENTITIES[special] as string);
}
