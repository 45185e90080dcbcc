// The firmware's news as an app's events. Pure.

import type { News } from '../provisioning/engine.ts';

export const EVENTS = ['online', 'offline', 'provisioned', 'failed', 'changed', 'window'];

export interface AppEvent {
  name: string;
  details: object;
}

/** What the app is told of it; undefined: nothing. */
export function eventOf(news: News, wasOnline: boolean): AppEvent | undefined {
  // A copy: an app may write into what it gets.
  if (news.event === 'failed') return { name: 'failed', details: Object.assign({}, news) };
  if (news.event !== 'state') return undefined;
  if (news.state === 'online') return { name: 'online', details: { ssid: news.ssid, ip: news.ip } };
  return wasOnline ? { name: 'offline', details: { state: news.state } } : undefined;
}
