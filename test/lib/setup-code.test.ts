// A setup code as people type it, at every client and on the page.

import { expect, it } from 'vitest';
import { normaliseCode } from '../../firmware/lib/setup-code.ts';

it.each([
  ['as shown', 'ABCD-0123-WXYZ', 'ABCD0123WXYZ'],
  ['as kept', 'ABCD0123WXYZ', 'ABCD0123WXYZ'],
  ['lower case with blanks', ' abcd 0123 wxyz ', 'ABCD0123WXYZ'],
  ['the hyphens of word processors', 'ABCD\u20110123\u2013WXYZ', 'ABCD0123WXYZ'],
  ['blanks that are none, and nothing that can be seen', 'ABCD\u00a00123\u200bWXYZ\ufeff', 'ABCD0123WXYZ'],
  ['I, L and O for 1 and 0', 'iIlL-oO00-1111', '111100001111'],
  ['a U, which is not one of the characters', 'ABCD-0123-WXYU', undefined],
  ['11 characters', 'ABCD-0123-WXY', undefined],
  ['13 characters', 'ABCD-0123-WXYZ0', undefined],
  ['a byte beyond ASCII', 'ABCD-0123-WXY\xc3', undefined],
  ['nothing', '', undefined],
])('typed as %s is read as the device keeps it, or refused', (_, typed, code) => {
  expect(normaliseCode(typed)).toBe(code);
});
