// News as event lines of the UART.

import { quote } from '../../lib/quoting.ts';
import type { News } from '../../provisioning/engine.ts';

export const PROMPT = '> ';

/** One event line; keys as on TCP, and how to reach a device that is online: its address, and its name by mDNS. */
export function newsText(news: News, host: string): string {
  const ssid = news.ssid === undefined ? '' : ` ${quote(news.ssid)}`;
  if (news.event === 'state') return `${news.state}${ssid}${news.ip ? ` ${news.ip} ${host}.local` : ''}`;
  if (news.event === 'saved') return 'saved';
  if (news.event === 'error') return `error ${news.code}: ${news.message}`;
  const back = news.rolled_back ? ' rolled_back' : '';
  return `failed ${news.reason}${ssid} attempts=${news.attempts}${back}: ${news.message}`;
}

/** On a line of its own; what is being typed is shown again behind it. */
export function eventLines(text: string, typed: string): string {
  return `\r\n# ${text}\r\n${PROMPT}${typed}`;
}
