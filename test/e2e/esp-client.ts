// A client of Espressif's provisioning, as bytes: posts to an endpoint with the cookie that it was given.

import { request } from 'node:http';
import type { Rig } from './rig.ts';

interface Reply {
  status: number;
  body: Buffer;
  /** Set-Cookie, as it came; '' for none. */
  cookie: string;
}

interface EspClient {
  /** `hex` is the body. Time passes until the answer is there. */
  post(path: string, hex: string, headers?: Record<string, string>): Promise<Reply>;
  /** The same, its body in hex, or the status where it is not 200. */
  ask(path: string, hex: string): Promise<string>;
  /**
   * Asks for the status until it is no longer Connecting; what follows the header then, in hex. The connection is reset
   * when the device leaves its network, and whoever asks asks again.
   */
  outcome(ms?: number): Promise<string>;
}

/** SSID and passphrase as the official clients set them. */
export function setOf(ssid: string, psk: string): string {
  const part = (field: number, text: string): Buffer => {
    const bytes = Buffer.from(text, 'utf8');
    return Buffer.concat([Buffer.from([(field << 3) | 2, bytes.length]), bytes]);
  };
  const inner = Buffer.concat(psk ? [part(1, ssid), part(2, psk)] : [part(1, ssid)]);
  return Buffer.concat([Buffer.from([0x08, 2, 0x62, inner.length]), inner]).toString('hex');
}

export const HANDSHAKE = '5203a20100';
export const APPLY = '0804';
export const STATUS = '5200';
export const CONNECTING = '08015a0410015a00';

function unlessReset(error: Error & { code?: string }): string {
  if (error.code !== 'ECONNRESET') throw error;
  return CONNECTING;
}

export function espClient(rig: Rig): EspClient {
  let cookie = '';
  const send = (path: string, hex: string, headers: Record<string, string>): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const body = Buffer.from(hex, 'hex');
      const own = {
        'Content-type': 'application/x-www-form-urlencoded',
        Accept: 'text/plain',
        'Content-Length': body.length,
      };
      const all = { ...own, ...(cookie ? { Cookie: cookie } : {}), ...headers };
      const req = request({ port: rig.core.httpPort, path, method: 'POST', agent: false, headers: all }, (res) => {
        const parts: Buffer[] = [];
        res.on('data', (part: Buffer) => parts.push(part));
        res.on('end', () => {
          const given = res.headers['set-cookie']?.join() ?? '';
          if (given) cookie = given;
          resolve({ status: res.statusCode ?? 0, body: Buffer.concat(parts), cookie: given });
        });
        res.on('error', reject);
      });
      req.on('error', reject);
      req.end(body);
    });
  const client: EspClient = {
    async post(path, hex, headers = {}) {
      let reply: Reply | Error | undefined;
      send(path, hex, headers).then(
        (given) => (reply = given),
        (error: Error) => (reply = error),
      );
      await rig.until(() => reply !== undefined, 15_000);
      if (reply instanceof Error) throw reply;
      return reply as unknown as Reply;
    },
    async ask(path, hex) {
      const reply = await client.post(path, hex);
      return reply.status === 200 ? reply.body.toString('hex') : `${reply.status}`;
    },
    async outcome(ms = 30_000) {
      let last = CONNECTING;
      await rig.until(async () => {
        last = await client.ask('/prov-config', STATUS).catch(unlessReset);
        return last !== CONNECTING;
      }, ms);
      return last.slice(8);
    },
  };
  return client;
}
