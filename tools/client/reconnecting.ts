// One connection to the device while it is needed: opened again if it was lost.

import type { DeviceEvent } from './api.ts';
import { asDeviceError, deviceError } from './errors.ts';
import type { Message } from './line-reader.ts';
import type { Open, RequestChannel } from './request-channel.ts';
import { newSubscribers } from './subscribers.ts';

/** While there are listeners a lost connection is tried again this often; a device needs some seconds to restart. */
export const REOPEN_MS = 2_000;

export interface ReconnectingChannel {
  id(): string | undefined;
  isSerial(): boolean;
  /** Nothing is ever sent twice: a request on a line that breaks is lost. */
  ask(request: object): Promise<Message>;
  listen(listener: (event: DeviceEvent) => void): () => void;
  close(): void;
}

export async function openReconnecting(open: Open): Promise<ReconnectingChannel> {
  const subscribers = newSubscribers(() => channel?.then((one) => one.keepAlive()).catch(() => {}));
  let channel: Promise<RequestChannel> | undefined;
  let id: string | undefined;
  let isSerial = false;
  let isClosed = false;
  let isLost = false;

  function lost(why: Error): void {
    channel = undefined;
    if (isClosed) return;
    if (!isLost) subscribers.tell({ event: 'connection', connected: false, message: why.message });
    isLost = true;
    subscribers.later(REOPEN_MS, () => void current().catch(lost));
  }
  async function start(): Promise<RequestChannel> {
    try {
      const opened = await open({ onEvent: subscribers.tell, onEnd: lost });
      id = opened.id;
      isSerial = opened.isSerial === true;
      if (isLost) subscribers.tell({ event: 'connection', connected: true });
      isLost = false;
      return opened;
    } catch (error) {
      channel = undefined;
      throw asDeviceError(error);
    }
  }
  function current(): Promise<RequestChannel> {
    if (isClosed) return Promise.reject(deviceError('unreachable', 'closed', 'the connection is closed'));
    channel ??= start();
    return channel;
  }
  async function ask(request: object): Promise<Message> {
    const one = await current();
    return one.ask(request).catch((error) => {
      throw asDeviceError(error);
    });
  }
  await current();
  return {
    id: () => id,
    isSerial: () => isSerial,
    ask,
    listen: subscribers.join,
    close() {
      isClosed = true;
      subscribers.leave();
      channel?.then((one) => one.close()).catch(() => {});
    },
  };
}
