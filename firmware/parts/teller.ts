// Part: prints one event line while nobody is at the console.

import type { News } from '../device/engine.ts';
import type { Uart } from '../ports.ts';
import { eventLines, newsText } from '../uart/news.ts';

export function create(uart: Uart, news: News, host: string): void {
  uart.write(eventLines(newsText(news, host), ''));
}
