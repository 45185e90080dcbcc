// The firmware's news as an app's events. Pure.

import type { DeviceEvent } from '../provisioning/connection-context.ts';

export const EVENTS = ['online', 'offline', 'provisioned', 'failed', 'changed', 'window'];

interface AppEvent {
  name: string;
  details: object;
}

/** What the app is told of it; undefined: nothing. */
export function eventOf(event: DeviceEvent, wasOnline: boolean): AppEvent | undefined {
  // A copy: an app may write into what it gets.
  if (event.event === 'failed') return { name: 'failed', details: Object.assign({}, event) };
  if (event.event !== 'state') return undefined;
  if (event.state === 'online') return { name: 'online', details: { ssid: event.ssid, ip: event.ip } };
  return wasOnline ? { name: 'offline', details: { state: event.state } } : undefined;
}
