// Requests in a sealed session.

import { event, type StackRow, YES } from './row.ts';
import { LONG_CONFIG } from './values.ts';

const sealed = (what: string, request: object): StackRow => ({
  what,
  wants: YES,
  run: (device) => device.sealed(request),
});
export const sealedRows: StackRow[] = [
  event('the setup code is made', (device) => device.code()),
  sealed('hello, proof, ping', { cmd: 'ping' }),
  ...['status', 'get', 'scan'].map((name) => sealed(name, { cmd: name })),
  sealed('every field, the longest values', JSON.parse(LONG_CONFIG)),
];
