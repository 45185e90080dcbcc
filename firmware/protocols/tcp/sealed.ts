// What the TCP door does about sealed sessions: finds their lines, and puts replies and events into boxes.

import { LONG_EXPONENT, toJson } from '../../lib/json/text.ts';
import { withoutSeen } from '../../lib/near.ts';
import type { DeviceEvent } from '../../provisioning/connection-context.ts';
import type { TcpDeps } from './deps.ts';
import { type Frame, nextFrame } from './frame.ts';

export interface Message {
  [key: string]: unknown;
}

/** A session lasts ten minutes: the reply to a slow request may come after its end. */
const OVER = '{"t":"err","e":"state"}';

/** The message of a session; undefined for any other request. */
export function sessionMessage(frame: Frame): Message | undefined {
  if (!BUILD_SEALED || frame.type !== 'json' || frame.text.indexOf('"t"') < 0) return undefined;
  // No message of a session has it; the request handler knows how to read it.
  if (LONG_EXPONENT.test(frame.text.replace(/"[^"]*"/g, ''))) return undefined;
  let message: Message;
  try {
    message = JSON.parse(frame.text) as Message;
  } catch {
    // A key that the interpreter does not take: the request handler reports it.
    return undefined;
  }
  return message['t'] === undefined ? undefined : message;
}

/** What was in a box is one request. */
export function unsealedText(text: string): Frame {
  const cut = nextFrame({ text, drop: 'start' }, true);
  const isOne = cut.frame.type === 'fault' || (cut.frame.type !== 'wait' && !/[^ \t\r\n\x00]/.test(cut.rest.text));
  return isOne ? cut.frame : { type: 'fault', code: 'invalid_request', offset: 0 };
}

/** The line of a reply. `owner` 0: the request did not come in a box. */
export function replyLine(door: TcpDeps, owner: number, json: string): string {
  const line = owner ? door.session().seal(owner, json) || OVER : json;
  return `${line}\n`;
}

/** A stranger before a closed window is not told what names a network or an address. */
function masked(door: TcpDeps, json: string): string {
  if (!door.hidesIdentity('anonymous')) return json;
  const event = JSON.parse(json) as DeviceEvent;
  delete event.ssid;
  delete event.ip;
  if (event.message) event.message = withoutSeen(event.message);
  return toJson(event);
}

/** Lines of events as this connection may have them; `owner` 0: it never had a session. Sealing goes deep: no callback. */
export function eventLines(door: TcpDeps, owner: number, lines: string): string {
  const news = lines.split('\n');
  let told = '';
  for (let i = 0; i < news.length; i++) {
    const text = news[i] as string;
    if (!text) continue;
    const line = (owner && door.session().seal(owner, text)) || masked(door, text);
    told += `${line}\n`;
  }
  return told;
}
