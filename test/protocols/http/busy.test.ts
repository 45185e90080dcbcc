import { expect, it } from 'vitest';
import { BUSY } from '../../../firmware/protocols/http/busy.ts';

const [head = '', body = ''] = BUSY.split('\r\n\r\n');

it('says the length that its body has', () => {
  expect(Number(/Content-Length: (\d+)/.exec(head)?.[1])).toBe(body.length);
});

it.each(['One moment', 'Einen Moment', 'Un momento'])('says "%s", since it does not know the language', (words) => {
  expect(body).toContain(words);
});
