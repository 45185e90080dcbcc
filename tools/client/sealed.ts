// A sealed session as a door of the library.

import type { DeviceEvent } from './api.ts';
import { asDeviceError } from './errors.ts';
import type { ChannelEvents, RequestChannel } from './request-channel.ts';
import { openSession, type Transport } from './session.ts';

export async function askSealed(
  transport: Transport,
  events: ChannelEvents,
  code: string,
  timeoutMs: number,
): Promise<RequestChannel> {
  const session = await openSession(transport, code, {
    timeoutMs,
    onEvent: (event) => events.onEvent(event as unknown as DeviceEvent),
    onEnd: (why) => events.onEnd(asDeviceError(why) as Error),
  });
  return {
    id: session.id,
    ask: session.request,
    // White space between boxes is nothing to the session.
    keepAlive: () => transport.send(''),
    close: session.close,
  };
}
