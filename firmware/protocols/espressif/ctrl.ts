// Endpoint prov-ctrl: begin again after a failure (reset) or after a success (reprov). Nothing that works is forgotten.

import { IDLE_MINUTES } from '../../provisioning/window.ts';
import { INTERNAL_ERROR, SUCCESS } from './config.ts';
import type { Device } from './device.ts';
import { field, member, numberIn, readFields } from './protobuf.ts';
import { packSession, unpackSession } from './session.ts';

const CMD_RESET = 1;
const CMD_REPROV = 3;

/** While a trial runs there is nothing to begin again. The window stays open as if it were opened anew. */
function again(device: Device, isReprov: boolean): number {
  const state = device.state;
  if (state.trial) return INTERNAL_ERROR;
  state.espressif = packSession({ id: unpackSession(state.espressif).id, applied: '', ssid: '', psk: '' });
  if (isReprov) device.window().open(IDLE_MINUTES, false);
  return SUCCESS;
}

export function ctrl(body: string, device: Device, reply: (bytes: string) => void): void {
  const request = readFields(body);
  const msg = request ? numberIn(request, 1) : 0;
  if (msg !== CMD_RESET && msg !== CMD_REPROV) return reply('');
  reply(member(1, msg + 1) + field(2, again(device, msg === CMD_REPROV)) + member(msg + 11, ''));
}
