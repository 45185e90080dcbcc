// Whether the firmware that a head tells of may come to this device: judged before anything is written.

import { parseUntrusted } from '../lib/json/untrusted.ts';
import { isOlder } from '../lib/release.ts';
import { type Fault, fault, fieldFault } from '../lib/result.ts';
import { BODY_AT, HEAD_MAX, type SlotHead } from '../storage/slots.ts';

const HEAD_FORM = 1;
/** The line has a byte in front and one behind. */
const HEAD_TEXT_MAX = HEAD_MAX - 2;
const NO_HEAD = 'this is no firmware file that this device can read';

function isWhole(value: unknown, least: number): boolean {
  return typeof value === 'number' && value >= least && value % 1 === 0;
}

function isInside(place: unknown, size: number): boolean {
  const range = place as number[] | undefined;
  return (
    !!range && isWhole(range[0], BODY_AT) && isWhole(range[1], 0) && (range[0] as number) + (range[1] as number) <= size
  );
}

function isHead(head: SlotHead): boolean {
  const isText =
    typeof head.product === 'string' && typeof head.version === 'string' && typeof head.espruino === 'string';
  if (head.wifiprov !== HEAD_FORM || !isText || !isWhole(head.crc, 0) || !isWhole(head.size, BODY_AT + 1)) return false;
  return isInside(head.code, head.size) && isInside(head.page, head.size);
}

/** What it says, or undefined. It becomes one line in flash, so nothing in it may end that. */
export function readHead(text: unknown): SlotHead | undefined {
  if (
    typeof text !== 'string' ||
    text.length > HEAD_TEXT_MAX ||
    /[^ -~]/.test(text.charAt(0)) ||
    text.indexOf('\n') >= 0
  )
    return undefined;
  try {
    const head = parseUntrusted(text) as SlotHead;
    return head && isHead(head) ? head : undefined;
  } catch {
    return undefined;
  }
}

/** undefined: it may come. `room`: bytes that the slot has. */
export function headFault(head: SlotHead | undefined, espruino: string, room: number): Fault | undefined {
  if (!head) return fieldFault('invalid_value', 'header', NO_HEAD);
  if (head.product !== BUILD_BRAND.product)
    return fieldFault(
      'invalid_value',
      'product',
      `the firmware is for ${head.product}; this device is ${BUILD_BRAND.product}`,
    );
  if (isOlder(espruino, head.espruino))
    return fault(
      'not_supported',
      `version ${head.version} needs Espruino ${head.espruino} or newer, and this device has ${espruino}`,
    );
  if (head.size > room)
    return fault('storage_full', `the firmware has ${head.size} bytes, and this device has room for ${room}`);
  return undefined;
}
