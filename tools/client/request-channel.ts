// What every door is to the library: something that takes a request as on TCP and gives the reply.

import type { DeviceEvent } from './api.ts';
import type { Message } from './line-reader.ts';

export interface RequestChannel {
  id?: string;
  /** A cable: the device does not leave it for another network. */
  isSerial?: boolean;
  ask(request: object): Promise<Message>;
  /** Keeps an idle connection open without asking anything. */
  keepAlive(): void;
  close(): void;
}

export interface ChannelEvents {
  onEvent(event: DeviceEvent): void;
  /** It is over, and why; once. */
  onEnd(why: Error): void;
}

export type Open = (events: ChannelEvents) => Promise<RequestChannel>;
