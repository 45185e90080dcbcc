// THE escape of a page: whatever comes from the air or from a request goes through it before it stands in HTML.

const ENTITIES: { [special: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** For the text of an element and for an attribute in quotes. Bytes over 127 stay: the pages say that they are UTF-8. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (special) => ENTITIES[special] as string);
}
