// Minified code says `!1`, `!0` and `void 0` since they are short as text. As bytes `false`, `true` and `undefined` are
// shorter, one each, and the interpreter has no operator to carry out.

import { parse } from 'acorn';
import { simple } from 'acorn-walk';
import MagicString from 'magic-string';

const WORDS: { [operation: string]: string } = { '!1': 'false', '!0': 'true', 'void 0': 'undefined' };
const WORD_CHARACTER = /[\w$]/;

/** The code with these words, and where each place of it stands in the code that came in. */
export function spelled(code: string): { code: string; map: string } {
  const text = new MagicString(code);
  simple(parse(code, { ecmaVersion: 'latest', allowReturnOutsideFunction: true }), {
    UnaryExpression({ start, end }) {
      const word = WORDS[code.slice(start, end)];
      if (!word) return;
      // `return!0` has no blank.
      const isBehindWord = start > 0 && WORD_CHARACTER.test(code.charAt(start - 1));
      text.overwrite(start, end, isBehindWord ? ` ${word}` : word);
    },
  });
  return { code: text.toString(), map: text.generateMap({ hires: true, source: 'code' }).toString() };
}
