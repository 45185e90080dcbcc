// A sealed session as a door of the library.

import type { DeviceEvent } from './api.ts';
import type { Asker, Hearing } from './request-channel.ts';
import { asDeviceError } from './errors.ts';
import { openSession, type Transport } from './session.ts';

export async function askSealed(
  transport: Transport,
  hearing: Hearing,
  code: string,
  timeoutMs: number,
): Promise<Asker> {
  const session = await openSession(transport, code, {
    timeoutMs,
    onEvent: (event) => hearing.onEvent(event as unknown as DeviceEvent),
    onEnd: (why) => hearing.onEnd(asDeviceError(why) as Error),
  });
  return {
    id: session.id,
    ask: session.request,
    // White space between boxes is nothing to the session.
    nudge: () => transport.send(''),
    close: session.close,
  };
}
