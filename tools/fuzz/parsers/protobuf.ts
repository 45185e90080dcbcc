// Fuzzing Espressif's messages: the reader against one that goes byte by byte, and every endpoint with what it makes of them.

import { checkChanges } from '../../../firmware/config/check.ts';
import { defaultConfig } from '../../../firmware/config/schema.ts';
import { isFault } from '../../../firmware/lib/result.ts';
import { espressifAnswer } from '../../../firmware/protocols/espressif/answer.ts';
import type { Device } from '../../../firmware/protocols/espressif/device.ts';
import { FIELDS_MAX, readFields } from '../../../firmware/protocols/espressif/protobuf.ts';
import { holds, type Parser, same } from '../parser.ts';
import { wrongIn } from '../valid-config.ts';

type Fields = { [field: string]: number | string };

const FIXED: { [type: number]: number } = { 1: 8, 5: 4 };

/** Goes through a message byte by byte; throws where it is none. */
class Walk {
  readonly bytes: Buffer;
  at: number;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.at = 0;
  }
  varint(): number {
    let value = 0;
    for (let i = 0; i < 10; i++) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) break;
      value += (byte & 127) * 2 ** (7 * i);
      if (byte < 128) return value;
    }
    throw new RangeError('varint');
  }
  take(size: number): string {
    this.at += size;
    if (this.at > this.bytes.length) throw new RangeError('size');
    return this.bytes.toString('latin1', this.at - size, this.at);
  }
  field(fields: Fields): void {
    const tag = this.varint();
    const [number, type] = [Math.floor(tag / 8), tag % 8];
    if (number === 0 || ![0, 1, 2, 5].includes(type)) throw new RangeError('tag');
    if (type === 0) fields[number] = this.varint();
    else {
      const text = this.take(FIXED[type] ?? this.varint());
      if (type === 2) fields[number] = text;
    }
  }
}

/** undefined: no message. */
function fieldsOf(text: string): Fields | undefined {
  const walk = new Walk(Buffer.from(text, 'latin1'));
  const fields: Fields = {};
  try {
    for (let count = 0; walk.at < walk.bytes.length; count++) {
      if (count >= FIELDS_MAX) return undefined;
      walk.field(fields);
    }
  } catch {
    return undefined;
  }
  return fields;
}

function deviceWith(isOpen: boolean): { device: Device; taken: string[] } {
  const taken: string[] = [];
  const now = defaultConfig('PROV_A1B2C3');
  const state = {
    espressif: '',
    link: { job: '', trySsid: '', ssid: '', word: 'idle', sta: 'down' },
    failed: undefined,
  };
  const device = {
    state,
    ports: { clock: { nowMs: () => 1_000 }, link: () => null },
    hidesIdentity: () => !isOpen,
    noteActivity: () => undefined,
    window: () => ({ open: () => undefined }),
    connection: () => ({ scan: (done: () => void) => done() }),
    requests: () => ({
      networks: () => [{ ssid: 'Seen', rssi: -40, channel: 6, auth: 'wpa2' }],
      change(changes: object, _who: string, reply: (outcome: object) => void) {
        const checked = checkChanges({ ...changes }, now);
        taken.push(isFault(checked) ? '' : wrongIn(checked.config));
        reply(isFault(checked) ? checked : { ok: true, state: 'idle', saved: false, warnings: [] });
      },
    }),
  };
  return { device: device as unknown as Device, taken };
}

const PATHS = ['/proto-ver', '/prov-session', '/prov-scan', '/prov-config', '/prov-ctrl', '/constructor'];

function ask(device: Device, path: string, body: string): number {
  const statuses: number[] = [];
  espressifAnswer(path, body, '', device, (answer) => {
    statuses.push(answer.status);
    holds(answer.status === 200 || answer.body === '', 'a refusal with a body');
    if (answer.status === 200 && path !== '/proto-ver')
      holds(fieldsOf(answer.body) !== undefined, 'an answer that is no message');
  });
  same('number of answers', statuses.length, 1);
  return statuses[0] ?? 0;
}

const inOrder = (fields: object | undefined): unknown => fields && Object.entries(fields).sort();

function check(input: string, cuts: readonly number[]): void {
  same('fields', inOrder(readFields(input)), inOrder(fieldsOf(input)));
  const { device, taken } = deviceWith(true);
  for (const path of PATHS) ask(device, path, input);
  const path = PATHS[(cuts[0] ?? 0) % PATHS.length] ?? '';
  ask(device, path, `${SET}${input.slice(0, 3)}`);
  ask(device, '/prov-config', APPLY);
  same(
    'not a legal config',
    taken.filter((wrong) => wrong !== ''),
    [],
  );
  const closed = deviceWith(false);
  for (const one of PATHS) holds(ask(closed.device, one, input) >= 400, `${one} answers with the window closed`);
}

const SET = '\x08\x02\x62\x16\x0a\x04Home\x12\x0dcorrect horse'.replace('\x16', '\x15');
const APPLY = '\x08\x04\x72\0';
const SEEDS = [
  '---',
  '\x52\x02\xa2\x01',
  '\x10\0\x52\x03\xa2\x01\0',
  '\x08\0\x52\x04\x08\x01\x18\x05',
  '\x08\x02\x62\0',
  '\x08\x04\x72\x04\x08\0\x10\x04',
  SET,
  APPLY,
  '\x08\0\x52\0',
  '\x08\x02\x62\x0a\x0a\x08Caf\xc3\xa9 \xe2\x98',
  '\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01',
  '\x0d\x01\x02\x03\x04\x09\x01\x02\x03\x04\x05\x06\x07\x08',
  '\x08\x01'.repeat(16),
];
const PIECES = [
  '\x08',
  '\x08\0',
  '\x08\x02',
  '\x08\x04',
  '\x0a',
  '\x12',
  '\x62',
  '\x72\0',
  '\x80',
  '\xff',
  '\x7f',
  '\x0b',
  '\0',
  '\xff\xff\xff\xff\x0f',
];

export const protobuf: Parser = { name: 'protobuf', seeds: SEEDS, pieces: PIECES, check };
