// Module: prints one event line while the console is unloaded.

import type { Uart } from '../../platform/ports.ts';
import type { DeviceEvent } from '../../provisioning/connection-context.ts';
import { eventLines, eventText } from './event-lines.ts';

export function create(uart: Uart, event: DeviceEvent, host: string): void {
  uart.write(eventLines(eventText(event, host), ''));
}
