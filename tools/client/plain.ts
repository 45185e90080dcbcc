// Unencrypted requests over a transport of lines, as the setup window allows.

import type { DeviceEvent, Transport } from './api.ts';
import { deviceError, refusal } from './errors.ts';
import { replyQueue } from './reply-queue.ts';
import type { ChannelEvents, RequestChannel } from './request-channel.ts';
import { fromBytes, toBytes } from './text.ts';

type Message = { [key: string]: unknown };

function parse(line: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(fromBytes(line));
    return typeof value === 'object' && value !== null ? (value as Message) : undefined;
  } catch {
    return undefined;
  }
}

export function askPlain(transport: Transport, events: ChannelEvents, timeoutMs: number): RequestChannel {
  const waiting = replyQueue<Message, Error>(transport, events.onEnd);
  function take(message: Message): void {
    if (typeof message['event'] === 'string') events.onEvent(message as unknown as DeviceEvent);
    // Not an answer: all connections are taken, and the device closes this one.
    else if (!waiting.settle(message) && message['ok'] === false) waiting.end(refusal(message));
  }
  transport.onLine((line) => {
    const message = parse(line);
    if (message) take(message);
  });
  transport.onClose(() => waiting.end(deviceError('unreachable', 'closed', 'the device closed the connection')));
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        const over = waiting.over();
        if (over) return reject(over);
        const late = deviceError('timeout', 'timeout', 'the device does not answer');
        waiting.push({ resolve, reject, timer: setTimeout(() => waiting.end(late), timeoutMs) });
        transport.send(toBytes(JSON.stringify(request)));
      }),
    keepAlive: () => transport.send(''),
    close: () => waiting.end(deviceError('unreachable', 'closed', 'the connection is closed')),
  };
}
