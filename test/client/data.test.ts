import { expectTypeOf, it } from 'vitest';
import type { DeviceEvent as SentEvent } from '../../firmware/provisioning/connection-context.ts';
import type { DeviceEvent } from '../../tools/client/api.ts';

it("the library's type of an event has every key that the device sends (checked by the compiler)", () => {
  expectTypeOf<keyof SentEvent>().toExtend<keyof DeviceEvent>();
});
