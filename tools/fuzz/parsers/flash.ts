// Fuzzing what is read from flash: records and boot log of images that are damaged in any way.

import type { FlashArea } from '../../../firmware/platform/ports.ts';
import { planBoot, wrongProofs } from '../../../firmware/runtime/boot/guard.ts';
import { append, openEvents, RECENT } from '../../../firmware/storage/boot-log.ts';
import { encodeRecord, recordBytes } from '../../../firmware/storage/record.ts';
import { save } from '../../../firmware/storage/save.ts';
import { LAST_KIND, load, openStore } from '../../../firmware/storage/store.ts';
import { holds, type Parser, same } from '../parser.ts';

const PAGE = 512;
const PAGES = 4;
const TABLE = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  return c;
});

function crc32(text: string): number {
  let crc = -1;
  for (let i = 0; i < text.length; i++) crc = (TABLE[(crc ^ text.charCodeAt(i)) & 255] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

interface Image extends FlashArea {
  bytes: Buffer;
}

function imageOf(text: string): Image {
  const bytes = Buffer.alloc(PAGE * PAGES, 0xff);
  bytes.write(text.slice(0, bytes.length), 'latin1');
  return {
    bytes,
    pageSize: PAGE,
    pages: PAGES,
    read: (offset, length) => bytes.toString('latin1', offset, offset + length),
    write: (offset, data) => {
      for (let i = 0; i < data.length; i++) bytes[offset + i] = (bytes[offset + i] ?? 0) & data.charCodeAt(i);
    },
    erase: (page) => void bytes.fill(0xff, page * PAGE, (page + 1) * PAGE),
  };
}

/** A record that is believed stands byte for byte in the image, sum and all. */
function checkRecord(image: Image, text: string, version: number, payload: string): void {
  const after = (tail: string): boolean => {
    for (let at = text.indexOf(tail); at >= 0; at = text.indexOf(tail, at + 1)) {
      const start = at - 16;
      const covered = text.slice(start + 3, start + 12) + payload;
      const sum = Buffer.alloc(4);
      sum.writeUInt32BE(crc32(covered));
      if (start >= 0 && text.slice(start, start + 2) === '\x1ew' && text.slice(at - 4, at) === sum.toString('latin1'))
        return true;
    }
    return false;
  };
  holds(after(payload), `a payload that is not on flash: ${JSON.stringify([version, payload, image.pages])}`);
}

const AFTER = '{"after":"the damage"}';

function checkStore(input: string): void {
  const image = imageOf(input);
  const text = image.bytes.toString('latin1');
  const store = openStore(image, PAGES, crc32);
  for (let kind = 1; kind <= LAST_KIND; kind++) {
    const found = load(store, kind);
    if (found) checkRecord(image, text, found.version, found.payload);
  }
  const result = save(store, 1, 2, AFTER);
  holds(result === 'ok' || result === 'unchanged', `after the damage a save is ${result}`);
  const again = openStore(image, PAGES, crc32);
  same('after a restart', load(again, 1)?.payload, AFTER);
  for (const kind of [2, 3, 4]) {
    const found = load(again, kind);
    if (found) checkRecord(image, text, found.version, found.payload);
  }
}

function checkLog(input: string): void {
  const image = imageOf(input);
  const events = openEvents(image, PAGES - 2, crc32);
  holds(events.recent.length <= RECENT, `${events.recent.length} events are remembered`);
  const verdict = planBoot(events.recent);
  holds(!verdict.safe || /([pR][^pRE]*){3}/.test(events.recent.slice(0, -1)), 'safe mode without three starts');
  holds(verdict.powerCycles >= 0 && verdict.powerCycles <= RECENT, `${verdict.powerCycles} power cycles`);
  holds(wrongProofs(events.recent) <= RECENT, 'more wrong proofs than events');
  const total = events.total;
  holds(append(events, 'p'), 'the log takes no event');
  same('the event', image.read(events.at - 1, 1), 'p');
  // Damage may leave letters behind a gap; they come back when the gap is filled, and count as well.
  const again = openEvents(image, PAGES - 2, crc32);
  holds(again.total > total, `the count went from ${total} to ${again.total}`);
}

const record = (kind: number, sequence: number, payload: string): string =>
  encodeRecord({ kind, version: 2, sequence, payload }, crc32).padEnd(recordBytes(payload), '\xff');
const page = (text: string): string => text.padEnd(PAGE, '\xff');
const CONFIG = '{"mode":0,"STA":{"SSID":"Home","PWD":"correct horse"}}';
const ALONE = 0x80;

const IMAGES = [
  '',
  record(1 | ALONE, 1, CONFIG),
  record(2 | ALONE, 1, 'ABCDEFGHJKMN') + record(1 | ALONE, 2, CONFIG) + record(1 | ALONE, 3, ''),
  page(record(2, 7, 'CODE') + record(1 | ALONE, 8, CONFIG)) + page(record(2, 9, 'CODE')),
  page(record(1 | ALONE, 1, CONFIG)) +
    page(record(2, 2, 'CODE') + record(1 | ALONE, 3, 'new')) +
    record(1, 0x7fffffff, 'x'),
];
const LOGS = [
  page('') + page('') + page(`${record(0x60, 0, '')}pdThpdRpRd`),
  page('') + page('') + page(`${record(0x60, 0, '')}pd`) + page(`${record(0x60, 490, 'pdThp')}RRRpdpdpdFFFC`),
];
const PIECES = [
  '\x1ew',
  '\x1ew\xff',
  '\0',
  '\xff\xff\xff\xff',
  'pRdThEFC',
  '\x81',
  '\x60',
  record(1 | ALONE, 0xfffffff0, 'later'),
];

export const records: Parser = { name: 'record', seeds: IMAGES, pieces: PIECES, check: checkStore };
export const bootLog: Parser = { name: 'log', seeds: LOGS, pieces: PIECES, check: checkLog };
