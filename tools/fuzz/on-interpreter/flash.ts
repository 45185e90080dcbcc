// Inside the interpreter: records and boot log on flash images that are damaged in any way.

import type { FlashArea } from '../../../firmware/platform/ports.ts';
import { planBoot, wrongProofs } from '../../../firmware/runtime/boot/guard.ts';
import { append, openEvents } from '../../../firmware/storage/boot-log.ts';
import { save } from '../../../firmware/storage/save.ts';
import { LAST_KIND, load, openStore } from '../../../firmware/storage/store.ts';
import type { Natives } from './natives.ts';

const PAGE = 512;
const PAGES = 4;

function blank(length: number): string {
  return new Array(length + 1).join('\xff');
}

function imageOf(text: string): FlashArea {
  let image = text.slice(0, PAGE * PAGES);
  image += blank(PAGE * PAGES - image.length);
  return {
    pageSize: PAGE,
    pages: PAGES,
    read: (offset, length) => image.slice(offset, offset + length),
    write(offset, data) {
      let both = '';
      for (let i = 0; i < data.length; i++)
        both += String.fromCharCode(image.charCodeAt(offset + i) & data.charCodeAt(i));
      image = image.slice(0, offset) + both + image.slice(offset + data.length);
    },
    erase(page) {
      image = image.slice(0, page * PAGE) + blank(PAGE) + image.slice((page + 1) * PAGE);
    },
  };
}

function records(text: string, crc32: Natives['crc32']): unknown {
  const image = imageOf(text);
  const said: unknown[] = [];
  const look = (): ReturnType<typeof openStore> => {
    const store = openStore(image as never, PAGES, crc32);
    for (let kind = 1; kind <= LAST_KIND; kind++) {
      const found = load(store, kind);
      said.push(found && [found.version, found.payload]);
    }
    return store;
  };
  const store = look();
  said.push(save(store, 1, 2, '{"after":"the damage"}'));
  look();
  return said;
}

function log(text: string, crc32: Natives['crc32']): unknown {
  const events = openEvents(imageOf(text), PAGES - 2, crc32);
  const verdict = planBoot(events.recent);
  const said = [events.recent, events.total, verdict.safe, verdict.powerCycles, wrongProofs(events.recent)];
  return said.concat([append(events, 'p'), events.recent, events.total] as never[]);
}

export function create(which: string, natives: Natives): (input: string) => unknown {
  return which === 'log' ? (input) => log(input, natives.crc32) : (input) => records(input, natives.crc32);
}
