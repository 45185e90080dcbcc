// The whole firmware as one file, build/firmware.bin: what `wifiprov update` sends, and what a slot holds, byte for byte
// (firmware/storage/slots.ts has the picture).

/** See firmware/storage/slots.ts. */
const FLAGS_AT = 512;
const BODY_AT = 1024;
const HEAD_FORM = 1;
const BLANK = 0xff;

/** Node has it only from 20.15 on. @param {Uint8Array} bytes */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

const align = (/** @type {number} */ bytes) => (bytes + 3) & ~3;

/**
 * @param {{ guard: Uint8Array, code: Uint8Array, page: Uint8Array, espruino: string, product: string, version: string }} parts
 *   `espruino`: the least release
 * @returns {Buffer}
 */
export function firmwareFile({ guard, code, page, espruino, product, version }) {
  const codeAt = align(BODY_AT + guard.length);
  const pageAt = align(codeAt + code.length);
  const body = Buffer.alloc(align(pageAt + page.length) - BODY_AT, ' ');
  body.set(guard);
  body.set(code, codeAt - BODY_AT);
  body.set(page, pageAt - BODY_AT);
  const head = JSON.stringify({
    wifiprov: HEAD_FORM,
    product,
    version,
    espruino,
    size: BODY_AT + body.length,
    crc: crc32(body),
    code: [codeAt, code.length],
    page: [pageAt, page.length],
  });
  const front = Buffer.alloc(BODY_AT, BLANK);
  const line = Buffer.from(`\x1e${head}\n`);
  line.copy(front);
  if (line.length > FLAGS_AT) throw new Error(`the head of firmware.bin is too long: ${head}`);
  return Buffer.concat([front, body]);
}

/** Behind the loader: outside of its scope, the boot guard of the firmware that it has chosen. */
export const RUN_GUARD = `if(global.wifiprovNext)eval(require("Storage").read(wifiprovNext[0],wifiprovNext[4]+${BODY_AT},wifiprovNext[1]-wifiprovNext[4]-${BODY_AT}));`;
/** `.bootcde` of a board with slots: written once, as the loader is. */
export const RUN_CODE =
  'if(global.wifiprovNext){global.wifiprovSlot=wifiprovNext;delete global.wifiprovNext;eval(require("Storage").read(wifiprovSlot[0],wifiprovSlot[1],wifiprovSlot[2]));}';
