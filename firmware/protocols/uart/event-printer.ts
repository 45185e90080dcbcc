// Part: prints one event line while the console is unloaded.

import type { Uart } from '../../platform/ports.ts';
import type { News } from '../../provisioning/engine.ts';
import { eventLines, newsText } from './event-lines.ts';

export function create(uart: Uart, news: News, host: string): void {
  uart.write(eventLines(newsText(news, host), ''));
}
