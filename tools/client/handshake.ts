// Both sides prove that they know the setup code, the client first; nothing of it goes over the wire.

import { type Hello, type Keys, keysOf, mac, pskOf, randomBytes, transcript } from './crypto.ts';
import { failure, failureOf } from './failure.ts';
import type { LineReader, Message, Transport } from './line-reader.ts';
import { type Bytes, fromHex, isSame, toHex } from './wire.ts';

const VERSION = 1;
const NONCE_BYTES = 16;
/** Fewer make guessing cheap, more are an attack on the client. */
const ITERATIONS_MIN = 5_000;
const ITERATIONS_MAX = 200_000;
const ID_MAX = 64;

/** Events and replies to other requests may come between. */
async function nextOf(lines: LineReader, type: string, timeoutMs: number): Promise<Message> {
  const endMs = Date.now() + timeoutMs;
  for (;;) {
    const leftMs = endMs - Date.now();
    // A peer that sends other things for ever does not hold this up.
    if (leftMs <= 0) throw failure('timeout');
    const message = await lines.next(leftMs);
    if (message['t'] === 'err') throw failureOf(message);
    // All places are taken, and the device closes.
    if (message['ok'] === false && message['code'] === 'busy') throw failure('busy');
    if (message['t'] === type) return message;
  }
}

/** What the device says of itself, or undefined when it asks for what is not safe. */
function helloOf(message: Message, clientNonce: Bytes): Hello | undefined {
  const salt = fromHex(message['salt'], NONCE_BYTES);
  const nonce = fromHex(message['dn'], NONCE_BYTES);
  const { id, it: iterations, v } = message;
  if (!salt || !nonce || v !== VERSION || typeof id !== 'string' || id.length > ID_MAX) return undefined;
  if (typeof iterations !== 'number' || !Number.isInteger(iterations)) return undefined;
  if (iterations < ITERATIONS_MIN || iterations > ITERATIONS_MAX) return undefined;
  return { salt, iterations, clientNonce, nonce, id };
}

export async function shakeHands(
  transport: Transport,
  lines: LineReader,
  code: string,
  timeoutMs: number,
): Promise<{ id: string; keys: Keys }> {
  const clientNonce = randomBytes(NONCE_BYTES);
  transport.send(JSON.stringify({ t: 'hello', v: VERSION, cn: toHex(clientNonce) }));
  const hello = helloOf(await nextOf(lines, 'hello', timeoutMs), clientNonce);
  if (!hello) throw failure('protocol');
  const hash = await transcript(hello);
  const keys = await keysOf(await pskOf(code, hello.salt, hello.iterations), hash);
  transport.send(JSON.stringify({ t: 'proof', p: toHex(await mac(keys.clientProof, hash)) }));
  const proof = fromHex((await nextOf(lines, 'proof', timeoutMs))['p'], NONCE_BYTES);
  if (!proof || !isSame(proof, await mac(keys.deviceProof, hash))) throw failure('wrong_device');
  return { id: hello.id, keys };
}
