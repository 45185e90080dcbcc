// How much of the IDF's heap connections may take.

import { expect, it } from 'vitest';
import {
  ACCEPT_MIN,
  AP_HEAP,
  BUFFER_COST,
  DOOR_VARS,
  FULL_MS,
  HEAP_MIN,
  HTTP_VARS_MIN,
  hasHeapFor,
  hasRoomFor,
  hasVarsFor,
  heapBeside,
  httpVarsMin,
  isFull,
  JOIN_HEAP,
  MODULE_VARS,
  MORE_HTTP_VARS_MIN,
  maySay,
  REFUSE_MIN,
  REFUSE_VARS_MIN,
  REQUEST_VARS,
  requestVars,
  SEND_ALONE_MIN,
  SEND_MIN,
  TCP_VARS_MIN,
  UNDER_WAY_VARS,
} from '../../firmware/runtime/heap.ts';

it.each([
  [ACCEPT_MIN - 1, 1, false],
  [ACCEPT_MIN, 1, true],
  [ACCEPT_MIN + 1, 1, true],
  [ACCEPT_MIN - 1, 0, true],
  [ACCEPT_MIN - 1, 5, false],
  [HEAP_MIN, 0, true],
  [0, 5, true],
])('with %i bytes free beside %i open connections there is heap for one more: %s', (free, open, taken) => {
  expect(hasHeapFor(open, free)).toBe(taken);
});

it.each([TCP_VARS_MIN, HTTP_VARS_MIN, MORE_HTTP_VARS_MIN])(
  'with fewer than %i variables free no more is taken, made or not',
  (least) => {
    const rows: [number, number, boolean, boolean][] = [
      [least - 1, 1, true, false],
      [least, 1, true, true],
      [least + 1, 1, true, true],
      [least - 1, 0, true, true],
      [least + DOOR_VARS - 1, 1, false, false],
      [least + DOOR_VARS, 1, false, true],
      [least + DOOR_VARS + 1, 1, false, true],
    ];
    for (const [free, open, isMade, taken] of rows) expect(hasVarsFor(open, free, least, isMade)).toBe(taken);
  },
);

it.each([
  [0, FULL_MS - 1, false],
  [5, 5 + FULL_MS - 1, true],
  [5, 5 + FULL_MS, false],
  [5, 5 + FULL_MS + 1, false],
])('too few variables at %i ms turn away who comes at %i ms unseen: %s', (fullMs, nowMs, is) => {
  expect(isFull(fullMs, nowMs)).toBe(is);
});

it.each([
  [REFUSE_MIN - 1, REFUSE_VARS_MIN, false],
  [REFUSE_MIN, REFUSE_VARS_MIN, true],
  [REFUSE_MIN + 1, REFUSE_VARS_MIN, true],
  [REFUSE_MIN, REFUSE_VARS_MIN - 1, false],
  [REFUSE_MIN, REFUSE_VARS_MIN + 1, true],
  [0, REFUSE_VARS_MIN, true],
])('with %i bytes and %i variables free one that is not taken is told so: %s', (free, vars, may) => {
  expect(maySay(free, vars)).toBe(may);
});

/** The port hands over 536 bytes alone; what follows fills buffers of 1436. */
it.each<[number[], number]>([
  [[1], 1],
  [[536], 1],
  [[537], 2],
  [[536 + 1436], 2],
  [[536 + 1437], 3],
  [[90, 90, 1024], 4],
])('pieces of %j bytes take %i buffers', (pieces, buffers) => {
  for (const [least, isAlone] of [
    [SEND_MIN, false],
    [SEND_ALONE_MIN, true],
  ] as const) {
    const needed = least + buffers * BUFFER_COST;
    const free = [needed - 1, needed, needed + 1];
    expect(free.map((bytes) => hasRoomFor(pieces, bytes, isAlone))).toEqual([false, true, true]);
  }
});

it('where the port does not tell its heap, everything may be sent', () => {
  expect([hasRoomFor([2048], 0, false), hasRoomFor([2048], 0, true)]).toEqual([true, true]);
});

it.each([
  ['online', 'up', 0],
  ['joining', 'down', JOIN_HEAP],
  ['waiting', 'up', JOIN_HEAP],
  ['down', 'starting', AP_HEAP],
  ['joining', 'starting', JOIN_HEAP + AP_HEAP],
])('with the station %s and the access point %s, %i bytes are kept for the radio', (sta, ap, reserved) => {
  expect(heapBeside(40_000, { sta, ap })).toBe(40_000 - reserved);
  expect([heapBeside(0, { sta, ap }), heapBeside(1, { sta, ap })]).toEqual([0, 1]);
});

it('a request needs its own variables, those of each other under way, and those of each module that is not there', () => {
  const all = Object.fromEntries(Object.keys(MODULE_VARS).map((name) => [name, {}]));
  expect([0, 1, 2].map((underWay) => requestVars(underWay, all) - REQUEST_VARS)).toEqual([
    0,
    UNDER_WAY_VARS,
    2 * UNDER_WAY_VARS,
  ]);
  for (const [name, vars] of Object.entries(MODULE_VARS))
    expect(requestVars(0, { ...all, [name]: undefined })).toBe(REQUEST_VARS + vars);
});

it('a page needs more variables where another one is being served', () => {
  expect([0, 1, 2].map(httpVarsMin)).toEqual([HTTP_VARS_MIN, MORE_HTTP_VARS_MIN, MORE_HTTP_VARS_MIN]);
});
