// A new firmware for a device, in pieces; taken up where it was left when the connection is lost.

import { BODY_AT } from '../../firmware/storage/slots.ts';
import type { Updated, UpdateOptions } from './api.ts';
import { deviceError, isDeviceError, refusal } from './errors.ts';
import type { FirmwareFile } from './firmware-file.ts';
import type { Message } from './line-reader.ts';

/** A connection that was lost is tried again so often in a row, so long after. */
const TRIES = 20;
const WAIT_MS = 3_000;
const OLD = 'the firmware of this device takes no updates over the network; connect it and run `wifiprov flash` once';
/** Which may pass by themselves. */
const PASSING = ['busy', 'locked'];

type Ask = (request: object) => Promise<Message>;

interface Place {
  at: number;
  piece: number;
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

async function data(ask: Ask, request: object): Promise<{ [key: string]: unknown }> {
  const reply = await ask({ cmd: 'update', ...request });
  if (reply['ok'] !== true)
    throw reply['code'] === 'unknown_command' ? deviceError('refused', 'not_supported', OLD) : refusal(reply);
  return reply['data'] as { [key: string]: unknown };
}

/** Where to go on; undefined: the device runs this firmware. */
async function begin(ask: Ask, header: string): Promise<Place | undefined> {
  const { unchanged, at, piece } = await data(ask, { header });
  return unchanged ? undefined : { at: Number(at), piece: Number(piece) };
}

async function sendAll(ask: Ask, file: FirmwareFile, from: Place, options: UpdateOptions): Promise<void> {
  const size = file.bytes.length;
  options.onProgress?.({ done: from.at, size });
  for (let at = from.at; at < size; ) {
    if (options.signal?.aborted) throw deviceError('usage', 'aborted', 'the update was stopped; the device runs on');
    const piece = file.bytes.subarray(at, at + from.piece);
    const next = Number((await data(ask, { at, data: base64(piece) }))['at']);
    if (!(next >= BODY_AT)) throw deviceError('unreachable', 'protocol', 'the device does not say how far it is');
    at = next;
    options.onProgress?.({ done: at, size });
  }
}

/** Lost on the way, so it may be taken up again. */
function isLost(error: unknown): boolean {
  return isDeviceError(error) && (error.kind !== 'refused' || PASSING.includes(error.code)) && error.kind !== 'usage';
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves when the device has taken the firmware and restarts, or has it already. */
export async function sendUpdate(ask: Ask, file: FirmwareFile, options: UpdateOptions = {}): Promise<Updated> {
  const wait = options.wait ?? pause;
  let best = 0;
  for (let tries = 1; ; tries++) {
    try {
      const place = await begin(ask, file.header);
      if (!place) return { version: file.version, unchanged: best === 0 };
      await sendAll(ask, file, place, {
        ...options,
        onProgress(progress) {
          // One more piece, and the tries count anew.
          if (progress.done > best) tries = 1;
          best = Math.max(best, progress.done);
          options.onProgress?.(progress);
        },
      });
      await data(ask, { swap: true });
      return { version: file.version, unchanged: false };
    } catch (error) {
      if (!isLost(error) || tries >= TRIES) throw error;
      const { seconds } = error as { seconds?: number };
      await wait(seconds ? seconds * 1_000 : WAIT_MS);
    }
  }
}
