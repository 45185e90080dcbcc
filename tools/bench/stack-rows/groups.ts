// What is asked of a device while its stack is measured: a row is one request or one event at one door.

import { espressifRows } from './espressif.ts';
import { eventRows } from './events.ts';
import { httpRows } from './http.ts';
import { improvRows } from './improv.ts';
import type { StackGroup } from './row.ts';
import { sealedRows } from './sealed.ts';
import { tcpRows } from './tcp.ts';
import { uartRows } from './uart.ts';
import { updateRows } from './update.ts';

export const STACK_GROUPS: StackGroup[] = [
  { door: 'UART', rows: uartRows },
  { door: 'TCP', rows: tcpRows },
  { door: 'HTTP', rows: httpRows },
  { door: 'Improv', rows: improvRows },
  { door: 'Espressif', rows: espressifRows },
  { door: 'sealed', rows: sealedRows },
  { door: 'update', rows: updateRows, hasSlots: true },
  { door: 'event', rows: eventRows },
];
