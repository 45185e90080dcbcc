// For a person's terminal: an event takes the place of the prompt above it, where the device leaves that behind. Pure.

const PROMPT = '> ';
const CLEAR = '\r\x1b[K';
const EVENT = '\r\n# ';

interface ScreenFilter {
  /** What to write for these bytes of the device. */
  feed(text: string): string;
  /** Some lines of ours above the line that is being typed. */
  above(lines: readonly string[]): string;
}

export function newScreenFilter(): ScreenFilter {
  let line = '';
  /** Begins like an event, and may yet be something else. */
  let held = '';
  function put(text: string): string {
    line = (line + text).split(/[\r\n]/).at(-1) ?? '';
    return text;
  }
  return {
    feed(bytes) {
      let text = held + bytes;
      held = '';
      let out = '';
      for (let at = text.indexOf('\r\n'); at >= 0; at = text.indexOf('\r\n')) {
        out += put(text.slice(0, at));
        text = text.slice(at);
        if (line.startsWith(PROMPT) && text.length < EVENT.length && EVENT.startsWith(text)) {
          held = text;
          return out;
        }
        const isOver = line.startsWith(PROMPT) && text.startsWith(EVENT);
        out += isOver ? CLEAR : '\r\n';
        line = '';
        text = text.slice(2);
      }
      // Half a line end.
      if (text.endsWith('\r') && (line + text).startsWith(PROMPT)) {
        held = '\r';
        return out + put(text.slice(0, -1));
      }
      return out + put(text);
    },
    above: (lines) => CLEAR + lines.map((one) => `${one}\r\n`).join('') + line,
  };
}
