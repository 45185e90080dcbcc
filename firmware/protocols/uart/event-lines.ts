// News as event lines of the UART.

import { quote } from '../../lib/quoting.ts';
import type { DeviceEvent } from '../../provisioning/connection-context.ts';

export const PROMPT = '> ';

/** One event line; keys as on TCP, and how to reach a device that is online: its address, and its name by mDNS. */
/* @shared */
export function eventText(event: DeviceEvent, host: string): string {
  const ssid = event.ssid === undefined ? '' : ` ${quote(event.ssid)}`;
  const place = event.ip ? ` ${event.ip} ${host}.local` : '';
  if (event.event === 'state') return `${event.state}${ssid}${place}${event.advice ? `: ${event.advice}` : ''}`;
  if (event.event === 'saved') return 'saved';
  if (event.event === 'error') return `error ${event.code}: ${event.message}`;
  const back = event.rolled_back ? ' rolled_back' : '';
  return `failed ${event.reason}${ssid} attempts=${event.attempts}${back}: ${event.message}`;
}

/** On a line of its own; what is being typed is shown again behind it. */
export function eventLines(text: string, typed: string): string {
  return `\r\n# ${text}\r\n${PROMPT}${typed}`;
}
