import { expect, it } from 'vitest';
import { BUSY } from '../../../firmware/protocols/http/busy.ts';

it('says the length that its body has', () => {
  const [head = '', body = ''] = BUSY.split('\r\n\r\n');
  expect(Number(/Content-Length: (\d+)/.exec(head)?.[1])).toBe(body.length);
});
