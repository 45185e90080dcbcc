// The frames that answer a command which needs no waiting.

import type { Link } from '../../platform/ports.ts';
import type { Device } from './device.ts';
import { errorFrame, resultFrame, stateFrame, withLengths } from './frame.ts';
import {
  BAD_HOSTNAME,
  DEVICE_NAME,
  GET_INFO,
  GET_NETWORK,
  GET_STATE,
  HOSTNAME,
  isDeviceName,
  isHostname,
  NO_ERROR,
  networkTexts,
  PROVISIONED,
  READY,
  UNKNOWN_COMMAND,
  UNKNOWN_ERROR,
} from './rpc.ts';

/** What the device is on; null while it is not online. */
export function placeOf(device: Device): Link | null {
  return device.state.link.word === 'online' ? device.link() : null;
}

function urlsOf(device: Device): string[] {
  const place = placeOf(device);
  return place ? [`http://${place.ip}/`] : [];
}

/** Until a name is set it is the hostname. */
function nameOf(names: string[], command: number): string {
  return names[command - HOSTNAME] || (names[0] as string);
}

/** The specification allows a new name in the state READY only, and has no error of its own for the others. */
function rename(device: Device, names: string[], state: number, command: number, name: string): number {
  const isHost = command === HOSTNAME;
  if (state !== READY) return UNKNOWN_ERROR;
  if (isHost && !isHostname(name)) return BAD_HOSTNAME;
  if (!isHost && !isDeviceName(name)) return UNKNOWN_ERROR;
  names[command - HOSTNAME] = name;
  if (device.store().keepNames(names)) return UNKNOWN_ERROR;
  device.state.host = names[0] as string;
  device.setHostname(device.state.host);
  return NO_ERROR;
}

/** The state, and where the device is reached, as the result of that command. */
export function stateAndUrl(device: Device, state: number, command: number): string {
  const frame = stateFrame(state, device.sum);
  return state === PROVISIONED ? frame + resultFrame(command, withLengths(urlsOf(device)), device.sum) : frame;
}

function textsOf(device: Device, names: string[], command: number): string[] {
  if (command === GET_NETWORK) return networkTexts(urlsOf(device));
  if (command !== GET_INFO) return [nameOf(names, command)];
  return [BUILD_BRAND.product, BUILD_VERSION, 'ESP32', nameOf(names, DEVICE_NAME), 'Espruino', device.espruino];
}

/** Answers commands 2, 3, 5, 6 and 7; any other is unknown. */
/* @hot */
export function answer(device: Device, state: number, command: number, payload: string): string {
  const isName = command === HOSTNAME || command === DEVICE_NAME;
  const cleared = errorFrame(NO_ERROR, device.sum);
  if (command === GET_STATE) return cleared + stateAndUrl(device, state, command);
  if (!isName && command !== GET_INFO && command !== GET_NETWORK) return errorFrame(UNKNOWN_COMMAND, device.sum);
  // Here, where the stack is not deep yet: reading flash goes far down.
  const names = command === GET_NETWORK ? [] : device.store().names();
  const wrong = isName && payload ? rename(device, names, state, command, payload) : NO_ERROR;
  if (wrong) return errorFrame(wrong, device.sum);
  return cleared + resultFrame(command, withLengths(textsOf(device, names, command)), device.sum);
}
