// Texts for terminals. Names of networks come from anyone in range: nothing in them may move a cursor.

// biome-ignore lint/suspicious/noControlCharactersInRegex: just these are taken out
const CONTROLS = /[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

export function plain(text: unknown): string {
  return String(text).replace(CONTROLS, '?');
}

/** `1 device`, `2 devices`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

export function quoted(text: string): string {
  return `"${plain(text)}"`;
}
