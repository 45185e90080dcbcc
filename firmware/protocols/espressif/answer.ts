// The Espressif door: one POST to one answer, for clients of unified provisioning with Security 0 (no encryption).

import { config } from './config.ts';
import { ctrl } from './ctrl.ts';
import type { Device, Endpoint } from './device.ts';
import { readFields } from './protobuf.ts';
import { scan } from './scan.ts';
import { cookieOf, handshake, hasCookie, packSession, sessionFor, unpackSession } from './session.ts';

export interface Answer {
  status: number;
  body: string;
  /** The value of Set-Cookie; '' for none. Without attributes: esp_prov sends back all of it. */
  setCookie: string;
}

/** What a client asks first. No thread_*: with one the clients would set up Thread. */
export const VERSION = '{"prov":{"ver":"v1.1","sec_ver":0,"cap":["no_sec","wifi_prov","wifi_scan"]}}';

function session(body: string, _device: Device, reply: (bytes: string) => void): void {
  const request = readFields(body);
  reply(request ? handshake(request) : '');
}

const SESSION = '/prov-session';
/** Only these keep the setup window open. */
const CHANGES = ['/prov-config', '/prov-ctrl'];

const ENDPOINTS: { [path: string]: Endpoint } = {
  '/proto-ver': (_body, _device, reply) => reply(VERSION),
  '/prov-session': session,
  '/prov-scan': scan,
  '/prov-config': config,
  '/prov-ctrl': ctrl,
};

/** `header` is the Cookie header, or ''. `reply` is called once, perhaps later. */
export function espressifAnswer(
  path: string,
  body: string,
  header: string,
  device: Device,
  reply: (answer: Answer) => void,
): void {
  const endpoint = ENDPOINTS[path];
  if (!endpoint || !body || device.hidesIdentity('anonymous'))
    return reply({ status: endpoint ? (body ? 403 : 500) : 404, body: '', setCookie: '' });
  const before = unpackSession(device.state.espressif);
  const now = sessionFor(before, header, path === SESSION, device.ports.clock.nowMs());
  if (now !== before) device.state.espressif = packSession(now);
  const setCookie = hasCookie(now, header) ? '' : cookieOf(now);
  endpoint(body, device, (bytes) => {
    if (bytes && CHANGES.indexOf(path) >= 0) device.noteActivity();
    reply({ status: bytes ? 200 : 500, body: bytes, setCookie });
  });
}
