// The serial line itself: how fast bytes go out, how the device's prompt is got, and what becomes of a line that breaks.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bytes } from '../../../tools/client/api.ts';
import { askUart } from '../../../tools/client/uart/channel.ts';
import { TRIES, TRY_MS } from '../../../tools/client/uart/console.ts';
import { BURST_BYTES, PAUSE_MS, pacedWriter } from '../../../tools/client/uart/pace.ts';

interface FakeLine extends Bytes {
  bursts: { bytes: string; at: number }[];
  say(bytes: string): void;
  pull(): void;
  isClosed: boolean;
}

function fakeLine(): FakeLine {
  let hear: (bytes: string) => void = () => {};
  const ends: (() => void)[] = [];
  const line: FakeLine = {
    bursts: [],
    isClosed: false,
    write: (bytes) => void line.bursts.push({ bytes, at: Date.now() }),
    onData: (listener) => {
      hear = listener;
    },
    onClose: (listener) => void ends.push(listener),
    close: () => {
      line.isClosed = true;
    },
    say: (bytes) => hear(bytes),
    pull: () => {
      for (const end of ends) end();
    },
  };
  return line;
}

describe('the line', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([
    [BURST_BYTES - 1, 1],
    [BURST_BYTES, 1],
    [BURST_BYTES + 1, 2],
    [200, 5],
  ])('carries %i bytes in %i bursts, with rests between', async (size, count) => {
    const line = fakeLine();
    const write = pacedWriter(line);
    const done = Promise.all([write('x'.repeat(size)), write('y')]);
    await vi.runAllTimersAsync();
    await done;
    expect(line.bursts.map(({ bytes }) => bytes).join('')).toBe(`${'x'.repeat(size)}y`);
    expect(line.bursts.length).toBe(count + 1);
    for (const [i, { bytes, at }] of line.bursts.entries()) {
      expect(bytes.length).toBeLessThanOrEqual(48);
      expect(at - (line.bursts[i - 1]?.at ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(PAUSE_MS);
    }
    expect(PAUSE_MS).toBe(150);
  });

  const opened = (line: FakeLine, events: unknown[] = [], ends: Error[] = []) =>
    askUart(line, { onEvent: (event) => void events.push(event), onEnd: (why) => void ends.push(why) }, 1_000);

  it('waits for a board that has restarted, and takes its events along', async () => {
    const line = fakeLine();
    const events: unknown[] = [];
    const channel = opened(line, events);
    await vi.advanceTimersByTimeAsync(3_000);
    line.say('ets Jun  8 2016\r\n\r\n# ready\r\n> ');
    await vi.runAllTimersAsync();
    await channel;
    expect(line.bursts[0]?.bytes).toBe('\x15\r');
    expect(events).toEqual([{ event: 'note', message: 'ready' }]);
  });

  it('gives each request its own answer, one after the other', async () => {
    const line = fakeLine();
    const asking = opened(line);
    line.say('> ');
    await vi.runAllTimersAsync();
    const channel = await asking;
    const replies = Promise.all([channel.ask({ cmd: 'connect' }), channel.ask({ cmd: 'disconnect' })]);
    await vi.advanceTimersByTimeAsync(500);
    expect(line.bursts.slice(1).map(({ bytes }) => bytes)).toEqual(['wifiprov connect\r']);
    line.say('wifiprov connect\r\nOK connecting\r\n> \r\n# idle\r\n> ');
    await vi.advanceTimersByTimeAsync(500);
    line.say('wifiprov disconnect\r\nOK idle\r\n> ');
    expect(await replies).toMatchObject([{ data: { state: 'connecting' } }, { data: { state: 'idle' } }]);
  });

  it.each([
    ['nothing at all', '', 'silent'],
    ['the prompt of the REPL', '\r\n>', 'repl'],
  ])('is given up when it says %s', async (_, said, code) => {
    const line = fakeLine();
    const asking = expect(opened(line)).rejects.toMatchObject({ kind: 'unreachable', code });
    line.say(said);
    await vi.advanceTimersByTimeAsync(TRIES * (TRY_MS + PAUSE_MS) - 1);
    expect(line.isClosed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await asking;
    expect(line.isClosed).toBe(true);
    expect(line.bursts.length).toBe(TRIES);
  });

  it('times out a command, and is closed then', async () => {
    const line = fakeLine();
    const ends: Error[] = [];
    const asking = opened(line, [], ends);
    line.say('> ');
    await vi.runAllTimersAsync();
    const failed = expect((await asking).ask({ cmd: 'get' })).rejects.toMatchObject({ kind: 'timeout' });
    await vi.runAllTimersAsync();
    await failed;
    expect([line.isClosed, ends.length]).toEqual([true, 1]);
  });

  it('that is pulled fails what waits', async () => {
    const line = fakeLine();
    const asking = opened(line);
    line.say('> ');
    await vi.runAllTimersAsync();
    const failed = expect((await asking).ask({ cmd: 'get' })).rejects.toMatchObject({ code: 'closed' });
    await vi.advanceTimersByTimeAsync(200);
    line.pull();
    await failed;
  });
});
