// One connection to the device while it is needed: opened again if it was lost.

import type { DeviceEvent } from './api.ts';
import type { Asker, Open } from './request-channel.ts';
import { newAudience } from './subscribers.ts';
import { asDeviceError, deviceError } from './errors.ts';
import type { Message } from './line-reader.ts';

/** While there are listeners a lost connection is tried again this often; a device needs some seconds to restart. */
export const REOPEN_MS = 2_000;

export interface Line {
  id(): string | undefined;
  /** Nothing is ever sent twice: a request on a line that breaks is lost. */
  ask(request: object): Promise<Message>;
  listen(listener: (event: DeviceEvent) => void): () => void;
  close(): void;
}

export async function openLine(open: Open): Promise<Line> {
  const audience = newAudience(() => asker?.then((one) => one.nudge()).catch(() => {}));
  let asker: Promise<Asker> | undefined;
  let id: string | undefined;
  let isClosed = false;
  let isLost = false;

  function lost(why: Error): void {
    asker = undefined;
    if (isClosed) return;
    if (!isLost) audience.tell({ event: 'connection', connected: false, message: why.message });
    isLost = true;
    audience.later(REOPEN_MS, () => void current().catch(lost));
  }
  async function start(): Promise<Asker> {
    try {
      const opened = await open({ onEvent: audience.tell, onEnd: lost });
      id = opened.id;
      if (isLost) audience.tell({ event: 'connection', connected: true });
      isLost = false;
      return opened;
    } catch (error) {
      asker = undefined;
      throw asDeviceError(error);
    }
  }
  function current(): Promise<Asker> {
    if (isClosed) return Promise.reject(deviceError('unreachable', 'closed', 'the connection is closed'));
    asker ??= start();
    return asker;
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
    ask,
    listen: audience.join,
    close() {
      isClosed = true;
      audience.leave();
      asker?.then((one) => one.close()).catch(() => {});
    },
  };
}
